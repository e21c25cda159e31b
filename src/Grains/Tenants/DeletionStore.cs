using AleSekretariat.Database;
using AleSekretariat.Domain.Licensing;
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

    /// <summary>A warning has not left the house, or its days have not passed since.</summary>
    Unwarned,

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

    // When a mail was out of the door on the tenant's clock: late by as much as it waited in the outbox, and never before it
    // really left. What left in the afternoon counts from the next day (Deletion.CountedFrom). A mail that was given up counts:
    // there is nobody who could be warned.
    private const string LeftAt = """
        greatest(m.owed_at + (coalesce(m.sent_at, m.given_up_at) - m.created_at), coalesce(m.sent_at, m.given_up_at))
        """;

    private const string WhenLeft = $"""
        SELECT m.key, {LeftAt}
        FROM app.mail_outbox AS m
        WHERE m.key = ANY ($1) AND (m.sent_at IS NOT NULL OR m.given_up_at IS NOT NULL)
        """;

    // The deadline is held against the database's clock: a silo whose clock jumped deletes nobody. So are the warnings held
    // against what became of their mails. The farewell is written here because it needs the owner's address, which goes with
    // the members.
    // Marked before under the same epoch means by us, in a statement whose answer was lost.
    private const string MarkTenant = $"""
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id, t.deleting_since FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2
          FOR NO KEY UPDATE
        ), warned AS MATERIALIZED (
          SELECT coalesce(bool_and(CASE
            WHEN m.sent_at IS NULL AND m.given_up_at IS NULL THEN false
            WHEN w.days IS NULL THEN true
            ELSE ({LeftAt} AT TIME ZONE 'Europe/Warsaw' + interval '12 hours')::date + w.days
              <= ((clock_timestamp() + $5) AT TIME ZONE 'Europe/Warsaw')::date
          END), true) AS all_of_them
          FROM unnest($7::text[], $8::int[]) AS w (key, days)
          LEFT JOIN app.mail_outbox AS m ON m.key = w.key
        ), marked AS (
          UPDATE app.tenant AS t SET deleting_since = $4
          FROM owned AS o, warned AS w
          WHERE t.tenant_id = o.tenant_id AND o.deleting_since IS NULL AND clock_timestamp() + $5 >= $3 AND w.all_of_them
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
        SELECT EXISTS (SELECT FROM marked) OR EXISTS (SELECT FROM owned AS o WHERE o.deleting_since IS NOT NULL), EXISTS (SELECT FROM owned),
          (SELECT w.all_of_them FROM warned AS w)
        """;

    private const string ForgetAudit = "SELECT app.forget_audit($1)";

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
                "idempotency_key", "attachment", "history", "correspondence_person", "correspondence_link", "contract_party", "contract_annex", "contract", "correspondence", "contact_merge", "contact", "licence_history",
                "tenant_overview", "invitation", "tenant_key", "series_mask", "dictionary_item",
            ]
           select DeleteFrom(table, ""),
        DeleteFrom("mail_outbox", "AND y.key <> $3"),
    ];

    /// <summary>The farewell's key in the outbox.</summary>
    internal static string FarewellKey(Guid tenantId) => $"{tenantId:D}/accountDeleted";

    /// <summary>A notice's key in the outbox.</summary>
    internal static string NoticeKey(Guid tenantId, string milestone) => $"{tenantId:D}/{milestone}";

    /// <summary>Marks the tenant as being deleted, if the deadline has come by the database's clock too and its people were warned.</summary>
    internal async Task<DeletionStart> Mark(
        Guid tenantId, long epoch, DateTimeOffset deadline, DateTimeOffset now, TimeSpan clockOffset, IReadOnlyList<RequiredNotice> notices)
    {
        await using var command = database.DataSource.CreateCommand(MarkTenant);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter { Value = deadline, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = clockOffset, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FarewellKey(tenantId) });
        command.Parameters.Add(notices, NpgsqlDbType.Text, notice => NoticeKey(tenantId, notice.Key));
        command.Parameters.Add(notices, NpgsqlDbType.Integer, notice => notice.Days);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (marked, owned, warned) = (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2));
        await reader.CloseAsync();
        if (marked)
            signal.Ring();
        return marked ? DeletionStart.Marked : !owned ? DeletionStart.Moved : warned ? DeletionStart.NotYet : DeletionStart.Unwarned;
    }

    /// <summary>When the mails of these notices left, on the tenant's clock, by the notice's key; those that did not are missing.</summary>
    internal async Task<IReadOnlyDictionary<string, DateTimeOffset>> Left(Guid tenantId, IReadOnlyList<RequiredNotice> notices)
    {
        await using var command = database.DataSource.CreateCommand(WhenLeft);
        command.Parameters.Add(notices, NpgsqlDbType.Text, notice => NoticeKey(tenantId, notice.Key));
        await using var reader = await command.ExecuteReaderAsync();
        var left = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
            left.Add(reader.GetString(0)[NoticeKey(tenantId, "").Length..], reader.GetFieldValue<DateTimeOffset>(1));
        return left;
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

    /// <summary>Takes names and addresses out of the audit; deletes memberships, tokens and the accounts that belong nowhere else.</summary>
    internal async Task DeletePeople(Guid tenantId)
    {
        foreach (var sql in (string[])[ForgetAudit, DeleteMembers])
        {
            await using var command = Step(sql);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            await command.ExecuteNonQueryAsync();
        }
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
