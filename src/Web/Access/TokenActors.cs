using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Accounts;
using Npgsql;

namespace AleSekretariat.Web.Access;

/// <summary>Who acts with a personal token; remembered for a few seconds, so that revoking works within five.</summary>
public sealed class TokenActors(WebDatabase database, TimeProvider time)
{
    private const string Find = "SELECT account_id, tenant_id, role, account_name, culture FROM app.token_actor($1)";

    private readonly ShortMemory<string, Actor> _memory = new(time);

    /// <summary>The actor of a token; null if it is unknown, revoked, or its membership is gone or suspended.</summary>
    public async Task<Actor?> FindAsync(string token, CancellationToken cancellation)
    {
        if (!PersonalTokens.LooksLikeOne(token))
            return null;
        if (_memory.TryGet(token, out var known))
            return known;
        var actor = await ReadAsync(PersonalTokens.HashOf(token), cancellation);
        if (actor is not null)
            _memory.Put(token, actor);
        return actor;
    }

    /// <summary>The tenant is deleted: its tokens are looked up anew, and found no more.</summary>
    public void ForgetTenant(Guid tenantId) => _memory.ForgetAll(actor => actor.TenantId == tenantId);

    /// <summary>The account's tokens were revoked.</summary>
    public void ForgetAccount(Guid accountId) => _memory.ForgetAll(actor => actor.UserId == accountId);

    private async Task<Actor?> ReadAsync(byte[] hash, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        return new Actor(reader.GetGuid(1), reader.GetGuid(0), reader.GetString(3), (TenantRole)reader.GetInt16(2), ActorKind.Token);
    }
}
