using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Database;
using AleSekretariat.Testing.Postgres;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access;

public sealed class HostSettingsTests(House house)
{
    [Theory]
    [InlineData("TestClock:Enabled", "maybe", "TestClock__Enabled")]
    [InlineData("Accounts:ApiSignUp", "1", "Accounts__ApiSignUp")]
    [InlineData("RateLimits:Enabled", "off", "RateLimits__Enabled")]
    [InlineData("Web:ApiReference", "yes", "Web__ApiReference")]
    [InlineData("Web:OperationsPort", "0", "Web__OperationsPort")]
    [InlineData("Web:OperationsPort", "metrics", "Web__OperationsPort")]
    [InlineData("ReverseProxy:Networks:0", "somewhere", "ReverseProxy__Networks")]
    public async Task WrongSetting_StopsTheHostAndNamesItself(string name, string value, string named)
    {
        var wrong = await Assert.ThrowsAsync<ValidationException>(() => WebNode.StartAsync(house.Database.ConnectionString, new KeyValuePair<string, string?>(name, value)));

        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretInAFile_GoesBeforeTheOtherSettings()
    {
        var secrets = Directory.CreateTempSubdirectory("ale-secrets-").FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "Keys__Master"), "no key\n", TestContext.Current.CancellationToken);

        var wrong = await Assert.ThrowsAsync<ValidationException>(
            () => WebNode.StartAsync(house.Database.ConnectionString, new KeyValuePair<string, string?>("SecretsDirectory", secrets)));

        Assert.Contains("Keys__Master", wrong.Message, StringComparison.Ordinal);
        Directory.Delete(secrets, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nonsense=1")]
    public async Task MissingDatabase_StopsTheHostAndNamesTheSetting(string connectionString)
    {
        var wrong = await Assert.ThrowsAsync<DatabaseConfigurationException>(() => WebNode.StartAsync(connectionString));

        Assert.Contains("ConnectionStrings__Postgres", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseWithoutScripts_StopsTheHostAndSaysWhatToDo()
    {
        await using var empty = await TestDatabase.CreateEmptyAsync();

        var wrong = await Assert.ThrowsAsync<DatabaseConfigurationException>(() => WebNode.StartAsync(empty.ConnectionString));

        Assert.Contains("migrate", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_HasNoApiSignUpNoTestClockAndHsts()
    {
        await using var node = await WebNode.StartAsync(
            house.Database.ConnectionString, new("environment", "Production"), new("TestClock:Enabled", "true"));
        var tenant = (await house.SignUpAsync()).Through(node);

        var signUp = await Answer.ReadAsync(await node.Http.PostAsJsonAsync("/api/v1/accounts", new { company = "Firma", email = "prod@firma.example", password = "dziesięć znaków" }));
        signUp.ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P1D" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task TooManySignUps_AreRateLimited()
    {
        await using var node = await WebNode.StartAsync(house.Database.ConnectionString, new KeyValuePair<string, string?>("RateLimits:Enabled", "true"));

        var answers = new List<Answer>();
        for (var i = 0; i < 11; i++)
            answers.Add(await Answer.ReadAsync(await node.Http.PostAsJsonAsync("/api/v1/accounts", new { company = "" })));

        Assert.All(answers.Take(10), answer => answer.ExpectProblem(HttpStatusCode.BadRequest, "validation"));
        var limited = answers[10].ExpectProblem(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Answers_CarryTheSecurityHeaders()
    {
        var answer = await Answer.ReadAsync(await house.First.Http.GetAsync(new Uri("/health/live", UriKind.Relative)));

        answer.Expect(HttpStatusCode.OK);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Matches("script-src 'self' 'nonce-[A-Za-z0-9_-]{22}';", policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Operations_Answer()
    {
        foreach (var path in (string[])["/health/live", "/health/ready", "/metrics", "/openapi/v1.json", "/scalar/v1"])
            (await Answer.ReadAsync(await house.First.Http.GetAsync(new Uri(path, UriKind.Relative)))).Expect(HttpStatusCode.OK);
        var description = await Answer.ReadAsync(await house.First.Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        Assert.True(description.Json.GetProperty("paths").TryGetProperty("/api/v1/correspondence", out var path1));
        Assert.True(path1.GetProperty("post").TryGetProperty("requestBody", out _));
    }

    [Theory]
    [InlineData("/correspondence?q=1", "/correspondence?q=1")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void ReturnUrl_StaysAtHome(string? url, string expected) => Assert.Equal(expected, ReturnUrl.Safe(url));
}
