using AleSekretariat.Database;
using AleSekretariat.Grains.Mail;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Tenants;

/// <summary>What came of the wish to begin deleting a tenant.</summary>
internal enum DeletionStart
{
    /// <summary>The tenant is marked; there is no way back.</summary>
    Marked,

    /// <summary>By the database's clock the deadline has not come.</summary>
    NotYet,

    /// <summary>The claim is lost.</summary>
    Moved,
}

/// <summary>
/// The steps of a deletion that happen in the tables (architecture.md, "Deletion"). Each is fenced by the epoch and may be
/// repeated: what is gone is not found.
/// </summary>
/// <param name="database">The silo's pool.</param>
/// <param name="signal">Rung when the farewell was written.</param>
public sealed class DeletionStore(SiloDatabase database, MailSignal signal)
{
    private const int AtOnce = 5000;

    // Nobody waits for a deletion: its steps may take longer than the pool allows the calls of people.
    private const int StepSeconds = 60;

    // The deadline is held against the database's clock: a silo whose clock jumped deletes nobody. The farewell is written
    // here because it needs the owner's address, which goes with the members.
    // Marked before under the same epoch means by us, in a statement whose answer was lost.
    private const string MarkTenant = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id, t.deleting_since FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2
          FOR NO KEY UPDATE
        ), marked AS (
          UPDATE app.tenant AS t SET deleting_since = $4
          FROM owned AS o
          WHERE t.tenant_id = o.tenant_id AND o.deleting_since IS NULL AND clock_timestamp() + $5 >= $3
          RETURNING t.tenant_id, t.company
        ), farewell AS (
          INSERT INTO app.mail_outbox (key, tenant_id, account_id, recipient, kind, details, owed_at)
          SELECT $6, o.tenant_id, NULL, a.email, 'accountDeleted', jsonb_build_object('company', o.company, 'culture', a.culture), $4
          FROM marked AS o
          JOIN app.membership AS m ON m.tenant_id = o.tenant_id AND m.role = 2
          JOIN app.account AS a ON a.id = m.account_id
          ORDER BY m.suspended, m.joined_at, m.account_id
          LIMIT 1
          ON CONFLICT (key) DO NOTHING
        )
        SELECT EXISTS (SELECT FROM marked) OR EXISTS (SELECT FROM owned AS o WHERE o.deleting_since IS NOT NULL), EXISTS (SELECT FROM owned)
        """;

    private const string DeleteMembers = "SELECT app.delete_members($1)";

    // Entries and contracts are what the counters counted: annulled ones too, as they were registered.
    private const string BuryTenant = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id, t.opened_at FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NOT NULL
          FOR UPDATE
        ), counters AS (
          DELETE FROM app.tenant_counter AS c USING owned AS o WHERE c.tenant_id = o.tenant_id RETURNING c.kind, c.used
        ), series AS (
          DELETE FROM app.series_counter AS s USING owned AS o WHERE s.tenant_id = o.tenant_id
        ), tombstone AS (
          INSERT INTO app.tombstone (tenant_id, opened_at, deleted_at, entries, contracts)
          SELECT o.tenant_id, o.opened_at, $3,
            coalesce((SELECT sum(c.used) FROM counters AS c WHERE c.kind = 0), 0),
            coalesce((SELECT sum(c.used) FROM counters AS c WHERE c.kind = 1), 0)
          FROM owned AS o
          ON CONFLICT (tenant_id) DO NOTHING
        ), tenant AS (
          DELETE FROM app.tenant AS t USING owned AS o WHERE t.tenant_id = o.tenant_id
        )
        SELECT EXISTS (SELECT FROM owned)
        """;

    // In the order of the foreign keys. The farewell stays until it is sent; counters and series go with the tenant's row.
    private static readonly string[] Rows =
    [
        .. from table in (string[])
            [
                "idempotency_key", "history", "contract_party", "contract", "correspondence", "contact", "licence_history",
                "tenant_overview", "invitation",
            ]
           select DeleteFrom(table, ""),
        DeleteFrom("mail_outbox", "AND y.key <> $3"),
    ];

    /// <summary>The farewell's key in the outbox.</summary>
    internal static string FarewellKey(Guid tenantId) => $"{tenantId:D}/accountDeleted";

    /// <summary>Marks the tenant as being deleted, if the deadline has come by the database's clock too.</summary>
    internal async Task<DeletionStart> Mark(Guid tenantId, long epoch, DateTimeOffset deadline, DateTimeOffset now, TimeSpan clockOffset)
    {
        await using var command = database.DataSource.CreateCommand(MarkTenant);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter { Value = deadline, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = clockOffset, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FarewellKey(tenantId) });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (marked, owned) = (reader.GetBoolean(0), reader.GetBoolean(1));
        await reader.CloseAsync();
        if (marked)
            signal.Ring();
        return marked ? DeletionStart.Marked : owned ? DeletionStart.NotYet : DeletionStart.Moved;
    }

    /// <summary>Deletes the tenant's rows, a portion at a time so that no statement runs into its time-out.</summary>
    /// <returns>False when the claim is lost.</returns>
    internal async Task<bool> DeleteRows(Guid tenantId, long epoch)
    {
        foreach (var sql in Rows)
        {
            long deleted;
            do
            {
                await using var command = Step(sql);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
                if (sql.Contains("$3", StringComparison.Ordinal))
                    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FarewellKey(tenantId) });
                await using var reader = await command.ExecuteReaderAsync();
                await reader.ReadAsync();
                if (!reader.GetBoolean(0))
                    return false;
                deleted = reader.GetInt64(1);
                await reader.CloseAsync();
            }
            while (deleted == AtOnce);
        }

        return true;
    }

    /// <summary>Deletes memberships, tokens and the accounts that belong nowhere else.</summary>
    internal async Task DeletePeople(Guid tenantId)
    {
        await using var command = Step(DeleteMembers);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Puts the tombstone in the place of the tenant's row and counters.</summary>
    /// <returns>False when the claim is lost.</returns>
    internal async Task<bool> Bury(Guid tenantId, long epoch, DateTimeOffset now)
    {
        await using var command = Step(BuryTenant);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private NpgsqlCommand Step(string sql)
    {
        var command = database.DataSource.CreateCommand(sql);
        command.CommandTimeout = StepSeconds;
        return command;
    }

    private static string DeleteFrom(string table, string except) => $"""
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NOT NULL
          FOR NO KEY UPDATE
        ), gone AS (
          DELETE FROM app.{table} AS x
          WHERE x.ctid IN (
            SELECT y.ctid FROM owned AS o JOIN app.{table} AS y ON y.tenant_id = o.tenant_id WHERE true {except} LIMIT {AtOnce})
          RETURNING 1
        )
        SELECT EXISTS (SELECT FROM owned), (SELECT count(*) FROM gone)
        """;
}
