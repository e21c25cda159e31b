using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Database;
using AleSekretariat.Database.Embedded;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Live;

namespace AleSekretariat.Web.Tests.Api;

/// <summary>The database goes away and comes back; nothing else is done.</summary>
public sealed class OutageTests
{
    private static readonly object Letter = new { direction = "incoming", subject = "W czasie przerwy" };

    [Fact]
    public async Task DatabaseAway_IsUnavailableAndRecoversByItself()
    {
        var directory = Directory.CreateTempSubdirectory("ale-outage-");
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(directory.FullName, File.GetUnixFileMode(directory.FullName) | UnixFileMode.OtherExecute);
        var options = new EmbeddedPostgresOptions { DataDirectory = directory.FullName, Durable = false };
        var server = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
        try
        {
            await Migrator.MigrateAsync(server.ConnectionString, CancellationToken.None);
            await using var silo = await TestSilo.StartAsync(server.ConnectionString);
            await using var node = await WebNode.StartAsync(server.ConnectionString);
            var tenant = await TenantClient.SignUpAsync(node, "Firma na przerwie");
            await tenant.RegisterLetterAsync("Przed przerwą");
            await using var hub = await HubClient.ConnectAsync(node, tenant.Token);
            await hub.StatusWithUsedAsync(1);

            var browser = await BrowserSession.SignInAsync(node, tenant.Email, tenant.Password);
            (await browser.GetAsync(node, "/correspondence")).Expect(HttpStatusCode.OK);

            await server.DisposeAsync();
            // The token may be remembered for a moment, so both are seen: the grain that cannot write, the token that cannot be looked up.
            (await tenant.PostAsync("/api/v1/correspondence", Letter, key: "przerwa")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            var list = (await tenant.GetAsync("/api/v1/correspondence")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.True(list.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            var page = (await browser.GetAsync(node, "/correspondence")).Expect(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("text/html", page.ContentType);
            Assert.True(page.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.Contains("<h1>", page.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await node.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await node.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);

            server = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
            var answer = await UntilAvailableAsync(() => tenant.PostAsync("/api/v1/correspondence", Letter, key: "przerwa"));
            answer.Expect(HttpStatusCode.Created);
            Assert.Equal(2, answer.Json.GetProperty("sequence").GetInt32());
            await hub.StatusWithUsedAsync(2);
            (await browser.GetAsync(node, "/correspondence")).Expect(HttpStatusCode.OK);
            Assert.Equal(2, (await tenant.GetAsync("/api/v1/correspondence")).Expect(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength());
        }
        finally
        {
            await server.DisposeAsync();
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task SignUp_WithoutASilo_IsUnavailableAndLeavesNoAccount()
    {
        await using var database = await TestDatabase.CreateAsync();
        var silo = await TestSilo.StartAsync(database.ConnectionString);
        await using var node = await WebNode.StartAsync(database.ConnectionString);
        await silo.DisposeAsync();
        var signUp = new { company = "Firma bez silosu", email = "sam@firma.example", password = "dziesięć znaków" };

        (await Answer.ReadAsync(await node.Http.PostAsJsonAsync("/api/v1/accounts", signUp))).ExpectProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        await using (var count = database.Owner.CreateCommand("SELECT count(*) FROM app.account"))
            Assert.Equal(0L, await count.ExecuteScalarAsync());

        await using var again = await TestSilo.StartAsync(database.ConnectionString);
        var answer = await UntilAvailableAsync(async () => await Answer.ReadAsync(await node.Http.PostAsJsonAsync("/api/v1/accounts", signUp)));
        answer.Expect(HttpStatusCode.Created);
    }

    /// <summary>Tries again as the answer says to, up to a minute.</summary>
    private static async Task<Answer> UntilAvailableAsync(Func<Task<Answer>> call)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var answer = await call();
            if (answer.Status != HttpStatusCode.ServiceUnavailable)
                return answer;
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
