using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Sessions live in the database, so that signing out, a new password or a lost membership ends them on every node. A look-up
/// is remembered for a few seconds only: whoever is out, is out within five.
/// </summary>
public sealed class Sessions(WebDatabase database, TimeProvider time)
{
    /// <summary>The claim of the session's id in the cookie.</summary>
    public const string Claim = "sid";

    private const string Find = """
        SELECT a.id, coalesce(a.display_name, a.email), a.email, a.culture, a.theme, a.security_stamp, s.tenant_id,
               m.tenant_id, m.company, m.role
        FROM app.session AS s
        JOIN app.account AS a ON a.id = s.account_id
        LEFT JOIN LATERAL app.memberships_of(a.id) AS m ON NOT m.suspended
        WHERE s.id = $1
        """;

    private const string Memberships = "SELECT tenant_id, company, role FROM app.memberships_of($1) WHERE NOT suspended";

    private const string Begin = """
        WITH gone AS (DELETE FROM app.session WHERE account_id = $2 AND created_at < $3 - interval '90 days')
        INSERT INTO app.session (id, account_id, created_at) VALUES ($1, $2, $3)
        """;

    private const string End = "DELETE FROM app.session WHERE id = $1";

    private const string Choose = "UPDATE app.session SET tenant_id = $2 WHERE id = $1";

    private readonly ShortMemory<Guid, SignedInPerson> _memory = new(time);

    /// <summary>The person of a session; null if it is over.</summary>
    public async Task<SignedInPerson?> FindAsync(Guid sessionId, CancellationToken cancellation)
    {
        if (_memory.TryGet(sessionId, out var known))
            return known;
        var found = await ReadAsync(sessionId, cancellation);
        if (found is not null)
            _memory.Put(sessionId, found);
        return found;
    }

    /// <summary>Begins a session of an account that just proved who it is.</summary>
    public async Task<Guid> BeginAsync(Guid accountId, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await using var command = database.DataSource.CreateCommand(Begin);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
        return id;
    }

    /// <summary>Ends a session: its cookie is worth nothing any more, its live connections close.</summary>
    public async Task EndAsync(Guid sessionId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(End);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        await command.ExecuteNonQueryAsync(cancellation);
        _memory.Forget(sessionId);
    }

    /// <summary>Switches the session to another of the person's companies.</summary>
    public async Task ChooseAsync(Guid sessionId, Guid tenantId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Choose);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        await command.ExecuteNonQueryAsync(cancellation);
        _memory.Forget(sessionId);
    }

    /// <summary>The companies an account may enter, the longest-standing first; read afresh.</summary>
    public async Task<IReadOnlyList<Membership>> MembershipsOfAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Memberships);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var memberships = new List<Membership>();
        while (await reader.ReadAsync(cancellation))
            memberships.Add(new Membership(reader.GetGuid(0), reader.GetString(1), (TenantRole)reader.GetInt16(2), Suspended: false));
        return memberships;
    }

    /// <summary>Forgets what was remembered of a session: its person, language or companies just changed.</summary>
    public void Forget(Guid sessionId) => _memory.Forget(sessionId);

    private async Task<SignedInPerson?> ReadAsync(Guid sessionId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        SignedInPerson? person = null;
        var memberships = new List<Membership>();
        while (await reader.ReadAsync(cancellation))
        {
            person ??= new SignedInPerson(
                reader.GetGuid(0), sessionId, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetGuid(6), memberships);
            if (!reader.IsDBNull(7))
                memberships.Add(new Membership(reader.GetGuid(7), reader.GetString(8), (TenantRole)reader.GetInt16(9), Suspended: false));
        }

        return person;
    }
}
