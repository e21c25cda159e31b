using System.Buffers.Text;
using System.Security.Cryptography;
using AleSekretariat.Database;
using Npgsql;

namespace AleSekretariat.Web.Accounts;

/// <summary>Personal tokens for programs. Only the SHA-256 of a token is kept; it is shown once.</summary>
public sealed class PersonalTokens(WebDatabase database, TimeProvider time)
{
    /// <summary>What every token begins with, so that one found in a log or a repository is recognised.</summary>
    public const string Prefix = "ale_";

    private const string Insert = """
        INSERT INTO app.personal_token (id, hash, account_id, tenant_id, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        """;

    private const string Revoke = "UPDATE app.personal_token SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL";

    private const string RevokeAll = "UPDATE app.personal_token SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL";

    /// <summary>Issues a token for one company.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="tenantId">For which company.</param>
    /// <param name="name">1-100 characters, for the person to tell tokens apart.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string> IssueAsync(Guid accountId, Guid tenantId, string name, CancellationToken cancellation)
    {
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        await using var command = database.DataSource.CreateCommand(Insert);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(now) });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(token) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
        return token;
    }

    /// <summary>Revokes a token of the account; its connections close within five seconds. False if there is no such token.</summary>
    public async Task<bool> RevokeAsync(Guid tokenId, Guid accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Revoke);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tokenId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <summary>Revokes every token of the account: its password was set anew by somebody who had lost it.</summary>
    public async Task RevokeAllAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(RevokeAll);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What is kept of a token.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));

    /// <summary>Whether the text could be a token at all: spares the database a look-up.</summary>
    public static bool LooksLikeOne(string text) => text.Length == Prefix.Length + 43
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Base64UrlCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> Base64UrlCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
