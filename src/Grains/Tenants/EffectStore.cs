using System.Text.Json;
using AleSekretariat.Database;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Mail;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Tenants;

/// <summary>Writes what a tenant's state owes to the tables (docs/adr/0004): fenced by the epoch, each effect once.</summary>
/// <param name="database">The silo's pool.</param>
/// <param name="signal">Rung when a mail was written.</param>
public sealed class EffectStore(SiloDatabase database, MailSignal signal)
{
    private const string Settle = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id, t.company, t.nip, t.opened_at FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), owner AS MATERIALIZED (
          SELECT m.account_id, a.email, a.culture
          FROM owned AS o
          JOIN app.membership AS m ON m.tenant_id = o.tenant_id AND m.role = 2
          JOIN app.account AS a ON a.id = m.account_id
          ORDER BY m.suspended, m.joined_at, m.account_id
          LIMIT 1
        ), history AS (
          INSERT INTO app.licence_history (tenant_id, key, at, kind, by_name, details)
          SELECT o.tenant_id, h.key, h.at, h.kind, h.by_name, h.details
          FROM owned AS o CROSS JOIN unnest($3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::jsonb[])
            AS h (key, at, kind, by_name, details)
          ON CONFLICT (tenant_id, key) DO NOTHING
        ), mails AS (
          INSERT INTO app.mail_outbox (key, tenant_id, account_id, recipient, kind, details, owed_at)
          SELECT m.key, $1, w.account_id, w.email, m.kind, m.details || jsonb_build_object('culture', w.culture), m.at
          FROM owner AS w CROSS JOIN unnest($8::text[], $9::timestamptz[], $10::text[], $11::jsonb[]) AS m (key, at, kind, details)
          ON CONFLICT (key) DO NOTHING
        ), overview AS (
          INSERT INTO app.tenant_overview AS v (tenant_id, version, company, nip, package, opened_at, last_sign_in_at,
            valid_until, closing_since, deletion_at, suspended)
          SELECT o.tenant_id, $12, o.company, o.nip, $13, o.opened_at, $14, $15, $16, $17, $18 FROM owned AS o
          ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version, company = excluded.company, nip = excluded.nip,
            package = excluded.package, last_sign_in_at = excluded.last_sign_in_at, valid_until = excluded.valid_until,
            closing_since = excluded.closing_since, deletion_at = excluded.deletion_at, suspended = excluded.suspended
          WHERE v.version < excluded.version
        )
        SELECT EXISTS (SELECT FROM owned)
        """;

    /// <summary>Writes the effects and the overview row.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="epoch">The claim.</param>
    /// <param name="version">The snapshot's version: an older overview does not replace a newer one.</param>
    /// <param name="licence">The licence as the state has it.</param>
    /// <param name="now">On the tenant's clock.</param>
    /// <param name="owed">What is owed.</param>
    /// <returns>False when the claim is lost: nothing was written.</returns>
    internal async Task<bool> Write(
        Guid tenantId, long epoch, long version, Licence licence, DateTimeOffset now, IReadOnlyList<OwedEffect> owed)
    {
        var history = owed.Where(effect => effect.Kind == OwedKind.History).ToList();
        var mails = owed.Where(effect => effect.Kind == OwedKind.Mail).ToList();
        var status = LicenceState.At(licence, now);
        await using var command = database.DataSource.CreateCommand(Settle);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        parameters.Add(history, NpgsqlDbType.Text, effect => effect.Key);
        parameters.Add(history, NpgsqlDbType.TimestampTz, effect => effect.At);
        parameters.Add(history, NpgsqlDbType.Text, effect => effect.Name);
        parameters.Add(history, NpgsqlDbType.Text, effect => effect.By);
        parameters.Add(history, NpgsqlDbType.Jsonb, effect => JsonSerializer.Serialize(effect.Details));
        parameters.Add(mails, NpgsqlDbType.Text, effect => effect.Key);
        parameters.Add(mails, NpgsqlDbType.TimestampTz, effect => effect.At);
        parameters.Add(mails, NpgsqlDbType.Text, effect => effect.Name);
        parameters.Add(mails, NpgsqlDbType.Jsonb, effect => JsonSerializer.Serialize(effect.Details));
        parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)status.Package });
        parameters.Add(Instant(licence.LastSignIn));
        parameters.Add(Instant(status.ValidUntil));
        parameters.Add(Instant(licence.ClosingSince));
        parameters.Add(Instant(Deletion.CertainAt(licence)));
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = licence.Suspended });
        var written = (bool)(await command.ExecuteScalarAsync())!;
        if (written && mails.Count > 0)
            signal.Ring();
        return written;
    }

    private static NpgsqlParameter Instant(DateTimeOffset? instant) =>
        new() { Value = instant is { } value ? value : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
