using AleSekretariat.Database;
using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>The price list: public data, the same for every tenant.</summary>
public sealed class PriceLists(WebDatabase database)
{
    // Before the first version begins (a clock far back) the first one is shown rather than nothing.
    private const string InForce = """
        SELECT i.effective_from, i.package, i.entries_per_month, i.contracts_per_month, i.users, i.storage_bytes, i.month_net, i.year_net
        FROM app.price_list_item AS i
        WHERE i.effective_from = coalesce(
          (SELECT max(l.effective_from) FROM app.price_list AS l WHERE l.effective_from <= $1),
          (SELECT min(l.effective_from) FROM app.price_list AS l))
        ORDER BY i.package
        """;

    /// <summary>The version in force on a Warsaw day.</summary>
    public async Task<PriceList> InForceAsync(DateOnly day, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(InForce);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new List<PriceListItem>();
        var effectiveFrom = day;
        while (await reader.ReadAsync(cancellation))
        {
            effectiveFrom = reader.GetFieldValue<DateOnly>(0);
            items.Add(new PriceListItem(
                (Package)reader.GetInt16(1),
                new PackageLimits(Number(reader, 2), Number(reader, 3), Number(reader, 4), reader.IsDBNull(5) ? null : reader.GetInt64(5)),
                reader.GetDecimal(6),
                reader.GetDecimal(7)));
        }

        return new PriceList(1, effectiveFrom, items);
    }

    private static int? Number(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
}
