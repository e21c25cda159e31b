using static AleSekretariat.Database.Tests.Orleans.OrleansQueries;

namespace AleSekretariat.Database.Tests.Orleans;

public sealed class ReminderQueriesTests
{
    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Upsert_Repeated_KeepsOneRowAndRaisesItsVersion(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);

        var first = await UpsertAsync(queries, "tenant/1", hash: 1, period: 3_600_000);
        var second = await UpsertAsync(queries, "tenant/1", hash: 1, period: 60_000);

        Assert.True(second > first);
        var row = Assert.Single(await queries.RowsAsync("ReadReminderRowKey", Service, Grain("tenant/1"), Name));
        Assert.Equal(("tenant/1", "milestone", 60_000L, second), (row["GrainId"], row["ReminderName"], row["Period"], row["Version"]));
        Assert.Equal(Noon, row["StartTime"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Upsert_PeriodBeyondAnInteger_IsKeptExactly(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        const long days30 = 30L * 24 * 60 * 60 * 1000; // the provider binds a long from here on

        await queries.RowsAsync("UpsertReminderRowKey", Service, Grain("tenant/1"), Name, Argument("StartTime", Noon), Argument("Period", days30), Argument("GrainHash", 1));

        Assert.Equal(days30, Assert.Single(await queries.RowsAsync("ReadReminderRowsKey", Service, Grain("tenant/1")))["Period"]);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Upsert_ManyAtOnce_VersionsAreAllDifferent(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => UpsertAsync(queries, "tenant/1", hash: 1, period: 60_000)));

        Assert.Equal(8, versions.Distinct().Count());
        Assert.Single(await queries.RowsAsync("ReadReminderRowsKey", Service, Grain("tenant/1")));
    }

    [Theory]
    [InlineData(PostgresVersion.Default, "ReadRangeRows1Key", 0, 10, "5,10")]
    [InlineData(PostgresVersion.Oldest15, "ReadRangeRows1Key", 0, 10, "5,10")]
    [InlineData(PostgresVersion.Default, "ReadRangeRows1Key", -2147483648, 2147483647, "-5,0,5,10,2147483647")]
    [InlineData(PostgresVersion.Default, "ReadRangeRows2Key", 5, -5, "-2147483648,-5,10,2147483647")]
    [InlineData(PostgresVersion.Oldest15, "ReadRangeRows2Key", 5, -5, "-2147483648,-5,10,2147483647")]
    [InlineData(PostgresVersion.Default, "ReadRangeRows2Key", 5, 5, "-2147483648,-5,0,5,10,2147483647")]
    public async Task ReadRange_AboveBeginUpToEnd(PostgresVersion version, string key, int begin, int end, string expected)
    {
        await using var queries = await OpenAsync(version);
        foreach (var hash in new[] { int.MinValue, -5, 0, 5, 10, int.MaxValue })
            await UpsertAsync(queries, FormattableString.Invariant($"{hash}"), hash, period: 60_000);
        await queries.RowsAsync("UpsertReminderRowKey", Argument("ServiceId", "other"), Grain("6"), Name, Argument("StartTime", Noon), Argument("Period", 1), Argument("GrainHash", 6));

        var rows = await queries.RowsAsync(key, Service, Argument("BeginHash", begin), Argument("EndHash", end));

        var found = rows.Select(row => int.Parse((string)row["GrainId"]!, System.Globalization.CultureInfo.InvariantCulture)).Order();
        Assert.Equal(expected, string.Join(',', found));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Delete_OnlyWithTheVersionThatStands(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        var current = await UpsertAsync(queries, "tenant/1", hash: 1, period: 60_000);

        Assert.False(await DeleteAsync(queries, current + 1));
        Assert.True(await DeleteAsync(queries, current));
        Assert.False(await DeleteAsync(queries, current));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task DeleteAll_OfOneServiceOnly(PostgresVersion version)
    {
        await using var queries = await OpenAsync(version);
        await UpsertAsync(queries, "tenant/1", hash: 1, period: 60_000);

        await queries.RowsAsync("DeleteReminderRowsKey", Argument("ServiceId", "other"));
        Assert.Single(await queries.RowsAsync("ReadReminderRowsKey", Service, Grain("tenant/1")));
        await queries.RowsAsync("DeleteReminderRowsKey", Service);
        Assert.Empty(await queries.RowsAsync("ReadReminderRowsKey", Service, Grain("tenant/1")));
    }

    private static (string Name, object? Value, Type Type) Service => Argument("ServiceId", "service");

    private static (string Name, object? Value, Type Type) Name => Argument("ReminderName", "milestone");

    private static (string Name, object? Value, Type Type) Grain(string id) => Argument("GrainId", id);

    private static async Task<int> UpsertAsync(OrleansQueries queries, string grain, int hash, int period) => (int)Assert.Single(await queries.RowsAsync(
        "UpsertReminderRowKey", Service, Grain(grain), Name, Argument("StartTime", Noon), Argument("Period", period), Argument("GrainHash", hash)))["version"]!;

    private static Task<bool> DeleteAsync(OrleansQueries queries, int version) =>
        queries.BooleanAsync("DeleteReminderRowKey", Service, Grain("tenant/1"), Name, Argument("Version", version));
}
