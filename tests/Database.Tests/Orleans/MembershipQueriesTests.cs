using static AleSekretariat.Database.Tests.Orleans.OrleansQueries;

namespace AleSekretariat.Database.Tests.Orleans;

public sealed class MembershipQueriesTests
{
    private const int Active = 3;
    private const int Dead = 6;
    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task InsertVersion_Twice_OnlyTheFirstInserts(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);

        Assert.True(await InsertVersionAsync(queries));
        Assert.False(await InsertVersionAsync(queries));

        var row = Assert.Single(await ReadAllAsync(queries));
        Assert.Equal(0, row["Version"]);
        Assert.Null(row["StartTime"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task InsertSilo_VersionStillTheOneRead_AddsItAndRaisesTheVersion(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);

        Assert.True(await InsertSiloAsync(queries, port: 1, version: 0));

        var row = Assert.Single(await ReadAllAsync(queries));
        Assert.Equal(1, row["Version"]);
        Assert.Equal("10.0.0.1", row["Address"]);
        Assert.Equal("silo-1", row["SiloName"]);
        Assert.Equal("host", row["HostName"]);
        Assert.Equal(Active, row["Status"]);
        Assert.Equal(30001, row["ProxyPort"]);
        Assert.Null(row["SuspectTimes"]);
        Assert.Equal(Noon, row["StartTime"]);
        Assert.Equal(Noon, row["IAmAliveTime"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task InsertSilo_VersionMovedOn_ChangesNothing(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);

        Assert.False(await InsertSiloAsync(queries, port: 2, version: 0));

        Assert.Equal(1, Assert.Single(await ReadAllAsync(queries))["Version"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task InsertSilo_AlreadyThere_DoesNotRaiseTheVersion(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);

        Assert.False(await InsertSiloAsync(queries, port: 1, version: 1));

        Assert.Equal(1, Assert.Single(await ReadAllAsync(queries))["Version"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task InsertSilo_OthersWithTheSameVersionAreUnderWay_OneWins(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);

        // the last of them tries the very same silo
        var answers = await queries.RaceAsync(losers: 5, "InsertMembershipKey", number => Insert(port: 1 + (number % 5), version: 0, proxyPort: null));

        Assert.Equal([true, false, false, false, false, false], answers.Select(rows => (bool)Assert.Single(Assert.Single(rows)).Value!));
        var row = Assert.Single(await ReadAllAsync(queries));
        Assert.Equal((1, 1), (row["Version"], row["Port"]));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task UpdateSilo_ComparesAndSwaps(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);

        Assert.False(await UpdateSiloAsync(queries, port: 1, Dead, "late", version: 0));
        Assert.False(await UpdateSiloAsync(queries, port: 9, Dead, "nobody", version: 1));
        var before = Assert.Single(await ReadAllAsync(queries));
        Assert.True(await UpdateSiloAsync(queries, port: 1, Dead, "seen", version: 1));

        Assert.Equal(1, before["Version"]);
        Assert.Equal(Active, before["Status"]);
        var after = Assert.Single(await ReadAllAsync(queries));
        Assert.Equal(2, after["Version"]);
        Assert.Equal(Dead, after["Status"]);
        Assert.Equal("seen", after["SuspectTimes"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task ReadRow_UnknownSilo_StillTellsTheVersion(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);

        var known = Assert.Single(await queries.RowsAsync("MembershipReadRowKey", [Cluster, .. Silo(1)]));
        var unknown = Assert.Single(await queries.RowsAsync("MembershipReadRowKey", [Cluster, .. Silo(7)]));

        Assert.Equal(Noon, known["StartTime"]);
        Assert.Null(unknown["StartTime"]);
        Assert.Equal(1, unknown["Version"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Gateways_OnlyOfTheStatusAskedForAndWithAPort(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);
        await InsertSiloAsync(queries, port: 2, version: 1, proxyPort: 0);
        await InsertSiloAsync(queries, port: 3, version: 2);
        await UpdateSiloAsync(queries, port: 3, Dead, suspects: null, version: 3);

        var gateway = Assert.Single(await queries.RowsAsync("GatewaysQueryKey", Cluster, Argument("Status", Active)));

        Assert.Equal(("10.0.0.1", 30001, 5), (gateway["Address"], gateway["ProxyPort"], gateway["Generation"]));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task IAmAlive_ChangesTheTimeButNotTheVersion(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);

        await queries.RowsAsync("UpdateIAmAlivetimeKey", [Cluster, .. Silo(1), Argument("IAmAliveTime", Noon.AddMinutes(1))]);

        var row = Assert.Single(await ReadAllAsync(queries));
        Assert.Equal((Noon.AddMinutes(1), 1), (row["IAmAliveTime"], row["Version"]));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Cleanup_RemovesWhatIsOldAndNotActive(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);
        await InsertSiloAsync(queries, port: 2, version: 1);
        await UpdateSiloAsync(queries, port: 2, Dead, suspects: null, version: 2);

        await queries.RowsAsync("CleanupDefunctSiloEntriesKey", Cluster, Argument("IAmAliveTime", Noon));
        var untouched = await ReadAllAsync(queries);
        await queries.RowsAsync("CleanupDefunctSiloEntriesKey", Cluster, Argument("IAmAliveTime", Noon.AddTicks(10)));

        Assert.Equal(2, untouched.Count);
        Assert.Equal(1, Assert.Single(await ReadAllAsync(queries))["Port"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task CleanupOne_OnlyADeadSiloThatNobodyTouchedSince(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);
        await CleanUpOneAsync(queries, suspects: null, alive: Noon);
        Assert.Single(await ReadAllAsync(queries), row => row["Status"] is Active);

        await UpdateSiloAsync(queries, port: 1, Dead, "voted", version: 1);
        await CleanUpOneAsync(queries, suspects: null, alive: Noon);
        await CleanUpOneAsync(queries, "voted", alive: Noon.AddSeconds(1));
        Assert.Single(await ReadAllAsync(queries), row => row["Status"] is Dead);

        await CleanUpOneAsync(queries, "voted", alive: Noon);
        Assert.Null(Assert.Single(await ReadAllAsync(queries))["StartTime"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task DeleteEntries_TakesSilosAndVersionOfThatClusterOnly(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await InsertVersionAsync(queries);
        await InsertSiloAsync(queries, port: 1, version: 0);
        await queries.BooleanAsync("InsertMembershipVersionKey", Argument("DeploymentId", "other"));

        await queries.RowsAsync("DeleteMembershipTableEntriesKey", Cluster);

        Assert.Empty(await ReadAllAsync(queries));
        Assert.Single(await queries.RowsAsync("MembershipReadAllKey", Argument("DeploymentId", "other")));
    }

    private static (string Name, object? Value, Type Type) Cluster => Argument("DeploymentId", "cluster");

    private static (string Name, object? Value, Type Type)[] Silo(int port) =>
        [Argument("Address", "10.0.0.1"), Argument("Port", port), Argument("Generation", 5)];

    private static Task<bool> InsertVersionAsync(OrleansQueries queries) => queries.BooleanAsync("InsertMembershipVersionKey", Cluster);

    private static Task<List<Dictionary<string, object?>>> ReadAllAsync(OrleansQueries queries) => queries.RowsAsync("MembershipReadAllKey", Cluster);

    private static Task<bool> InsertSiloAsync(OrleansQueries queries, int port, int version, int? proxyPort = null) =>
        queries.BooleanAsync("InsertMembershipKey", Insert(port, version, proxyPort));

    private static (string Name, object? Value, Type Type)[] Insert(int port, int version, int? proxyPort) =>
    [
        Cluster, .. Silo(port), Argument("SiloName", $"silo-{port}"), Argument("HostName", "host"), Argument("Status", Active),
        Argument("ProxyPort", proxyPort ?? 30000 + port), Argument("StartTime", Noon), Argument("IAmAliveTime", Noon), Argument("Version", version),
    ];

    private static Task<bool> UpdateSiloAsync(OrleansQueries queries, int port, int status, string? suspects, int version) => queries.BooleanAsync(
        "UpdateMembershipKey",
        [
            Cluster, .. Silo(port), Argument("Status", status), Argument("SuspectTimes", suspects),
            Argument("IAmAliveTime", Noon), Argument("Version", version),
        ]);

    private static async Task CleanUpOneAsync(OrleansQueries queries, string? suspects, DateTime alive) => await queries.RowsAsync(
        "CleanupDefunctSiloEntryKey",
        [Cluster, .. Silo(1), Argument("SuspectTimes", suspects), Argument("StartTime", Noon), Argument("IAmAliveTime", alive)]);
}
