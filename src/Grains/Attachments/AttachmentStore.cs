using AleSekretariat.Database;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Attachments;

/// <summary>Writes what is known of an attachment: row, history, used storage and the client's key in one fenced statement.</summary>
/// <param name="database">The silo's pool.</param>
public sealed class AttachmentStore(SiloDatabase database)
{
    private const string Guards = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), repeated AS MATERIALIZED (
          SELECT k.body_hash, k.answer
          FROM owned AS o JOIN app.idempotency_key AS k ON k.tenant_id = o.tenant_id AND k.route = $14 AND k.key = $15
        )
        """;

    private const string Records = """
        counted AS (
          UPDATE app.tenant AS t SET storage_used = t.storage_used + $7
          FROM entry AS e
          WHERE t.tenant_id = $1 AND NOT e.annulled AND ($13::bigint IS NULL OR $7 <= $13 - t.storage_used)
          RETURNING t.storage_used
        ), recorded AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT $1, e.id, $12, $9, $10, $11, 'attachment', NULL, $5 FROM counted AS c CROSS JOIN entry AS e
          RETURNING entry_id, history_id
        ), attached AS (
          INSERT INTO app.attachment (tenant_id, id, kind, entry_id, name, media_type, size, sha256, history_id)
          SELECT $1, $4, $12, r.entry_id, $5, $6, $7, $8, r.history_id FROM recorded AS r
          RETURNING id
        ), remembered AS (
          INSERT INTO app.idempotency_key (tenant_id, route, key, body_hash, answer)
          SELECT $1, $14, $15, $16, $17 FROM attached AS a WHERE $15 IS NOT NULL
        )
        SELECT EXISTS (SELECT FROM owned), r.body_hash, r.answer::text, e.number, e.annulled, e.confidential, c.storage_used
        FROM (VALUES (1)) AS one (row)
        LEFT JOIN repeated AS r ON true
        LEFT JOIN entry AS e ON true
        LEFT JOIN counted AS c ON true
        """;

    // Who sees a confidential letter may add to it, and nobody else: to others it is not there.
    private const string ToLetter = $"""
        {Guards}, entry AS MATERIALIZED (
          SELECT c.id, c.number, c.annulled_at IS NOT NULL AS annulled, c.confidential
          FROM owned AS o JOIN app.correspondence AS c ON c.tenant_id = o.tenant_id AND c.id = $3
          WHERE (NOT c.confidential OR c.registered_by = $10 OR c.assigned_to = $10 OR $18
              OR EXISTS (SELECT FROM app.correspondence_person AS p WHERE p.tenant_id = c.tenant_id AND p.correspondence_id = c.id AND p.account_id = $10))
            AND NOT EXISTS (SELECT FROM repeated)
        ), {Records}
        """;

    private const string ToContract = $"""
        {Guards}, entry AS MATERIALIZED (
          SELECT c.id, c.number, c.annulled_at IS NOT NULL AS annulled, false AS confidential
          FROM owned AS o JOIN app.contract AS c ON c.tenant_id = o.tenant_id AND c.id = $3
          WHERE ($18 OR true) AND NOT EXISTS (SELECT FROM repeated)
        ), {Records}
        """;

    private const string IsThere = "SELECT EXISTS (SELECT FROM app.attachment AS a WHERE a.tenant_id = $1 AND a.id = $2)";

    internal async Task<AttachResult> Attach(RegisterKind kind, AttachRequest request)
    {
        await using var command = database.DataSource.CreateCommand(kind == RegisterKind.Correspondence ? ToLetter : ToContract);
        Bind(command.Parameters, kind, request);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var result = await Read(reader);
        await reader.CloseAsync();
        return result;
    }

    /// <summary>Whether an attachment was written.</summary>
    internal async Task<bool> Exists(Guid tenantId, Guid id)
    {
        await using var command = database.DataSource.CreateCommand(IsThere);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static void Bind(NpgsqlParameterCollection parameters, RegisterKind kind, AttachRequest request)
    {
        var (file, key) = (request.File, request.Key);
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.TenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = request.Epoch });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = file.EntryId });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = file.Id });
        parameters.Add(Text(file.Name));
        parameters.Add(Text(file.MediaType));
        parameters.Add(new NpgsqlParameter<long> { TypedValue = file.Size });
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = file.Sha256 });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = request.At, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.Actor.UserId });
        parameters.Add(Text(request.Actor.Name));
        parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)kind });
        parameters.Add(new NpgsqlParameter { Value = (object?)request.Limit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        parameters.Add(Text(key?.Route));
        parameters.Add(Text(key?.Key));
        parameters.Add(new NpgsqlParameter { Value = (object?)key?.BodyHash ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        parameters.Add(new NpgsqlParameter { Value = request.Answer, NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = request.Actor.Role == TenantRole.Owner });
    }

    private static async Task<AttachResult> Read(NpgsqlDataReader reader)
    {
        if (!reader.GetBoolean(0))
            return new AttachResult.Moved();
        if (!await reader.IsDBNullAsync(1))
            return new AttachResult.Repeated(reader.GetFieldValue<byte[]>(1), reader.GetString(2));
        if (await reader.IsDBNullAsync(3))
            return new AttachResult.NotFound();
        if (reader.GetBoolean(4))
            return new AttachResult.Annulled();
        return await reader.IsDBNullAsync(6)
            ? new AttachResult.Full()
            : new AttachResult.Written(reader.GetString(3), reader.GetInt64(6), SeenByAll: !reader.GetBoolean(5));
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
