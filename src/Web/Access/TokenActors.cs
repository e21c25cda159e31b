using System.Diagnostics.CodeAnalysis;
using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Accounts;
using Npgsql;

namespace AleSekretariat.Web.Access;

/// <summary>Who acts with a token, and what the token may do.</summary>
public sealed record TokenActor(Guid TokenId, Actor Actor, TokenScope Scope, DateTimeOffset? ExpiresAt)
{
    /// <summary>Whether the company asks for a second factor and the token's person has none.</summary>
    public bool LacksFactor { get; init; }
}

/// <summary>Who acts with a personal token; remembered for a few seconds, so that revoking works within five.</summary>
public sealed class TokenActors(WebDatabase database, TimeProvider time)
{
    private const string Find = "SELECT account_id, tenant_id, role, account_name, token_id, scope, last_used_at, expires_at, lacks_factor FROM app.token_actor($1)";

    // Two nodes may both find it old: one of them writes.
    private const string Used = """
        UPDATE app.personal_token SET last_used_at = $2
        WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2 - interval '1 minute')
        """;

    private static readonly TimeSpan UsedAgain = TimeSpan.FromMinutes(1);

    private readonly ShortMemory<string, TokenActor> _memory = new(time);

    /// <summary>A token that was good a moment ago, without a look-up.</summary>
    public bool TryRemember(string token, [NotNullWhen(true)] out TokenActor? known) =>
        _memory.TryGet(token, out known) && !(known.ExpiresAt <= time.GetUtcNow());

    /// <summary>The actor of a token; null if it is unknown, revoked, over, or its membership is gone or suspended.</summary>
    public async Task<TokenActor?> FindAsync(string token, CancellationToken cancellation)
    {
        if (!PersonalTokens.LooksLikeOne(token))
            return null;
        var actor = await ReadAsync(PersonalTokens.HashOf(token), cancellation);
        if (actor is not null)
            _memory.Put(token, actor);
        return actor;
    }

    /// <summary>The tenant is deleted: its tokens are looked up anew, and found no more.</summary>
    public void ForgetTenant(Guid tenantId) => _memory.ForgetAll(known => known.Actor.TenantId == tenantId);

    /// <summary>The account's tokens were revoked.</summary>
    public void ForgetAccount(Guid accountId) => _memory.ForgetAll(known => known.Actor.UserId == accountId);

    /// <summary>The token was revoked on this node.</summary>
    public void Forget(Guid tokenId) => _memory.ForgetAll(known => known.TokenId == tokenId);

    private async Task<TokenActor?> ReadAsync(byte[] hash, CancellationToken cancellation)
    {
        TokenActor found;
        DateTimeOffset? lastUsed;
        await using (var command = database.DataSource.CreateCommand(Find))
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
                return null;
            var actor = new Actor(reader.GetGuid(1), reader.GetGuid(0), reader.GetString(3), (TenantRole)reader.GetInt16(2), ActorKind.Token);
            found = new TokenActor(reader.GetGuid(4), actor, (TokenScope)reader.GetInt16(5), InstantOf(reader, 7)) { LacksFactor = reader.GetBoolean(8) };
            lastUsed = InstantOf(reader, 6);
        }

        if (!(time.GetUtcNow() - lastUsed < UsedAgain))
            await NoteUseAsync(found.TokenId, cancellation);
        return found;
    }

    private async Task NoteUseAsync(Guid tokenId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Used);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tokenId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static DateTimeOffset? InstantOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
