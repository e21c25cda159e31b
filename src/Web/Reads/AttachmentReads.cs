using AleSekretariat.Database;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>A file beside a letter or contract.</summary>
/// <param name="Id">The attachment, and its blob.</param>
/// <param name="Name">As it was called.</param>
/// <param name="MediaType">As its bytes say.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hash of the bytes, hexadecimal.</param>
/// <param name="AddedAt">On the tenant's clock, UTC.</param>
/// <param name="AddedBy">Who added it.</param>
public sealed record AttachmentRow(Guid Id, string Name, string MediaType, long Size, string Sha256, DateTimeOffset AddedAt, string AddedBy);

/// <summary>Attachments, read under row-level security: whoever does not see the letter does not see what hangs on it.</summary>
public sealed class AttachmentReads(WebDatabase database)
{
    private const string Columns = """
        SELECT a.id, a.name, a.media_type, a.size, encode(a.sha256, 'hex'), h.at, h.by_name, a.entry_id
        FROM app.attachment AS a
        JOIN app.history AS h ON h.tenant_id = a.tenant_id AND h.entry_id = a.entry_id AND h.history_id = a.history_id
        """;

    private const string OfEntry = $"""
        {Columns}
        WHERE a.tenant_id = $1 AND a.kind = $2 AND a.entry_id = $3
        ORDER BY a.history_id
        """;

    private const string OfEntries = $"""
        {Columns}
        WHERE a.tenant_id = $1 AND a.kind = $2 AND a.entry_id = ANY ($3)
        ORDER BY a.history_id
        """;

    private const string One = $"""
        {Columns}
        WHERE a.tenant_id = $1 AND a.kind = $2 AND a.entry_id = $3 AND a.id = $4
        """;

    private const string Letter = "SELECT EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = $1 AND c.id = $2)";

    private const string Contract = "SELECT EXISTS (SELECT FROM app.contract AS c WHERE c.tenant_id = $1 AND c.id = $2)";

    /// <summary>The attachments of an entry, oldest first; none if the person may not see the entry.</summary>
    public Task<IReadOnlyList<AttachmentRow>> ListAsync(Actor actor, RegisterKind kind, Guid entryId, CancellationToken cancellation) =>
        ReadAsync(actor, OfEntry, kind, entryId, null, cancellation);

    /// <summary>The attachments of several entries by entry, oldest first.</summary>
    public Task<ILookup<Guid, AttachmentRow>> ListAsync(Actor actor, RegisterKind kind, IEnumerable<Guid> entryIds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync<ILookup<Guid, AttachmentRow>>(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(OfEntries, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)kind });
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. entryIds] });
            var rows = new List<(Guid EntryId, AttachmentRow Row)>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add((reader.GetGuid(7), Row(reader)));
            return rows.ToLookup(row => row.EntryId, row => row.Row);
        }, cancellation);
    }

    /// <summary>One attachment of an entry; null if there is none or the person may not see it.</summary>
    public async Task<AttachmentRow?> FindAsync(Actor actor, RegisterKind kind, Guid entryId, Guid id, CancellationToken cancellation) =>
        await ReadAsync(actor, One, kind, entryId, id, cancellation) is [var row] ? row : null;

    /// <summary>Whether there is an entry that the person may see.</summary>
    public Task<bool> IsEntryAsync(Actor actor, RegisterKind kind, Guid entryId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(kind == RegisterKind.Correspondence ? Letter : Contract, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entryId });
            return (bool)(await command.ExecuteScalarAsync(token))!;
        }, cancellation);
    }

    private Task<IReadOnlyList<AttachmentRow>> ReadAsync(Actor actor, string sql, RegisterKind kind, Guid entryId, Guid? id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync<IReadOnlyList<AttachmentRow>>(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)kind });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entryId });
            if (id is { } one)
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = one });
            var rows = new List<AttachmentRow>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(Row(reader));
            return rows;
        }, cancellation);
    }

    private static AttachmentRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4), reader.Instant(5), reader.GetString(6));
}
