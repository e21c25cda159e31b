using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>Somebody who belongs to the company.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">As histories name them.</param>
/// <param name="Email">The address they sign in with.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Suspended">Whether they are locked out.</param>
/// <param name="ByLimit">Whether the package's limit did it.</param>
/// <param name="JoinedAt">Since when, UTC.</param>
public sealed record PersonRow(Guid AccountId, string Name, string Email, TenantRole Role, bool Suspended, bool ByLimit, DateTimeOffset JoinedAt)
{
    /// <summary>Whether they have an app's codes or a passkey.</summary>
    public bool HasSecondFactor { get; init; }
}

/// <summary>An invitation that is neither accepted nor taken back; it may be expired.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="Email">Whom.</param>
/// <param name="Role">As what.</param>
/// <param name="By">Who invited.</param>
/// <param name="ExpiresAt">Until when the link is good, UTC.</param>
public sealed record InvitationRow(Guid Id, string Email, TenantRole Role, string By, DateTimeOffset ExpiresAt);

/// <summary>The people of a company and the invitations under way.</summary>
public sealed class People(WebDatabase database)
{
    private const string ReadPeople = """
        SELECT m.account_id, coalesce(a.display_name, a.email), a.email, m.role, m.suspended, m.suspended_by_limit, m.joined_at,
          a.two_factor_enabled OR EXISTS (SELECT FROM app.account_passkey AS p WHERE p.account_id = a.id)
        FROM app.membership AS m JOIN app.account AS a ON a.id = m.account_id
        WHERE m.tenant_id = $1
        ORDER BY m.role DESC, m.joined_at, m.account_id
        """;

    private const string ReadInvitations = """
        SELECT i.id, i.email, i.role, i.invited_by_name, i.expires_at
        FROM app.invitation AS i
        WHERE i.tenant_id = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL
        ORDER BY i.created_at DESC
        """;

    public Task<(IReadOnlyList<PersonRow> People, IReadOnlyList<InvitationRow> Invitations)> ReadAsync(Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
            (await PeopleAsync(actor.TenantId, connection, transaction, token), await InvitationsAsync(actor.TenantId, connection, transaction, token)), cancellation);
    }

    private static async Task<IReadOnlyList<PersonRow>> PeopleAsync(Guid tenantId, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadPeople, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        var rows = new List<PersonRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new PersonRow(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), (TenantRole)reader.GetInt16(3), reader.GetBoolean(4), reader.GetBoolean(5), reader.Instant(6))
            {
                HasSecondFactor = reader.GetBoolean(7),
            });
        }

        return rows;
    }

    private static async Task<IReadOnlyList<InvitationRow>> InvitationsAsync(Guid tenantId, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadInvitations, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        var rows = new List<InvitationRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(new InvitationRow(reader.GetGuid(0), reader.GetString(1), (TenantRole)reader.GetInt16(2), reader.GetString(3), reader.Instant(4)));
        return rows;
    }
}
