using System.Diagnostics;
using System.Globalization;
using System.Net;
using AleSekretariat.Testing.Hosts;

namespace AleSekretariat.Cluster.Tests;

/// <summary>Standalone as the README starts it: with nothing configured, on data of its own.</summary>
public sealed class OneCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("ale-standalone-").FullName;

    private Dictionary<string, string?> Settings => new(StringComparer.Ordinal) { ["DataDirectory"] = _data, ["ConnectionStrings__Postgres"] = null };

    [Fact]
    public async Task Standalone_KilledAndStartedAgain_KeepsWhatItAcknowledged()
    {
        Tenant tenant;
        await using (var first = await HostProcess.StartAsync("Standalone", Settings, TestContext.Current.CancellationToken))
        {
            tenant = await Tenant.SignUpAsync(first);
            for (var i = 1; i <= 3; i++)
            {
                using var answer = await tenant.RegisterAsync(first, $"Pismo {i}");
                Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            }
            await first.KillAsync();
        }

        await using var second = await HostProcess.StartAsync("Standalone", Settings, TestContext.Current.CancellationToken);

        Assert.Equal(3, (await tenant.StatusAsync(second)).GetProperty("correspondence").GetProperty("used").GetInt32());
        using var fourth = await tenant.RegisterAsync(second, "Pismo 4");
        Assert.Contains("\"sequence\":4", await fourth.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standalone_WhoseDatabaseIsKilled_RecoversByItselfAndLosesNothing()
    {
        await using var host = await HostProcess.StartAsync("Standalone", Settings, TestContext.Current.CancellationToken);
        var tenant = await Tenant.SignUpAsync(host);
        using (var before = await tenant.RegisterAsync(host, "Przed awarią"))
            Assert.Equal(HttpStatusCode.Created, before.StatusCode);

        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(_data, "postgres", "postmaster.pid"), TestContext.Current.CancellationToken))[0];
        using (var server = Process.GetProcessById(int.Parse(postmaster, CultureInfo.InvariantCulture)))
            server.Kill();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        HttpResponseMessage after;
        while ((after = await tenant.RegisterAsync(host, "Po awarii", "po-awarii")).StatusCode == HttpStatusCode.ServiceUnavailable)
            await pace.WaitForNextTickAsync(limit.Token);
        Assert.Contains("\"sequence\":2", await after.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standalone_OnDataInUse_SaysSoAndStops()
    {
        await using var first = await HostProcess.StartAsync("Standalone", Settings, TestContext.Current.CancellationToken);

        var (exitCode, output) = await HostProcess.RunAsync("Standalone", Settings);

        Assert.Equal(1, exitCode);
        Assert.Contains(_data, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standalone_AskedToStop_StopsEverythingItStarted()
    {
        await using var host = await HostProcess.StartAsync("Standalone", Settings, TestContext.Current.CancellationToken);
        var tenant = await Tenant.SignUpAsync(host);
        Assert.NotEqual(Guid.Empty, tenant.Id);

        await host.StopAsync();

        Assert.False(File.Exists(Path.Combine(_data, "postgres", "postmaster.pid")), host.Output);
    }

    public void Dispose()
    {
        // As root the cluster is kept outside and linked from here (docs/adr/0002).
        var cluster = new DirectoryInfo(Path.Combine(_data, "postgres"));
        if (cluster.LinkTarget is { } target)
            Directory.Delete(target, recursive: true);
        Directory.Delete(_data, recursive: true);
    }
}
