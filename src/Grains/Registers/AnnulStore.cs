using AleSekretariat.Database;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Registers.Correspondence;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>An entry to annul, under the claim of the activation that does it.</summary>
internal sealed record AnnulRequest
{
    public required Guid TenantId { get; init; }

    public required long Epoch { get; init; }

    public required Guid EntryId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>The owner reaches every confidential letter; others those they are on.</summary>
    public required bool ByOwner { get; init; }

    public required string Reason { get; init; }

    public string? Route { get; init; }

    public string? Key { get; init; }

    public byte[]? BodyHash { get; init; }
}

/// <summary>What became of it.</summary>
internal abstract record AnnulResult
{
    private AnnulResult()
    {
    }

    public sealed record Done(string Number, int Version, bool SeenByAll) : AnnulResult;

    /// <summary>It was annulled before: <see cref="At"/> tells by whom when an outcome had been unknown.</summary>
    public sealed record Already(string Number, int Version, DateTimeOffset At) : AnnulResult;

    public sealed record Repeated(byte[] BodyHash, string Answer) : AnnulResult;

    public sealed record NotFound : AnnulResult;

    public sealed record Moved : AnnulResult;
}

/// <summary>Annuls an entry: status, reason, history and the client's key in one fenced statement (product.md §4).</summary>
/// <param name="database">The silo's pool.</param>
public sealed class AnnulStore(SiloDatabase database)
{
    private const string Guards = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), repeated AS MATERIALIZED (
          SELECT k.body_hash, k.answer
          FROM owned AS o JOIN app.idempotency_key AS k ON k.tenant_id = o.tenant_id AND k.route = $8 AND k.key = $9
        )
        """;

    private const string Records = """
        recorded AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT $1, c.id, $12, $4, $5, $6, h.field, h.before, h.after
          FROM changed AS c JOIN entry AS e ON e.id = c.id
          CROSS JOIN LATERAL (VALUES (1, 'status', ($13::text[])[e.status + 1], 'annulled'), (2, 'annulReason', NULL, $7))
            AS h (ordinal, field, before, after)
          ORDER BY h.ordinal
        ), remembered AS (
          INSERT INTO app.idempotency_key (tenant_id, route, key, body_hash, answer)
          SELECT $1, $8, $9, $10, jsonb_build_object('Id', c.id, 'Number', c.number, 'AnnulledAt', $4, 'Version', c.version)
          FROM changed AS c WHERE $9 IS NOT NULL
        )
        SELECT EXISTS (SELECT FROM owned), r.body_hash, r.answer::text, e.number, e.annulled_at, e.version, c.version, e.confidential
        FROM (VALUES (1)) AS one (row)
        LEFT JOIN repeated AS r ON true
        LEFT JOIN entry AS e ON true
        LEFT JOIN changed AS c ON true
        """;

    private const string Letter = $"""
        {Guards}, entry AS MATERIALIZED (
          SELECT c.id, c.number, c.status, c.version, c.annulled_at, c.confidential
          FROM owned AS o JOIN app.correspondence AS c ON c.tenant_id = o.tenant_id AND c.id = $3
          WHERE (NOT c.confidential OR c.registered_by = $5 OR c.assigned_to = $5 OR $11
              OR EXISTS (SELECT FROM app.correspondence_person AS p WHERE p.tenant_id = c.tenant_id AND p.correspondence_id = c.id AND p.account_id = $5))
            AND NOT EXISTS (SELECT FROM repeated)
        ), changed AS (
          UPDATE app.correspondence AS c
          SET status = 8, annulled_at = $4, annulled_by_name = $6, annul_reason = $7, version = c.version + 1
          FROM entry AS e
          WHERE c.tenant_id = $1 AND c.id = e.id AND c.annulled_at IS NULL
          RETURNING c.id, c.number, c.version
        ), {Records}
        """;

    private const string Contract = $"""
        {Guards}, entry AS MATERIALIZED (
          SELECT c.id, c.number, c.status, c.version, c.annulled_at, false AS confidential
          FROM owned AS o JOIN app.contract AS c ON c.tenant_id = o.tenant_id AND c.id = $3
          WHERE ($11 OR true) AND NOT EXISTS (SELECT FROM repeated)
        ), changed AS (
          UPDATE app.contract AS c
          SET status = 5, annulled_at = $4, annulled_by_name = $6, annul_reason = $7, version = c.version + 1
          FROM entry AS e
          WHERE c.tenant_id = $1 AND c.id = e.id AND c.annulled_at IS NULL
          RETURNING c.id, c.number, c.version
        ), {Records}
        """;

    private const string AnnulledLetter = """
        SELECT c.number, c.version, c.annulled_at FROM app.correspondence AS c
        WHERE c.tenant_id = $1 AND c.id = $2 AND c.annulled_at IS NOT NULL
        """;

    private const string AnnulledContract = """
        SELECT c.number, c.version, c.annulled_at FROM app.contract AS c
        WHERE c.tenant_id = $1 AND c.id = $2 AND c.annulled_at IS NOT NULL
        """;

    private static readonly string[] LetterStatuses = [.. Enum.GetNames<CorrespondenceStatus>().Select(Word)];
    private static readonly string[] ContractStatuses = [.. Enum.GetNames<ContractStatus>().Select(Word)];

    internal async Task<AnnulResult> Annul(RegisterKind kind, AnnulRequest request)
    {
        var letter = kind == RegisterKind.Correspondence;
        await using var command = database.DataSource.CreateCommand(letter ? Letter : Contract);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.TenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = request.Epoch });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.EntryId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = request.At, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.ActorId });
        command.Parameters.Add(Text(request.ActorName));
        command.Parameters.Add(Text(request.Reason));
        command.Parameters.Add(Text(request.Route));
        command.Parameters.Add(Text(request.Key));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)request.BodyHash ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = request.ByOwner });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)kind });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = letter ? LetterStatuses : ContractStatuses });

        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var result = await Read(reader);
        await reader.CloseAsync();
        return result;
    }

    /// <summary>The annulment of an entry, whoever did it; null while it is in force.</summary>
    internal async Task<AnnulResult.Already?> Find(RegisterKind kind, Guid tenantId, Guid entryId)
    {
        await using var command = database.DataSource.CreateCommand(kind == RegisterKind.Correspondence ? AnnulledLetter : AnnulledContract);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entryId });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new AnnulResult.Already(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    private static async Task<AnnulResult> Read(NpgsqlDataReader reader)
    {
        if (!reader.GetBoolean(0))
            return new AnnulResult.Moved();
        if (!await reader.IsDBNullAsync(1))
            return new AnnulResult.Repeated(reader.GetFieldValue<byte[]>(1), reader.GetString(2));
        if (await reader.IsDBNullAsync(3))
            return new AnnulResult.NotFound();
        return await reader.IsDBNullAsync(6)
            ? new AnnulResult.Already(reader.GetString(3), reader.GetInt32(5), reader.GetFieldValue<DateTimeOffset>(4))
            : new AnnulResult.Done(reader.GetString(3), reader.GetInt32(6), SeenByAll: !reader.GetBoolean(7));
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>The API's word for a status: its name in camelCase.</summary>
    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
