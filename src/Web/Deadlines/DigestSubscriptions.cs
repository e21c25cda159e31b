using AleSekretariat.Database;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Deadlines;

/// <summary>Who wants the deadlines of a company by e-mail on working days.</summary>
public sealed class DigestSubscriptions(WebDatabase database, TimeProvider time)
{
    private const string Find = "SELECT EXISTS (SELECT FROM app.digest_subscription WHERE tenant_id = $1 AND account_id = $2)";

    // The first digest comes on the next working day.
    private const string Subscribe = "INSERT INTO app.digest_subscription (tenant_id, account_id, last_on) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    private const string Unsubscribe = "DELETE FROM app.digest_subscription WHERE tenant_id = $1 AND account_id = $2";

    /// <summary>Whether the person gets the company's digest.</summary>
    public async Task<bool> HasAsync(Actor actor, CancellationToken cancellation)
    {
        await using var command = Command(Find, actor);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Begins or ends it; asking twice is asking once.</summary>
    public async Task SetAsync(Actor actor, bool wanted, CancellationToken cancellation)
    {
        await using var command = Command(wanted ? Subscribe : Unsubscribe, actor);
        if (wanted)
            command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = WarsawTime.DateOf(time.GetUtcNow()) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var command = database.DataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
        return command;
    }
}
