using System.Net;
using System.Text.Json;
using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Members;

/// <summary>An invitation to write.</summary>
internal sealed record NewInvitation
{
    public required Guid Id { get; init; }

    public required string Email { get; init; }

    /// <summary>As addresses are compared.</summary>
    public required string NormalizedEmail { get; init; }

    public required short Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The language where the address has no account.</summary>
    public required string Culture { get; init; }

    /// <summary>What the mail names, apart from the language.</summary>
    public required IReadOnlyDictionary<string, string> Mail { get; init; }
}

/// <summary>What is known about inviting an address.</summary>
/// <param name="IsThere">This very invitation was written before.</param>
/// <param name="IsMember">The address belongs to somebody of the company.</param>
/// <param name="SentLately">Invitations of the company within the last 24 hours.</param>
internal sealed record InvitationFacts(bool IsThere, bool IsMember, int SentLately);

/// <summary>What became of accepting one.</summary>
internal enum Acceptance
{
    /// <summary>The membership is there.</summary>
    Joined,

    /// <summary>It was before: by this invitation, or another way.</summary>
    MemberAlready,

    /// <summary>No such invitation in this tenant, or it is for another address.</summary>
    NotFound,

    /// <summary>Accepted or taken back before.</summary>
    Used,

    /// <summary>Its days are over.</summary>
    Expired,

    /// <summary>No place is left.</summary>
    NoPlace,

    /// <summary>The claim is lost.</summary>
    Moved,
}

