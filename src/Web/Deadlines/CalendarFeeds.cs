using System.Net;
using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Keys;
using AleSekretariat.Web.Audit;
using Npgsql;

namespace AleSekretariat.Web.Deadlines;

/// <summary>A person's secret address of their deadlines in one company.</summary>
/// <param name="Path">The address's path: whoever knows it reads the feed.</param>
/// <param name="ReadAt">When a calendar last fetched it; null before.</param>
public sealed record CalendarFeed(string Path, DateTimeOffset? ReadAt);

/// <summary>Whom a feed is read as.</summary>
/// <param name="Actor">The person, as a program of theirs.</param>
/// <param name="Culture"><c>pl</c> or <c>en</c>: a calendar says nothing about its reader.</param>
/// <param name="Company">The company's name.</param>
public sealed record CalendarReader(Actor Actor, string Culture, string Company);

/// <summary>
/// Secret addresses of calendars: one for each person and company, taken back by deleting its row. The secret is made from the
/// row's id and the master key (ADR 0006), so it can be shown again and is nowhere in the database.
/// </summary>
public sealed class CalendarFeeds(WebDatabase database, LinkSecrets secrets, AuditLog audit, TimeProvider time)
{
    private const string Purpose = "calendar";

    private const string Find = "SELECT id, read_at FROM app.calendar_feed WHERE tenant_id = $1 AND account_id = $2";

    private const string Renew = """
        INSERT INTO app.calendar_feed AS f (id, tenant_id, account_id, culture, created_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, account_id) DO UPDATE SET id = excluded.id, culture = excluded.culture, created_at = excluded.created_at, read_at = NULL
        """;

    private const string Revoke = "DELETE FROM app.calendar_feed WHERE tenant_id = $1 AND account_id = $2";

    private const string Reader = """
        SELECT r.account_id, r.tenant_id, r.role, r.account_name, r.culture, r.company
        FROM app.calendar_feed_actor($1) AS r
        JOIN app.account AS a ON a.id = r.account_id
        JOIN app.memberships_of(r.account_id) AS m ON m.tenant_id = r.tenant_id
        WHERE NOT m.second_factor_required OR a.two_factor_enabled OR EXISTS (SELECT FROM app.account_passkey AS p WHERE p.account_id = a.id)
        """;

    /// <summary>The person's address in the company; null when they have none.</summary>
    public async Task<CalendarFeed?> FindAsync(Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var command = database.DataSource.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        return new CalendarFeed(
            $"/calendar/{secrets.TokenOf(Purpose, reader.GetGuid(0))}.ics",
            await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    /// <summary>Gives a new address and records it; the one before is good no more.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="culture"><c>en</c>, else Polish: the language of the feed.</param>
    /// <param name="address">From where it was asked for.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RenewAsync(Actor actor, string culture, IPAddress? address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = time.GetUtcNow();
        await using (var command = database.DataSource.CreateCommand(Renew))
        {
            // Not of version 7: an address must not tell when it was made.
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = culture == "en" ? "en" : "pl" });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await RecordAsync(AuditKinds.CalendarAddressMade, actor, address, cancellation);
    }

    /// <summary>Takes the address back, if there is one, and records it.</summary>
    public async Task RevokeAsync(Actor actor, IPAddress? address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using (var command = database.DataSource.CreateCommand(Revoke))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
            if (await command.ExecuteNonQueryAsync(cancellation) == 0)
                return;
        }

        await RecordAsync(AuditKinds.CalendarAddressRevoked, actor, address, cancellation);
    }

    /// <summary>Whom the address belongs to; null if it is none of ours, was taken back, or its person may not enter the company, for want of a second factor too.</summary>
    public async Task<CalendarReader?> ReaderOfAsync(string token, CancellationToken cancellation)
    {
        if (!secrets.TryRead(Purpose, token, out var id))
            return null;
        await using var command = database.DataSource.CreateCommand(Reader);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var actor = new Actor(reader.GetGuid(1), reader.GetGuid(0), reader.GetString(3), (TenantRole)reader.GetInt16(2), ActorKind.Token);
        var found = new CalendarReader(actor, reader.GetString(4), reader.GetString(5));
        await reader.CloseAsync();
        return found;
    }

    private Task RecordAsync(string kind, Actor actor, IPAddress? address, CancellationToken cancellation) =>
        audit.WriteAsync(new AuditEvent(kind, actor.UserId, actor.Name) { TenantId = actor.TenantId, Address = address }, cancellation);
}
