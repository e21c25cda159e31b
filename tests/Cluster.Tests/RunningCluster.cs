using AleSekretariat.Testing.Hosts;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Cluster.Tests;

/// <summary>Two silos and two web nodes as processes on one machine, on one database that the migrate command prepared.</summary>
public sealed class RunningCluster : IAsyncLifetime
{
    private readonly List<HostProcess> _hosts = [];
    private TestDatabase? _database;

    public TestDatabase Database => _database!;

    public HostProcess[] Silos { get; } = new HostProcess[2];

    public HostProcess[] Webs { get; } = new HostProcess[2];

    public string MigrationOutput { get; private set; } = "";

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__Postgres"] = Database.ConnectionString,
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Accounts__ApiSignUp"] = "true",
        ["RateLimits__Enabled"] = "false",
    };

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        var (exitCode, output) = await HostProcess.RunAsync("Silo", Settings, "migrate");
        Assert.True(exitCode == 0, output);
        MigrationOutput = output;

        for (var i = 0; i < Silos.Length; i++)
            Silos[i] = await StartSiloAsync();
        for (var i = 0; i < Webs.Length; i++)
            _hosts.Add(Webs[i] = await HostProcess.StartAsync("Web", Settings));
    }

    public async Task<HostProcess> StartSiloAsync()
    {
        var settings = Settings;
        settings["Silo__Port"] = "0";
        settings["Silo__GatewayPort"] = "0";
        var silo = await HostProcess.StartAsync("Silo", settings);
        _hosts.Add(silo);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
            await host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
