using AleSekretariat.Database;
using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using Npgsql;

namespace AleSekretariat.Grains.Billing;

/// <summary>
/// The price list versions, kept in each silo's memory: every registration asks for a limit. A new version takes effect on a
/// day and is entered before it, so a minute's delay hurts nobody.
/// </summary>
/// <param name="database">The silo's pool.</param>
public sealed class PriceLists(SiloDatabase database)
{
    private const string ReadAll = """
        SELECT i.effective_from, i.package, i.entries_per_month, i.contracts_per_month, i.users, i.storage_bytes, i.month_net, i.year_net
        FROM app.price_list_item AS i
        ORDER BY i.effective_from, i.package
        """;

    private IReadOnlyList<PriceList> _lists = [];

    /// <summary>Reads them unless that was done before.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public ValueTask EnsureLoaded() => _lists.Count > 0 ? ValueTask.CompletedTask : new ValueTask(Refresh(CancellationToken.None));

    /// <summary>Reads them afresh.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away; what was read before stays.</exception>
    public async Task Refresh(CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(ReadAll);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new List<(DateOnly From, PriceListItem Item)>();
        while (await reader.ReadAsync(cancellation))
        {
            var limits = new PackageLimits(
                await Nullable<int>(reader, 2), await Nullable<int>(reader, 3), await Nullable<int>(reader, 4), await Nullable<long>(reader, 5));
            items.Add((
                reader.GetFieldValue<DateOnly>(0),
                new PriceListItem((Package)reader.GetInt16(1), limits, reader.GetDecimal(6), reader.GetDecimal(7))));
        }

        Volatile.Write(ref _lists, [.. items
            .GroupBy(item => item.From)
            .Select((list, i) => new PriceList(i + 1, list.Key, [.. list.Select(item => item.Item)]))]);
    }

    /// <summary>The version in force on a Warsaw day; the first one on a day before it began.</summary>
    /// <param name="day">The day, by the tenant's clock.</param>
    /// <exception cref="InvalidOperationException">None was loaded.</exception>
    public PriceList InForce(DateOnly day)
    {
        var lists = Volatile.Read(ref _lists);
        return PriceList.InForce(lists, day)
            ?? (lists.Count > 0 ? lists[0] : throw new InvalidOperationException("The database holds no price list."));
    }

    private static async Task<T?> Nullable<T>(NpgsqlDataReader reader, int column)
        where T : struct =>
        await reader.IsDBNullAsync(column) ? null : await reader.GetFieldValueAsync<T>(column);
}
