using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>How the rows of one register are written, all of a batch in one statement.</summary>
/// <typeparam name="TRow">A row of that register.</typeparam>
internal interface IRegistrationStatement<in TRow>
{
    /// <summary>Begins with <see cref="RegistrationStatement.Guards"/>, ends with <see cref="RegistrationStatement.Results"/>.</summary>
    string Sql { get; }

    /// <summary>The part every register shares.</summary>
    RegistrationHead HeadOf(TRow row);

    /// <summary>Adds the parameters that follow those of the heads.</summary>
    void Bind(NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows);
}

/// <summary>
/// The half of the statement that does not depend on the register. A row passes only if its tenant's epoch is still the
/// writer's; its counter and series are raised by exactly one; and the entry is inserted with its number only if both
/// were. Otherwise the number is null and the entry's NOT NULL stops the whole statement: never a number without an entry.
/// </summary>
internal static class RegistrationStatement
{
    /// <summary>The heads as arrays, $1 to $17.</summary>
    public const string HeadArrays =
        "$1::uuid[], $2::bigint[], $3::uuid[], $4::smallint[], $5::smallint[], $6::integer[], $7::text[], $8::date[], " +
        "$9::integer[], $10::integer[], $11::timestamptz[], $12::uuid[], $13::text[], $14::text[], $15::text[], $16::bytea[], $17::jsonb[]";

    /// <summary>Their names in the CTE <c>input</c>.</summary>
    public const string HeadColumns =
        "tenant_id, epoch, id, series, year, sequence, number, month, used, quota, registered_at, " +
        "actor_id, actor_name, route, key, body_hash, answer";

    /// <summary>
    /// After <c>input</c>. Tenants are locked in the order of their ids, as by every batch of every silo: no circle of
    /// waits. The lock waits for a claim or an orphan to end and then looks at the epoch again, so what <c>fresh</c>
    /// reads of counters and keys is never older than the last write under the same epoch.
    /// </summary>
    public const string Guards = """
        owned AS MATERIALIZED (
          SELECT t.tenant_id
          FROM app.tenant AS t JOIN input AS i ON i.tenant_id = t.tenant_id
          WHERE t.epoch = i.epoch AND t.deleting_since IS NULL
          ORDER BY t.tenant_id
          FOR NO KEY UPDATE OF t
        ), repeated AS MATERIALIZED (
          SELECT k.tenant_id, k.body_hash, k.answer
          FROM owned AS o
          JOIN input AS i ON i.tenant_id = o.tenant_id
          JOIN app.idempotency_key AS k ON k.tenant_id = i.tenant_id AND k.route = i.route AND k.key = i.key
        ), fresh AS MATERIALIZED (
          SELECT i.*, coalesce(c.used, 0) AS used_before, coalesce(s.last_sequence, 0) AS sequence_before,
            CASE WHEN i.series = 3 THEN 1 ELSE 0 END::smallint AS kind
          FROM owned AS o
          JOIN input AS i ON i.tenant_id = o.tenant_id
          LEFT JOIN repeated AS r ON r.tenant_id = i.tenant_id
          LEFT JOIN app.tenant_counter AS c
            ON c.tenant_id = i.tenant_id AND c.kind = CASE WHEN i.series = 3 THEN 1 ELSE 0 END AND c.month = i.month
          LEFT JOIN app.series_counter AS s ON s.tenant_id = i.tenant_id AND s.series = i.series AND s.year = i.year
          WHERE r.tenant_id IS NULL
        ), counted AS (
          INSERT INTO app.tenant_counter AS c (tenant_id, kind, month, used)
          SELECT f.tenant_id, f.kind, f.month, f.used FROM fresh AS f
          ON CONFLICT (tenant_id, kind, month) DO UPDATE SET used = excluded.used WHERE c.used = excluded.used - 1
          RETURNING c.tenant_id
        ), numbered AS (
          INSERT INTO app.series_counter AS s (tenant_id, series, year, last_sequence)
          SELECT f.tenant_id, f.series, f.year, f.sequence FROM fresh AS f
          ON CONFLICT (tenant_id, series, year) DO UPDATE SET last_sequence = excluded.last_sequence
            WHERE s.last_sequence = excluded.last_sequence - 1
          RETURNING s.tenant_id
        ), granted AS MATERIALIZED (
          SELECT f.tenant_id,
            CASE WHEN c.tenant_id IS NOT NULL AND n.tenant_id IS NOT NULL
              AND f.used_before = f.used - 1 AND f.sequence_before = f.sequence - 1
              AND (f.quota IS NULL OR f.used <= f.quota)
            THEN f.number END AS number
          FROM fresh AS f
          LEFT JOIN counted AS c ON c.tenant_id = f.tenant_id
          LEFT JOIN numbered AS n ON n.tenant_id = f.tenant_id
        ), recorded AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT f.tenant_id, f.id, f.kind, f.registered_at, f.actor_id, f.actor_name, 'registered', NULL, f.number FROM fresh AS f
        ), remembered AS (
          INSERT INTO app.idempotency_key (tenant_id, route, key, body_hash, answer)
          SELECT f.tenant_id, f.route, f.key, f.body_hash, f.answer FROM fresh AS f WHERE f.key IS NOT NULL
        )
        """;

    /// <summary>After the CTE <c>written</c>, which returns the tenants whose entry was inserted.</summary>
    public const string Results = """
        SELECT i.tenant_id, w.tenant_id IS NOT NULL, r.body_hash, r.answer::text
        FROM input AS i
        LEFT JOIN written AS w ON w.tenant_id = i.tenant_id
        LEFT JOIN repeated AS r ON r.tenant_id = i.tenant_id
        """;

    /// <summary>The column whose NOT NULL tells that the guards did not hold: the grain's memory is not the database's.</summary>
    public const string GuardColumn = "number";

    /// <summary>Binds $1 to $17.</summary>
    public static void BindHeads(NpgsqlParameterCollection parameters, IReadOnlyList<RegistrationHead> heads)
    {
        parameters.Add(heads, NpgsqlDbType.Uuid, head => head.TenantId);
        parameters.Add(heads, NpgsqlDbType.Bigint, head => head.Epoch);
        parameters.Add(heads, NpgsqlDbType.Uuid, head => head.Id);
        parameters.Add(heads, NpgsqlDbType.Smallint, head => (short)head.Series);
        parameters.Add(heads, NpgsqlDbType.Smallint, head => (short)head.Year);
        parameters.Add(heads, NpgsqlDbType.Integer, head => head.Sequence);
        parameters.Add(heads, NpgsqlDbType.Text, head => head.Number);
        parameters.Add(heads, NpgsqlDbType.Date, head => head.Month);
        parameters.Add(heads, NpgsqlDbType.Integer, head => head.Used);
        parameters.Add(heads, NpgsqlDbType.Integer, head => head.Limit);
        parameters.Add(heads, NpgsqlDbType.TimestampTz, head => head.RegisteredAt);
        parameters.Add(heads, NpgsqlDbType.Uuid, head => head.ActorId);
        parameters.Add(heads, NpgsqlDbType.Text, head => head.ActorName);
        parameters.Add(heads, NpgsqlDbType.Text, head => head.Route);
        parameters.Add(heads, NpgsqlDbType.Text, head => head.Key);
        parameters.Add(heads, NpgsqlDbType.Bytea, head => head.BodyHash);
        parameters.Add(heads, NpgsqlDbType.Jsonb, head => head.Answer);
    }
}
