using System.Text.Json;
using AleSekretariat.Database;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Silo.Mail;

/// <summary>
/// Claims, marks and forgets rows of <c>app.mail_outbox</c>. Several silos do so at once; a claimed mail is nobody else's until
/// the claim ends.
/// </summary>
internal sealed class MailOutbox(SiloDatabase database)
{
    /// <summary>Longer than sending may take: a claim ends only for who died with it.</summary>
    internal static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    private const int LongestError = 500;

    private const string TakeNext = """
        WITH next AS MATERIALIZED (
          SELECT o.key FROM app.mail_outbox AS o
          WHERE o.sent_at IS NULL AND o.given_up_at IS NULL AND o.next_attempt_at <= now()
            AND (o.claimed_until IS NULL OR o.claimed_until <= now())
          ORDER BY o.next_attempt_at
          LIMIT 1
          FOR UPDATE SKIP LOCKED
        )
        UPDATE app.mail_outbox AS m SET claimed_until = now() + $1, attempts = m.attempts + 1
        FROM next AS n
        WHERE m.key = n.key
        RETURNING m.key, m.recipient, m.kind, m.details, m.owed_at, m.attempts
        """;

    // The farewell goes as soon as it is sent: after it nothing personal is left of a deleted tenant.
    // Marked whoever holds the claim by now: it was accepted.
    private const string MarkSent = """
        WITH forgotten AS (
          DELETE FROM app.mail_outbox AS m
          WHERE m.key = $1 AND m.tenant_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM app.tenant AS t WHERE t.tenant_id = m.tenant_id AND t.deleting_since IS NULL)
          RETURNING m.key
        )
        UPDATE app.mail_outbox AS m SET sent_at = now(), claimed_until = NULL, last_error = NULL
        WHERE m.key = $1 AND m.sent_at IS NULL AND NOT EXISTS (SELECT FROM forgotten)
        """;

    private const string PutBack = """
        UPDATE app.mail_outbox AS m SET claimed_until = NULL, next_attempt_at = now() + $3, last_error = $4,
          given_up_at = CASE WHEN $5 OR now() - m.created_at > $6 THEN now() END
        WHERE m.key = $1 AND m.attempts = $2 AND m.sent_at IS NULL
        RETURNING m.given_up_at IS NOT NULL
        """;

    private const string Forget = """
        DELETE FROM app.mail_outbox AS m
        WHERE (m.sent_at IS NOT NULL OR m.given_up_at IS NOT NULL)
          AND CASE WHEN m.tenant_id IS NULL OR m.kind IN ('digest', 'invitation')
            THEN coalesce(m.sent_at, m.given_up_at) < now() - interval '30 days'
            ELSE NOT EXISTS (SELECT FROM app.tenant AS t WHERE t.tenant_id = m.tenant_id)
          END
        """;

    /// <summary>Claims the mail that waits longest; null when none is due.</summary>
    public async Task<OwedMail?> Take(CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(TakeNext);
        command.Parameters.Add(Interval(Claim));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        return new OwedMail(
            reader.GetString(0),
            reader.GetString(1),
            reader.GetString(2),
            JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(3)) ?? [],
            reader.GetFieldValue<DateTimeOffset>(4),
            reader.GetInt32(5));
    }

    /// <summary>The mail was accepted.</summary>
    public async Task Sent(OwedMail mail)
    {
        await using var command = database.DataSource.CreateCommand(MarkSent);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mail.Key });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The mail was not accepted.</summary>
    /// <param name="mail">The claimed mail.</param>
    /// <param name="wait">Until the next attempt.</param>
    /// <param name="error">Why.</param>
    /// <param name="hopeless">Whether there is to be no other attempt, however young the mail is.</param>
    /// <returns>Whether it was given up.</returns>
    public async Task<bool> NotSent(OwedMail mail, TimeSpan wait, string error, bool hopeless)
    {
        await using var command = database.DataSource.CreateCommand(PutBack);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mail.Key });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = mail.Attempt });
        command.Parameters.Add(Interval(wait));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = error.Length > LongestError ? error[..LongestError] : error });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = hopeless });
        command.Parameters.Add(Interval(MailRetry.Patience));
        return await command.ExecuteScalarAsync() is true;
    }

    /// <summary>Deletes what nobody needs any more: mails of deleted tenants; mails to people, digests and invitations after 30 days.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Forget);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Interval(TimeSpan span) => new() { Value = span, NpgsqlDbType = NpgsqlDbType.Interval };
}
