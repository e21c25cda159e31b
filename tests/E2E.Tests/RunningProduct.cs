using AleSekretariat.E2E.Tests;
using AleSekretariat.Testing.Hosts;
using AleSekretariat.Testing.Postgres;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(RunningProduct))]

namespace AleSekretariat.E2E.Tests;

/// <summary>The product as the README starts it, and a real browser in front of it.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    /// <summary>One product and one browser on two cores: the scenarios of this collection run one after the other.</summary>
    public const string TakingTurns = "browser";

    private TestDatabase? _database;
    private IPlaywright? _playwright;

    public HostProcess Host { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__Postgres"] = _database!.ConnectionString,
        ["RateLimits__Enabled"] = "false",
    };

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        Host = await HostProcess.StartAsync("Standalone", Settings);
        _playwright = await Playwright.CreateAsync();
        // For slow machines; an expectation that holds does not wait.
        Assertions.SetDefaultExpectTimeout(20_000);
        Browser = await _playwright.Chromium.LaunchAsync(await Chromium.LaunchOptionsAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (Host is not null)
            await Host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
