using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using AleSekretariat.Database;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Audit;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Accounts;

/// <summary>Personal tokens for programs. Only the SHA-256 of a token is kept; it is shown once.</summary>
public sealed class PersonalTokens(WebDatabase database, TokenActors actors, AuditLog audit, TimeProvider time)
{
    /// <summary>What every token begins with, so that one found in a log or a repository is recognised.</summary>
    public const string Prefix = "ale_";

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>Good tokens of one account, of all its companies.</summary>
    public const int MostPerAccount = 50;

    /// <summary>How long a token is good unless something shorter is chosen.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private const string Insert = """
        INSERT INTO app.personal_token (id, hash, account_id, tenant_id, name, created_at, scope, expires_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8
        WHERE (SELECT count(*) FROM app.personal_token WHERE account_id = $3 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $6)) < $9
        """;

    private const string Good = """
        SELECT t.id, t.account_id, coalesce(a.display_name, a.email), t.name, t.scope, t.created_at, t.last_used_at, t.expires_at
        FROM app.personal_token AS t
        JOIN app.account AS a ON a.id = t.account_id
        WHERE t.tenant_id = $1 AND ($2::uuid IS NULL OR t.account_id = $2) AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $3)
        ORDER BY t.created_at DESC, t.id DESC
        """;

    private const string Revoke = """
        UPDATE app.personal_token SET revoked_at = $4
        WHERE id = $1 AND tenant_id = $2 AND ($3::uuid IS NULL OR account_id = $3) AND revoked_at IS NULL
        RETURNING name, scope
        """;

    // Addresses of calendars are tokens too: whoever knows one reads without a password.
    private const string RevokeAll = """
        WITH feeds AS (DELETE FROM app.calendar_feed WHERE account_id = $1)
        UPDATE app.personal_token SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL
        """;

    private static readonly System.Buffers.SearchValues<char> Base64UrlCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Issues a token and records it; null when the account has as many as it may.</summary>
    public async Task<IssuedToken?> IssueAsync(TokenOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        var issued = new IssuedToken(Guid.CreateVersion7(now), token, now + order.Lifetime);
        await using var command = database.DataSource.CreateCommand(Insert);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = issued.Id });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(token) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = order.AccountId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = order.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = order.Name });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)order.Scope });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = issued.ExpiresAt.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = MostPerAccount });
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            return null;
        await audit.WriteAsync(EventOf(AuditKinds.TokenIssued, order.By, order.TenantId, order.Name, order.Scope), cancellation);
        return issued;
    }

    /// <summary>The good tokens of a company, the newest first.</summary>
    /// <param name="tenantId">The company.</param>
    /// <param name="accountId">Whose; null for everybody's.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<TokenInfo>> ListAsync(Guid tenantId, Guid? accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Good);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)accountId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tokens = new List<TokenInfo>();
        while (await reader.ReadAsync(cancellation))
        {
            tokens.Add(new TokenInfo(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), (TokenScope)reader.GetInt16(4),
                reader.GetFieldValue<DateTimeOffset>(5), InstantOf(reader, 6), InstantOf(reader, 7)));
        }

        return tokens;
    }

    /// <summary>Revokes a token of the company and records it; its connections close within five seconds. False if there is no such token.</summary>
    /// <param name="tokenId">Which.</param>
    /// <param name="tenantId">The company it is for.</param>
    /// <param name="accountId">Whose; null for whoever may revoke everybody's.</param>
    /// <param name="by">Who revokes it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> RevokeAsync(Guid tokenId, Guid tenantId, Guid? accountId, TokenPerson by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(by);
        string name;
        TokenScope scope;
        await using (var command = database.DataSource.CreateCommand(Revoke))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tokenId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)accountId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
                return false;
            (name, scope) = (reader.GetString(0), (TokenScope)reader.GetInt16(1));
        }

        actors.Forget(tokenId);
        await audit.WriteAsync(EventOf(AuditKinds.TokenRevoked, by, tenantId, name, scope), cancellation);
        return true;
    }

    /// <summary>Revokes every token and calendar address of the account, with its old password. Returns how many tokens.</summary>
    public async Task<int> RevokeAllAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(RevokeAll);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What is kept of a token.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));

    /// <summary>Whether the text could be a token at all: spares the database a look-up.</summary>
    public static bool LooksLikeOne(string text) => text.Length == Prefix.Length + 43
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Base64UrlCharacters) < 0;

    private static AuditEvent EventOf(string kind, TokenPerson by, Guid tenantId, string name, TokenScope scope) => new(kind, by.AccountId, by.Name)
    {
        TenantId = tenantId,
        Address = by.Address,
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["scope"] = scope.ToString() },
    };

    private static DateTimeOffset? InstantOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>Who issues or revokes a token, for the audit log.</summary>
public sealed record TokenPerson(Guid AccountId, string Name, IPAddress? Address);

/// <summary>A token to be issued to the person who asks for it.</summary>
/// <param name="By">Whose it will be.</param>
/// <param name="TenantId">For which company.</param>
/// <param name="Name">1-100 characters, for the person to tell tokens apart.</param>
/// <param name="Scope">What it may do.</param>
/// <param name="Lifetime">How long it is good.</param>
public sealed record TokenOrder(TokenPerson By, Guid TenantId, string Name, TokenScope Scope, TimeSpan Lifetime)
{
    public Guid AccountId => By.AccountId;
}

/// <summary>A token just issued: the only time it is whole.</summary>
public sealed record IssuedToken(Guid Id, string Token, DateTimeOffset ExpiresAt);

/// <summary>What is known of a token.</summary>
public sealed record TokenInfo(
    Guid Id, Guid AccountId, string PersonName, string Name, TokenScope Scope, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);
