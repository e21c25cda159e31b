using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Keys;
using Npgsql;

namespace AleSekretariat.Web.Members;

/// <summary>Invitations by their links: looked up before a tenant is known, and only for a link whose secret is ours.</summary>
public sealed class Invitations(WebDatabase database, LinkSecrets links, TimeProvider time)
{
    /// <summary>The purpose of the link's secret.</summary>
    public const string Purpose = "invitation";

    private const string Find = """
        SELECT tenant_id, company, email, normalized_email, role, invited_by_name,
          accepted_at IS NOT NULL OR revoked_at IS NOT NULL OR expires_at <= $2
        FROM app.invitation_of($1)
        """;

    /// <summary>The invitation of a link; null if we gave out no such link, or the company is gone.</summary>
    public async Task<Invitation?> FindAsync(string? token, CancellationToken cancellation)
    {
        if (!links.TryRead(Purpose, token, out var id))
            return null;
        await using var command = database.DataSource.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Invitation(
                id, reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), (TenantRole)reader.GetInt16(4), reader.GetString(5), reader.GetBoolean(6))
            : null;
    }
}
