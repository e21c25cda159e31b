using AleSekretariat.Domain.Licensing;
using AleSekretariat.Testing.Hosts;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Grains.Tests.Hosting;

/// <summary>The silo's program as somebody at a terminal meets it: verbs, exit codes, messages that say what to do.</summary>
public sealed class SiloProgramTests(TestCluster cluster)
{
    [Fact]
    public async Task Migrate_ThenAgain_RunsEveryScriptOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var first = await Run(database, "migrate");
        var second = await Run(database, "migrate");

        Assert.Equal(0, first.ExitCode);
        Assert.Contains("0001_orleans.sql", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("up to date", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnADatabaseWithoutScripts_SaysWhichCommandToRun()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await Run(database);

        Assert.Equal(1, exitCode);
        Assert.Contains("migrate", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Silo__Port", "eleven")]
    [InlineData("Silo__AdvertisedAddress", "no such host.invalid")]
    [InlineData("Cluster__ProbeTimeout", "-1")]
    [InlineData("Registration__BatchSize", "0")]
    [InlineData("ConnectionStrings__Postgres", "")]
    public async Task Start_WithAWrongSetting_NamesIt(string setting, string value)
    {
        var (exitCode, output) = await HostProcess.RunAsync(
            "Silo", new Dictionary<string, string?>(Settings(cluster.Database), StringComparer.Ordinal) { [setting] = value });

        Assert.Equal(1, exitCode);
        Assert.Contains(setting.StartsWith("Registration", StringComparison.Ordinal) ? "BatchSize" : setting, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownVerb_IsAMistake_NotASilo()
    {
        var (exitCode, output) = await Run(cluster.Database, "migrat");

        Assert.Equal(1, exitCode);
        Assert.Contains("migrat", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_FromAnotherProcess_GivesThePackage()
    {
        var tenant = await cluster.OpenTenantAsync();

        var byId = await Run(cluster.Database, "grant", tenant.Id.ToString(), "gold", "year", "--reason", "wsparcie", "--by", "Anna");
        var byName = await Run(cluster.Database, "grant", tenant.Company, "platinum", "month", "--reason", "wsparcie");

        Assert.True(byId.ExitCode == 0, byId.Output);
        Assert.True(byName.ExitCode == 0, byName.Output);
        var status = await tenant.StatusAsync(cluster.Grains);
        Assert.Equal(Package.Gold, status.Package);
        Assert.Contains(tenant.Company, byId.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_WronglyOrToNobody_IsRefused()
    {
        var tenant = await cluster.OpenTenantAsync();

        Assert.Equal(2, (await Run(cluster.Database, "grant", "Nie ma takiej firmy", "gold", "year", "--reason", "wsparcie")).ExitCode);
        Assert.Equal(2, (await Run(cluster.Database, "grant", tenant.Id.ToString(), "green", "year", "--reason", "wsparcie")).ExitCode);
        Assert.Equal(1, (await Run(cluster.Database, "grant", tenant.Id.ToString(), "gold", "year")).ExitCode);
    }

    [Fact]
    public async Task Grant_WithNoSilo_SaysSo()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.Silo.DisposeAsync();

        var (exitCode, output) = await Run(world.Database, "grant", world.Tenant.Id.ToString(), "gold", "year", "--reason", "wsparcie");

        Assert.Equal(3, exitCode);
        Assert.Contains("nothing was granted", output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output)> Run(TestDatabase database, params string[] arguments) =>
        HostProcess.RunAsync("Silo", Settings(database), arguments);

    private static Dictionary<string, string?> Settings(TestDatabase database) => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__Postgres"] = database.ConnectionString,
        ["Silo__Port"] = "0",
        ["Silo__GatewayPort"] = "0",
        ["Silo__DatabaseWait"] = "00:00:05",
    };
}
