using static AleSekretariat.Database.Tests.Orleans.OrleansQueries;

namespace AleSekretariat.Database.Tests.Orleans;

public sealed class StorageQueriesTests
{
    [Theory]
    [InlineData(PostgresVersion.Default, null)]
    [InlineData(PostgresVersion.Default, "tenant")]
    [InlineData(PostgresVersion.Oldest15, null)]
    [InlineData(PostgresVersion.Oldest15, "tenant")]
    public async Task Write_FirstThenNext_RaisesTheVersionAndKeepsThePayload(PostgresVersion version, string? extension)
    {
        await using var queries = await OpenAsync(version);

        Assert.Equal(1, await WriteAsync(queries, extension, given: null, payload: 1));
        Assert.Equal(2, await WriteAsync(queries, extension, given: 1, payload: 2));

        var row = Assert.Single(await ReadAsync(queries, extension));
        Assert.Equal(2, row["Version"]);
        Assert.Equal(new byte[] { 2 }, row["PayloadBinary"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Write_SomebodyElseWasFirst_AnswersWhatWasGivenAndChangesNothing(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await WriteAsync(queries, extension: null, given: null, payload: 1);
        await WriteAsync(queries, extension: null, given: 1, payload: 2);

        Assert.Null(await WriteAsync(queries, extension: null, given: null, payload: 9));
        Assert.Equal(1, await WriteAsync(queries, extension: null, given: 1, payload: 9));

        Assert.Equal(new byte[] { 2 }, Assert.Single(await ReadAsync(queries, extension: null))["PayloadBinary"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default, null)]
    [InlineData(PostgresVersion.Default, "tenant")]
    [InlineData(PostgresVersion.Oldest15, null)]
    public async Task Write_OtherFirstWritesAreUnderWay_OneWins(PostgresVersion version, string? extension)
    {
        await using var queries = await OpenAsync(version);

        var answers = await queries.RaceAsync(losers: 5, "WriteToStorageKey", number => Write(extension, given: null, payload: number));

        Assert.Equal([1, null, null, null, null, null], answers.Select(NewVersion));
        Assert.Equal(new byte[] { 0 }, Assert.Single(await ReadAsync(queries, extension))["PayloadBinary"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Write_OthersWithTheSameVersionAreUnderWay_OneWins(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await WriteAsync(queries, extension: null, given: null, payload: 9);

        var answers = await queries.RaceAsync(losers: 5, "WriteToStorageKey", number => Write(extension: null, given: 1, payload: number));

        Assert.Equal([2, 1, 1, 1, 1, 1], answers.Select(NewVersion));
        Assert.Equal(new byte[] { 0 }, Assert.Single(await ReadAsync(queries, extension: null))["PayloadBinary"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Key_EveryPartCounts(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        var key = Key("x");
        await queries.RowsAsync("WriteToStorageKey", [.. key, Argument<int?>("GrainStateVersion", null), Argument("PayloadBinary", new byte[] { 1 })]);

        for (var part = 0; part < key.Length; part++)
        {
            var other = key.ToArray();
            other[part].Value = other[part].Value switch { int number => number + 1, long number => number + 1, string text => text + "'", var same => same };
            Assert.Empty(await queries.RowsAsync("ReadFromStorageKey", other));
        }

        Assert.Single(await queries.RowsAsync("ReadFromStorageKey", key));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Clear_ComparesAndEmptiesThePayload(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await WriteAsync(queries, extension: null, given: null, payload: 1);

        Assert.Equal(7, await RunAsync(queries, "ClearStorageKey", given: 7));
        Assert.NotNull(Assert.Single(await ReadAsync(queries, extension: null))["PayloadBinary"]);
        Assert.Equal(2, await RunAsync(queries, "ClearStorageKey", given: 1));

        var row = Assert.Single(await ReadAsync(queries, extension: null));
        Assert.Equal(2, row["Version"]);
        Assert.Null(row["PayloadBinary"]);
        Assert.Equal(3, await WriteAsync(queries, extension: null, given: 2, payload: 3));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Delete_ComparesAndRemovesTheRow(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await WriteAsync(queries, extension: null, given: null, payload: 1);

        Assert.Equal(7, await RunAsync(queries, "DeleteStorageKey", given: 7));
        Assert.Single(await ReadAsync(queries, extension: null));
        Assert.Equal(2, await RunAsync(queries, "DeleteStorageKey", given: 1));
        Assert.Empty(await ReadAsync(queries, extension: null));
        Assert.Equal(1, await WriteAsync(queries, extension: null, given: null, payload: 1));
    }

    private static (string Name, object? Value, Type Type)[] Key(string? extension) =>
    [
        Argument("GrainIdHash", -17), Argument("GrainIdN0", 1L), Argument("GrainIdN1", long.MinValue), Argument("GrainTypeHash", 4),
        Argument("GrainTypeString", "tenant.licence"), Argument("GrainIdExtensionString", extension), Argument("ServiceId", "service"),
    ];

    private static Task<List<Dictionary<string, object?>>> ReadAsync(OrleansQueries queries, string? extension) =>
        queries.RowsAsync("ReadFromStorageKey", Key(extension));

    private static (string Name, object? Value, Type Type)[] Write(string? extension, int? given, int payload) =>
        [.. Key(extension), Argument("GrainStateVersion", given), Argument("PayloadBinary", new[] { (byte)payload })];

    private static async Task<int?> WriteAsync(OrleansQueries queries, string? extension, int? given, int payload) =>
        NewVersion(await queries.RowsAsync("WriteToStorageKey", Write(extension, given, payload)));

    private static int? NewVersion(List<Dictionary<string, object?>> rows) => (int?)Assert.Single(rows)["NewGrainStateVersion"];

    private static async Task<int?> RunAsync(OrleansQueries queries, string key, int? given) =>
        NewVersion(await queries.RowsAsync(key, [.. Key(extension: null), Argument("GrainStateVersion", given)]));
}
