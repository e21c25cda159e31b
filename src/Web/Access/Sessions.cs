using System.Net;
using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Sessions live in the database, so that signing out, a new password or a lost membership ends them on every node. A look-up
/// is remembered for a few seconds only: whoever is out, is out within five.
/// </summary>
public sealed class Sessions(WebDatabase database, TimeProvider time)
{
    /// <summary>The claim of the session's id in the cookie.</summary>
    public const string Claim = "sid";

    /// <summary>So many sessions an account may have; the one longest unused gives way.</summary>
    public const int MostOfOneAccount = 50;

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private const string Find = """
        SELECT a.id, coalesce(a.display_name, a.email), a.email, a.culture, a.theme, a.security_stamp, s.tenant_id,
               m.tenant_id, m.company, m.role, a.email_confirmed, s.remember, s.last_seen_at, m.second_factor_required, s.proven_at,
               a.two_factor_enabled, s.by_passkey, EXISTS (SELECT FROM app.account_passkey AS p WHERE p.account_id = a.id)
        FROM app.session AS s
        JOIN app.account AS a ON a.id = s.account_id
        LEFT JOIN LATERAL app.memberships_of(a.id) AS m ON NOT m.suspended
        WHERE s.id = $1 AND app.session_is_good(s, $2)
        """;

    private const string Memberships = "SELECT tenant_id, company, role, second_factor_required FROM app.memberships_of($1) WHERE NOT suspended";

    private const string Begin = """
        WITH gone AS (
          DELETE FROM app.session AS s
          WHERE s.account_id = $2 AND (NOT app.session_is_good(s, $3)
            OR s.id IN (SELECT o.id FROM app.session AS o WHERE o.account_id = $2 ORDER BY o.last_seen_at DESC OFFSET $7))
        )
        INSERT INTO app.session (id, account_id, created_at, last_seen_at, user_agent, address, remember, proven_at, by_passkey)
        VALUES ($1, $2, $3, $3, $4, $5, $6, $3, $8)
        """;

    private const string End = "DELETE FROM app.session WHERE id = $1";

    private const string EndOthers = "DELETE FROM app.session WHERE account_id = $1 AND id <> $2 AND ($3 OR id = ANY ($4)) RETURNING id";

    private const string Seen = "UPDATE app.session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";

    private const string Open = """
        SELECT s.id, s.user_agent, s.address, s.created_at, s.last_seen_at
        FROM app.session AS s
        WHERE s.account_id = $1 AND app.session_is_good(s, $2)
        ORDER BY s.last_seen_at DESC, s.id
        """;

    private const string Prove = "UPDATE app.session SET proven_at = $2, by_passkey = by_passkey OR $3 WHERE id = $1";

    private const string Choose = "UPDATE app.session SET tenant_id = $2 WHERE id = $1";

    private readonly ShortMemory<Guid, SignedInPerson> _memory = new(time);

    /// <summary>The person of a session; null if it is over: ended, idle or open for too long.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="visit">Whether somebody is there. What an open page asks for by itself keeps no session alive.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SignedInPerson?> FindAsync(Guid sessionId, bool visit, CancellationToken cancellation)
    {
        var remembered = _memory.TryGet(sessionId, out var person);
        if (!remembered)
            person = await ReadAsync(sessionId, cancellation);
        if (person is null)
            return null;
        var now = time.GetUtcNow();
        var seen = visit && now - person.LastSeenAt >= SeenEvery;
        if (seen)
        {
            await SeeAsync(sessionId, now, cancellation);
            person = person with { LastSeenAt = now };
        }

        if (!remembered || seen)
            _memory.Put(sessionId, person);
        return person;
    }

    /// <summary>Begins a session of an account that just proved who it is.</summary>
    public async Task<Guid> BeginAsync(Guid accountId, SessionOrigin origin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await using var command = database.DataSource.CreateCommand(Begin);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)origin.UserAgent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)origin.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Inet });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = origin.Remember });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = MostOfOneAccount - 1 });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = origin.ByPasskey });
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

    /// <summary>Ends all sessions of an account, but for the one given.</summary>
    public Task<int> EndAllAsync(Guid accountId, Guid? except, CancellationToken cancellation) =>
        EndOthersAsync(accountId, except ?? Guid.Empty, every: true, [], cancellation);

    /// <summary>Ends some sessions of an account; never the one given, nor one of somebody else. Returns how many.</summary>
    public Task<int> EndSomeAsync(Guid accountId, Guid except, IReadOnlyCollection<Guid> chosen, CancellationToken cancellation) =>
        EndOthersAsync(accountId, except, every: false, chosen, cancellation);

    /// <summary>The sessions of an account that are good, the last used first.</summary>
    public async Task<IReadOnlyList<OpenSession>> OpenOfAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Open);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var open = new List<OpenSession>();
        while (await reader.ReadAsync(cancellation))
        {
            open.Add(new OpenSession(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<IPAddress>(2),
                reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return open;
    }

    /// <summary>The session's person proved again who they are, now.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="byPasskey">Whether by a passkey, which is both factors; else by the password.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ProveAsync(Guid sessionId, bool byPasskey, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Prove);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = byPasskey });
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
            memberships.Add(new Membership(reader.GetGuid(0), reader.GetString(1), (TenantRole)reader.GetInt16(2), Suspended: false) { AsksSecondFactor = reader.GetBoolean(3) });
        return memberships;
    }

    /// <summary>Forgets what was remembered of the person of a request: the next page shows them as they are now.</summary>
    public void ForgetPerson(HttpContext http)
    {
        if (SignedInPerson.Of(http) is { } person)
            _memory.ForgetAll(known => known.AccountId == person.AccountId);
    }

    /// <summary>Forgets what was remembered of a session: its person, language or companies just changed.</summary>
    public void Forget(Guid sessionId) => _memory.Forget(sessionId);

    private async Task<int> EndOthersAsync(Guid accountId, Guid except, bool every, IReadOnlyCollection<Guid> chosen, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(EndOthers);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = except });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = every });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. chosen] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ended = 0;
        for (; await reader.ReadAsync(cancellation); ended++)
            _memory.Forget(reader.GetGuid(0));
        return ended;
    }

    private async Task SeeAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Seen);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<SignedInPerson?> ReadAsync(Guid sessionId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        SignedInPerson? person = null;
        var memberships = new List<Membership>();
        while (await reader.ReadAsync(cancellation))
        {
            person ??= new SignedInPerson(
                reader.GetGuid(0), sessionId, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetGuid(6), memberships)
            {
                EmailConfirmed = reader.GetBoolean(10),
                Remembered = reader.GetBoolean(11),
                LastSeenAt = reader.GetFieldValue<DateTimeOffset>(12),
                ProvenAt = reader.IsDBNull(14) ? null : reader.GetFieldValue<DateTimeOffset>(14),
                AskedForCodes = reader.GetBoolean(15),
                ByPasskey = reader.GetBoolean(16) && reader.GetBoolean(17),
                HasPasskey = reader.GetBoolean(17),
            };
            if (!reader.IsDBNull(7))
                memberships.Add(new Membership(reader.GetGuid(7), reader.GetString(8), (TenantRole)reader.GetInt16(9), Suspended: false) { AsksSecondFactor = reader.GetBoolean(13) });
        }

        return person;
    }
}