/// <summary>Invitations: written, taken back and accepted under the tenant's claim, with mail and audit in the same statement.</summary>
/// <param name="database">The silo's pool.</param>
public sealed class InvitationStore(SiloDatabase database)
{
    private const string Owned = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        )
        """;

    private const string ReadFacts = """
        SELECT EXISTS (SELECT FROM app.invitation AS i WHERE i.tenant_id = $1 AND i.id = $2),
          EXISTS (SELECT FROM app.membership AS m JOIN app.account AS a ON a.id = m.account_id
            WHERE m.tenant_id = $1 AND a.normalized_email = $3),
          (SELECT count(*) FROM app.invitation AS i WHERE i.tenant_id = $1 AND i.created_at > $4)::integer
        """;

    // The two are one step: the unique index admits one open invitation for an address, and a statement sees no row that an
    // other part of it changes.
    private const string RevokeOlder = $"""
        {Owned}
        UPDATE app.invitation AS i SET revoked_at = $4
        FROM owned AS o
        WHERE i.tenant_id = o.tenant_id AND i.normalized_email = $3 AND i.accepted_at IS NULL AND i.revoked_at IS NULL
        """;

    private const string InsertInvitation = $"""
        {Owned}, invited AS (
          INSERT INTO app.invitation (tenant_id, id, email, normalized_email, role, invited_by, invited_by_name, created_at, expires_at)
          SELECT o.tenant_id, $3, $4, $5, $6, $7, $8, $9, $10 FROM owned AS o
          ON CONFLICT (id) DO NOTHING
          RETURNING tenant_id
        ), mailed AS (
          INSERT INTO app.mail_outbox (key, tenant_id, account_id, recipient, kind, details, owed_at)
          SELECT 'invitation/' || $3::text, v.tenant_id, NULL, $4, 'invitation',
            $12::jsonb || jsonb_build_object('culture', coalesce((SELECT a.culture FROM app.account AS a WHERE a.normalized_email = $5), $11)), $9
          FROM invited AS v
          ON CONFLICT (key) DO NOTHING
        ), recorded AS (
          INSERT INTO app.audit (tenant_id, account_id, by_name, kind, address, details)
          SELECT v.tenant_id, $7, $8, $13, $15, $14 FROM invited AS v
        )
        SELECT EXISTS (SELECT FROM owned)
        """;

    // A mail that was not sent yet is not sent any more.
    private const string RevokeInvitation = $"""
        {Owned}, invitation AS MATERIALIZED (
          SELECT i.id FROM owned AS o JOIN app.invitation AS i ON i.tenant_id = o.tenant_id AND i.id = $3
        ), revoked AS (
          UPDATE app.invitation AS i SET revoked_at = $4
          FROM invitation AS v
          WHERE i.id = v.id AND i.accepted_at IS NULL AND i.revoked_at IS NULL
          RETURNING i.tenant_id, i.id, i.email
        ), unsent AS (
          DELETE FROM app.mail_outbox AS m USING revoked AS r
          WHERE m.key = 'invitation/' || r.id::text AND m.sent_at IS NULL
        ), recorded AS (
          INSERT INTO app.audit (tenant_id, account_id, by_name, kind, address, details)
          SELECT r.tenant_id, $5, $6, $7, $8, jsonb_build_object('email', r.email) FROM revoked AS r
        )
        SELECT EXISTS (SELECT FROM owned), EXISTS (SELECT FROM invitation)
        """;

    // Everything is asked again here, whatever the caller said: the invitation, its days, whose it is, and the places.
    private const string Accept = $"""
        {Owned}, invitation AS MATERIALIZED (
          SELECT i.id, i.role, i.email, i.accepted_at IS NOT NULL OR i.revoked_at IS NOT NULL AS used, i.expires_at <= $5 AS expired,
            EXISTS (SELECT FROM app.membership AS m WHERE m.tenant_id = o.tenant_id AND m.account_id = $4) AS member,
            $6::integer IS NOT NULL
              AND (SELECT count(*) FROM app.membership AS m WHERE m.tenant_id = o.tenant_id AND NOT m.suspended) >= $6 AS full_up
          FROM owned AS o
          JOIN app.invitation AS i ON i.tenant_id = o.tenant_id AND i.id = $3
          JOIN app.account AS a ON a.id = $4 AND a.normalized_email = i.normalized_email
        ), joined AS (
          INSERT INTO app.membership (tenant_id, account_id, role, suspended, joined_at)
          SELECT $1, $4, v.role, false, $7 FROM invitation AS v
          WHERE NOT v.used AND NOT v.expired AND NOT v.member AND NOT v.full_up
          RETURNING account_id, role
        ), accepted AS (
          UPDATE app.invitation AS i SET accepted_at = $5
          FROM joined AS j
          WHERE i.id = $3
        ), recorded AS (
          INSERT INTO app.audit (tenant_id, account_id, by_name, kind, address, details)
          SELECT $1, $4, $8, $9, $11, jsonb_build_object('role', ($10::text[])[j.role + 1]) FROM joined AS j
        )
        SELECT EXISTS (SELECT FROM owned), v.used, v.expired, v.member, v.full_up
        FROM (VALUES (1)) AS one (row) LEFT JOIN invitation AS v ON true
        """;

    /// <summary>The roles as the audit and the mail name them, by their number.</summary>
    internal static readonly string[] Roles = ["viewer", "office", "owner"];

    internal async Task<InvitationFacts> Find(Guid tenantId, Guid id, string normalizedEmail, DateTimeOffset since)
    {
        await using var command = database.DataSource.CreateCommand(ReadFacts);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = normalizedEmail });
        command.Parameters.Add(Instant(since));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new InvitationFacts(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetInt32(2));
    }

    /// <summary>Writes the invitation, owes its mail and takes back an older one to the same address.</summary>
    /// <returns>False when the claim is lost: nothing was written.</returns>
    internal async Task<bool> Write(Guid tenantId, long epoch, NewInvitation invitation, MemberEvent happened)
    {
        await using var batch = database.DataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RevokeOlder)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = tenantId },
                new NpgsqlParameter<long> { TypedValue = epoch },
                new NpgsqlParameter<string> { TypedValue = invitation.NormalizedEmail },
                Instant(invitation.CreatedAt),
            },
        });
        var insert = new NpgsqlBatchCommand(InsertInvitation);
        var parameters = insert.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitation.Id });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = invitation.Email });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = invitation.NormalizedEmail });
        parameters.Add(new NpgsqlParameter<short> { TypedValue = invitation.Role });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = happened.ActorId!.Value });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = happened.ActorName });
        parameters.Add(Instant(invitation.CreatedAt));
        parameters.Add(Instant(invitation.ExpiresAt));
        parameters.Add(new NpgsqlParameter<string> { TypedValue = invitation.Culture });
        parameters.Add(Json(invitation.Mail));
        parameters.Add(new NpgsqlParameter<string> { TypedValue = happened.Kind });
        parameters.Add(Json(happened.Details));
        parameters.Add(Place(happened.Address));
        batch.BatchCommands.Add(insert);
        return (bool)(await batch.ExecuteScalarAsync())!;
    }

    /// <summary>Takes one back. Null when the claim is lost; else whether there is such an invitation.</summary>
    internal async Task<bool?> Revoke(Guid tenantId, long epoch, Guid id, DateTimeOffset now, Actor actor)
    {
        await using var command = database.DataSource.CreateCommand(RevokeInvitation);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(Instant(now));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = actor.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = MemberAudit.InvitationRevoked });
        command.Parameters.Add(Place(actor.Address));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetBoolean(0) ? reader.GetBoolean(1) : null;
    }

    /// <summary>Makes the membership, if the invitation is open and for this account and there is a place.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="epoch">The claim.</param>
    /// <param name="id">The invitation.</param>
    /// <param name="actor">Who accepts, with the name and address the audit keeps.</param>
    /// <param name="limit">The package's places; null = no limit.</param>
    /// <param name="real">Real time, for the link.</param>
    /// <param name="joinedAt">The tenant's clock, for the membership.</param>
    internal async Task<Acceptance> Join(
        Guid tenantId, long epoch, Guid id, Actor actor, int? limit, DateTimeOffset real, DateTimeOffset joinedAt)
    {
        await using var command = database.DataSource.CreateCommand(Accept);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
        command.Parameters.Add(Instant(real));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)limit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(Instant(joinedAt));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = actor.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = MemberAudit.Joined });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Roles });
        command.Parameters.Add(Place(actor.Address));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        if (!reader.GetBoolean(0))
            return Acceptance.Moved;
        if (await reader.IsDBNullAsync(1))
            return Acceptance.NotFound;
        var (used, expired, member, full) = (reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4));
        return member ? Acceptance.MemberAlready : used ? Acceptance.Used : expired ? Acceptance.Expired : full ? Acceptance.NoPlace : Acceptance.Joined;
    }

    private static NpgsqlParameter Instant(DateTimeOffset instant) => new() { Value = instant, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Place(IPAddress? address) => new() { Value = (object?)address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Inet };

    private static NpgsqlParameter Json(IReadOnlyDictionary<string, string> facts) =>
        new() { Value = JsonSerializer.Serialize(facts), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
