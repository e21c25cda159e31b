using System.Diagnostics;
using System.Globalization;
using AleSekretariat.Testing.Hosts;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>See README.md. <c>FUZZ_SEED</c> and <c>FUZZ_REQUESTS</c> choose the run.</summary>
public sealed class HostileRequestsTests
{
    private const int Lanes = 4;

    [Fact]
    public async Task HostileRequests_BreakNothingTellNothingAndLeaveNothing()
    {
        var (seed, requests) = (Setting("FUZZ_SEED", 20261125), Setting("FUZZ_REQUESTS", 1500));
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var host = await HostProcess.StartAsync("Standalone", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Postgres"] = database.ConnectionString,
            ["RateLimits__Enabled"] = "false",
        });
        var api = await Api.ReadAsync(host.Address);
        var victim = await Target.OpenAsync(host.Address);
        var (pages, forms) = await Forms.CrawlAsync(victim.Browser);
        var outside = await Forms.CrawlAsync(new Browser(host.Address));
        var before = await TenantRows.FingerprintAsync(database, victim.TenantId);
        var findings = new Findings();

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => new Attacker(
            host.Address, lane, new Dice(seed + lane), api, [.. pages.Union(outside.Pages)], [.. forms, .. outside.Forms], victim.Ids, findings).RunAsync(requests / Lanes)));
        var took = clock.Elapsed;

        var figures = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {findings.Requests} requests over {api.Calls.Count} calls, {pages.Count} pages and {forms.Count + outside.Forms.Count} forms in {took.TotalSeconds:0} s; answers by status: {findings.Statuses}");
        TestContext.Current.TestOutputHelper!.WriteLine(figures);
        await Console.Out.WriteLineAsync(figures);
        var rubbish = await StoredRubbish.FindAsync(database);
        Assert.True(findings.All.Count == 0, Report(figures, findings.All));
        Assert.True(rubbish.Count == 0, Report(figures, rubbish));
        Assert.Equal(before, await TenantRows.FingerprintAsync(database, victim.TenantId));
        Assert.DoesNotContain("Unhandled", host.Output, StringComparison.Ordinal);
    }

    private static string Report(string figures, IReadOnlyCollection<string> all) => $"{figures}\n{all.Count} findings:\n{string.Join('\n', all.Take(60))}";

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : usual;
}
