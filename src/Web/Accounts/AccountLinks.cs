using AleSekretariat.Database;
using AleSekretariat.Keys;
using Npgsql;

namespace AleSekretariat.Web.Accounts;

/// <summary>A link that was mailed to a person and is still good.</summary>
/// <param name="Id">Its row.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="Email">The address it was sent to: whoever has it reads mail there.</param>
public sealed record AccountLink(Guid Id, Guid AccountId, string Email);

/// <summary>
/// Links in mails to people: rows of <c>app.account_link</c>. A link is good once and for a while; its secret is made from its id
/// when the mail is sent, and is nowhere in the database (ADR 0006).
/// </summary>
public sealed class AccountLinks(WebDatabase database, LinkSecrets secrets, TimeProvider time)
{
    /// <summary>Confirms that the person reads mail at the address.</summary>
    public const string ConfirmEmail = "confirm-email";

    /// <summary>Sets a new password.</summary>
    public const string ResetPassword = "reset-password";

    /// <summary>So many links of one purpose may be asked for in an hour: the mailbox is not ours to fill.</summary>
    public const int MostInAnHour = 3;

    // Two requests at once must count one after the other: each statement of the transaction sees what was committed before it.
    private const string Lock = "SELECT id FROM app.account WHERE id = $1 FOR UPDATE";

    private const string Insert = """
        INSERT INTO app.account_link (id, account_id, purpose, email, created_at, expires_at)
        SELECT $1, $2, $3, $4, $5, $6
        WHERE (SELECT count(*) FROM app.account_link WHERE account_id = $2 AND purpose = $3 AND created_at > $5 - interval '1 hour') < $7
        """;

    private const string Find = """
        SELECT id, account_id, email FROM app.account_link WHERE id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
        """;

    private const string Use = """
        UPDATE app.account_link SET used_at = $3 WHERE id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
        """;

    private const string UseAll = "UPDATE app.account_link SET used_at = $3 WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL";

    /// <summary>How long a link of a purpose is good.</summary>
    public static TimeSpan LifetimeOf(string purpose) => purpose == ResetPassword ? TimeSpan.FromHours(1) : TimeSpan.FromDays(3);

    /// <summary>Makes a link to the account's present address; null when there were <see cref="MostInAnHour"/> in the last hour.</summary>
    public async Task<Guid?> MakeAsync(string purpose, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var locking = new NpgsqlCommand(Lock, connection, transaction))
        {
            locking.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id });
            await locking.ExecuteNonQueryAsync(cancellation);
        }

        await using var insert = new NpgsqlCommand(Insert, connection, transaction);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = purpose });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = account.Email! });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (now + LifetimeOf(purpose)).UtcDateTime });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostInAnHour });
        var made = await insert.ExecuteNonQueryAsync(cancellation) > 0;
        await transaction.CommitAsync(cancellation);
        return made ? id : null;
    }

    /// <summary>The link a token stands for; null when it is not ours, was used, or its time is over.</summary>
    public async Task<AccountLink?> FindAsync(string purpose, string? token, CancellationToken cancellation)
    {
        if (!secrets.TryRead(purpose, token, out var id))
            return null;
        await using var command = Command(Find, id, purpose);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new AccountLink(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2)) : null;
    }

    /// <summary>Uses a link up. False when somebody was quicker.</summary>
    public async Task<bool> UseAsync(string purpose, AccountLink link, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        await using var command = Command(Use, link.Id, purpose);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <summary>Makes all of an account's links of a purpose worthless.</summary>
    public async Task UseAllAsync(string purpose, Guid accountId, CancellationToken cancellation)
    {
        await using var command = Command(UseAll, accountId, purpose);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, Guid id, string purpose)
    {
        var command = database.DataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = purpose });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        return command;
    }
}
