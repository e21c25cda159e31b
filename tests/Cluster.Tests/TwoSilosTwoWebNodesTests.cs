using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using AleSekretariat.Testing.Hosts;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;

namespace AleSekretariat.Cluster.Tests;

/// <summary>The product as it is hosted on several machines: every process separate, everything through HTTP and the hub.</summary>
public sealed class TwoSilosTwoWebNodesTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Registration_OnOneWebNode_ReachesAPageOnTheOther()
    {
        var tenant = await Tenant.SignUpAsync(cluster.Webs[0]);
        var seen = Channel.CreateUnbounded<JsonElement>();
        await using var page = tenant.Connect(cluster.Webs[1]);
        page.On<JsonElement>("status", status => seen.Writer.TryWrite(status));
        await page.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, Used(await NextAsync(seen)));

        using var answer = await tenant.RegisterAsync(cluster.Webs[0], "Faktura za październik");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        var status = await NextAsync(seen);
        while (Used(status) == 0)
            status = await NextAsync(seen);
        Assert.Equal(1, Used(status));
    }

    [Fact]
    public async Task Grant_FromTheCommandLine_IsInForceOnEveryWebNode()
    {
        var tenant = await Tenant.SignUpAsync(cluster.Webs[0]);

        var (exitCode, output) = await HostProcess.RunAsync(
            "Silo", cluster.Settings, "grant", tenant.Id.ToString(), "gold", "month", "--reason", "Umowa pilotażowa");

        Assert.True(exitCode == 0, output);
        foreach (var web in cluster.Webs)
            Assert.Equal("gold", (await tenant.StatusAsync(web)).GetProperty("package").GetString());
    }

    [Fact]
    public void EveryLogLine_IsOneObjectWithItsInstantInUtc()
    {
        foreach (var host in (HostProcess[])[cluster.Silos[0], cluster.Webs[0]])
        {
            var lines = host.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.NotEmpty(lines);
            foreach (var line in lines)
                Assert.EndsWith("+00:00", JsonDocument.Parse(line).RootElement.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Silo_KilledBetweenRegistrations_LosesAndDoublesNothing()
    {
        var spare = await cluster.StartSiloAsync();
        var tenants = new List<Tenant>();
        for (var i = 0; i < 6; i++)
            tenants.Add(await Tenant.SignUpAsync(cluster.Webs[i % 2]));
        foreach (var tenant in tenants)
            (await AcknowledgedAsync(tenant, "przed awarią", "k1")).Dispose();

        await spare.KillAsync();

        foreach (var tenant in tenants)
            (await AcknowledgedAsync(tenant, "po awarii", "k2")).Dispose();
        foreach (var tenant in tenants)
        {
            await using var rows = cluster.Database.Owner.CreateCommand(
                "SELECT array_agg(sequence ORDER BY sequence) FROM app.correspondence WHERE tenant_id = $1");
            rows.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id });
            var sequences = (int[]?)await rows.ExecuteScalarAsync(TestContext.Current.CancellationToken);
            Assert.Equal([1, 2], sequences!);
            Assert.Equal(2, Used(await tenant.StatusAsync(cluster.Webs[0])));
        }
    }

    [Theory]
    [InlineData("Silo", "ConnectionStrings__Postgres", "Host=;;nonsense=1", "ConnectionStrings__Postgres")]
    [InlineData("Web", "ConnectionStrings__Postgres", "", "ConnectionStrings__Postgres")]
    [InlineData("Silo", "Silo__Port", "ninety", "Silo__Port")]
    [InlineData("Web", "RateLimits__Enabled", "perhaps", "RateLimits__Enabled")]
    public async Task Host_WithAWrongSetting_StopsAtStartAndNamesIt(string host, string setting, string value, string named)
    {
        var settings = cluster.Settings;
        settings[setting] = value;

        var (exitCode, output) = await HostProcess.RunAsync(host, settings);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(named, output, StringComparison.Ordinal);
    }

    /// <summary>What a patient client does: the same key again until the service answers.</summary>
    private async Task<HttpResponseMessage> AcknowledgedAsync(Tenant tenant, string subject, string key)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            var answer = await tenant.RegisterAsync(cluster.Webs[0], subject, key);
            if (answer.StatusCode == HttpStatusCode.Created)
                return answer;
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable,
                $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(limit.Token)}");
            Assert.True(answer.Headers.RetryAfter is not null);
            answer.Dispose();
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<JsonElement> NextAsync(Channel<JsonElement> seen)
    {
        using var limit = new CancellationTokenSource(Patience);
        return await seen.Reader.ReadAsync(limit.Token);
    }

    private static int Used(JsonElement status) => status.GetProperty("correspondence").GetProperty("used").GetInt32();
}
