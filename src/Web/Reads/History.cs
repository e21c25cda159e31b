using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>One change of an entry.</summary>
/// <param name="At">On the tenant's clock, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Field">Which field.</param>
/// <param name="Before">The value before; null if there was none.</param>
/// <param name="After">The value after; null if it was taken away.</param>
public sealed record HistoryRow(DateTimeOffset At, string By, string Field, string? Before, string? After);

internal static class History
{
    private const string Read = """
        SELECT at, by_name, field, before, after
        FROM app.history
        WHERE tenant_id = $1 AND entry_id = $2
        ORDER BY history_id
        """;

    public static Task<IReadOnlyList<HistoryRow>> ReadAsync(WebDatabase database, Actor actor, Guid entryId, CancellationToken cancellation) =>
        database.ReadAsTenantAsync<IReadOnlyList<HistoryRow>>(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Read, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entryId });
            var rows = new List<HistoryRow>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(new HistoryRow(reader.Instant(0), reader.GetString(1), reader.GetString(2), reader.Text(3), reader.Text(4)));
            return rows;
        }, cancellation);
}
