using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Reads;

/// <summary>Contacts, read under row-level security; what is searched for by words goes through functions of the database.</summary>
public sealed partial class ContactReads(WebDatabase database)
{
    private const string Columns = "c.id, c.name, c.nip, c.regon, c.address, c.email, c.phone, c.e_delivery_address, c.created_at, c.version";

    private const string List = $"""
        SELECT {Columns}
        FROM app.contact AS c
        WHERE c.tenant_id = $1
          AND ($2 IS NULL OR (c.name_key, c.id) > (
            SELECT x.name_key, x.id FROM app.contact AS x WHERE x.tenant_id = $1 AND x.id = $2
            UNION ALL
            SELECT app.fold(m.name), m.merged_id FROM app.contact_merge AS m WHERE m.tenant_id = $1 AND m.merged_id = $2))
        ORDER BY c.name_key, c.id
        LIMIT $3
        """;

    private const string Search = $"SELECT {Columns} FROM app.find_contacts($1, $2, $3, $4) AS c";

    private const string Find = $"SELECT {Columns} FROM app.contact AS c WHERE c.tenant_id = $1 AND c.id = $2";

    private const string MergedInto = "SELECT m.contact_id FROM app.contact_merge AS m WHERE m.tenant_id = $1 AND m.merged_id = $2";

    private const string Count = "SELECT count(*)::int FROM app.contact AS c WHERE c.tenant_id = $1";

    private const string Suggest = "SELECT c.id, c.name, c.nip, c.address FROM app.suggest_contacts($1, $2, $3) AS c";

    private const string Similar = "SELECT c.id, c.name, c.nip, c.same_number FROM app.similar_contacts($1, $2, $3, $4, $5) AS c";

    /// <summary>A page of the contacts by name. The caller has checked the cursor (<see cref="Cursor.TryRead"/>).</summary>
    /// <exception cref="ArgumentException">The cursor is none of ours.</exception>
    public async Task<Page<ContactRow>> ListAsync(Actor actor, string? query, int limit, string? cursor, CancellationToken cancellation)
    {
        if (!Cursor.TryRead(cursor, out var after))
            throw new ArgumentException("Not a cursor.", nameof(cursor));
        limit = Math.Clamp(limit, 1, Cursor.MostItems);
        var words = ContactWords.Of(query);
        var rows = words is null
            ? await ReadAsync(actor, List, Row, [actor.TenantId, IdOrNull(after), limit + 1], cancellation)
            : await ReadAsync(actor, Search, Row, [words.All, words.Widest, IdOrNull(after), limit + 1], cancellation);
        return Cursor.PageOf(rows, limit, row => row.Id);
    }

    /// <summary>One contact; null if the tenant has none of this id.</summary>
    public async Task<ContactRow?> FindAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        (await ReadAsync(actor, Find, Row, [actor.TenantId, id], cancellation)).SingleOrDefault();

    /// <summary>The contact that one of this id was merged into; null if none was.</summary>
    public async Task<Guid?> MergedIntoAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        await ReadAsync(actor, MergedInto, reader => reader.GetGuid(0), [actor.TenantId, id], cancellation) is [var into] ? into : null;

    /// <summary>How many contacts there are.</summary>
    public async Task<int> CountAsync(Actor actor, CancellationToken cancellation) =>
        (await ReadAsync(actor, Count, reader => reader.GetInt32(0), [actor.TenantId], cancellation))[0];

    /// <summary>What a field offers for what was typed: names that begin so first. Nothing for nothing.</summary>
    public async Task<IReadOnlyList<ContactSuggestion>> SuggestAsync(Actor actor, string? typed, int most, CancellationToken cancellation) =>
        ContactWords.Of(typed) is { } words
            ? await ReadAsync(
                actor,
                Suggest,
                reader => new ContactSuggestion(reader.GetGuid(0), reader.GetString(1), reader.Text(2), reader.Text(3)),
                [words.All, words.Widest, most],
                cancellation)
            : [];

    /// <summary>Contacts that may be the one described: the same NIP or REGON, or almost the same name.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="name">As stored or typed.</param>
    /// <param name="nip">Digits, or null.</param>
    /// <param name="regon">Digits, or null.</param>
    /// <param name="except">The contact itself, if it is one already.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<SimilarContact>> SimilarAsync(
        Actor actor, string name, string? nip, string? regon, Guid? except, CancellationToken cancellation) =>
        await ReadAsync(
            actor,
            Similar,
            reader => new SimilarContact(reader.GetGuid(0), reader.GetString(1), reader.Text(2), reader.GetBoolean(3)),
            [name, TextOrNull(nip), TextOrNull(regon), IdOrNull(except), 3],
            cancellation);

    private async Task<List<T>> ReadAsync<T>(Actor actor, string sql, Func<NpgsqlDataReader, T> row, object[] values, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values)
                command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(row(reader));
            return rows;
        }, cancellation);
    }

    private static NpgsqlParameter IdOrNull(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter TextOrNull(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static ContactRow Row(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Name = reader.GetString(1),
        Nip = reader.Text(2),
        Regon = reader.Text(3),
        Address = reader.Text(4),
        Email = reader.Text(5),
        Phone = reader.Text(6),
        EDeliveryAddress = reader.Text(7),
        CreatedAt = reader.Instant(8),
        Version = reader.GetInt32(9),
    };
}
