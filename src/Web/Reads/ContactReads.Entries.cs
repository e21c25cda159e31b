using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <content>What hangs on a contact: letters, contracts, and its history with that of contacts merged into it.</content>
public sealed partial class ContactReads
{
    private const string Letters = """
        SELECT c.id, c.number, c.document_date, c.subject, c.annulled_at IS NOT NULL, count(*) OVER ()::int
        FROM app.correspondence AS c
        WHERE c.tenant_id = $1 AND c.contact_id = $2
        ORDER BY c.id DESC
        LIMIT $3
        """;

    private const string Contracts = """
        SELECT c.id, c.number, c.signed_on, c.subject, c.annulled_at IS NOT NULL, count(*) OVER ()::int
        FROM app.contract AS c
        WHERE c.tenant_id = $1
          AND c.id IN (SELECT p.contract_id FROM app.contract_party AS p WHERE p.tenant_id = $1 AND p.contact_id = $2)
        ORDER BY c.id DESC
        LIMIT $3
        """;

    private const string ReadHistory = """
        SELECT h.at, h.by_name, h.field, h.before, h.after, m.name
        FROM app.history AS h
        LEFT JOIN app.contact_merge AS m ON m.tenant_id = h.tenant_id AND m.merged_id = h.entry_id
        WHERE h.tenant_id = $1 AND h.kind = 2
          AND (h.entry_id = $2 OR h.entry_id IN (SELECT x.merged_id FROM app.contact_merge AS x WHERE x.tenant_id = $1 AND x.contact_id = $2))
        ORDER BY h.history_id
        """;

    /// <summary>The newest letters of a contact, of those the person may see.</summary>
    public Task<ContactEntries> LettersAsync(Actor actor, Guid id, int most, CancellationToken cancellation) =>
        EntriesAsync(actor, Letters, id, most, cancellation);

    /// <summary>The newest contracts a contact is a party of.</summary>
    public Task<ContactEntries> ContractsAsync(Actor actor, Guid id, int most, CancellationToken cancellation) =>
        EntriesAsync(actor, Contracts, id, most, cancellation);

    /// <summary>What happened to a contact and to those merged into it, oldest first.</summary>
    public async Task<IReadOnlyList<ContactChange>> HistoryAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await ReadAsync(
            actor,
            ReadHistory,
            reader => new ContactChange(
                new HistoryRow(reader.Instant(0), reader.GetString(1), reader.GetString(2), reader.Text(3), reader.Text(4)), reader.Text(5)),
            [actor.TenantId, id],
            cancellation);
    }

    private async Task<ContactEntries> EntriesAsync(Actor actor, string sql, Guid id, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var rows = await ReadAsync(actor, sql, Entry, [actor.TenantId, id, most], cancellation);
        return new ContactEntries([.. rows.Select(row => row.Entry)], rows is [var (_, count), ..] ? count : 0);
    }

    private static (ContactEntry Entry, int Count) Entry(NpgsqlDataReader reader) => (
        new ContactEntry(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateOnly>(2), reader.GetString(3), reader.GetBoolean(4)),
        reader.GetInt32(5));
}
