using AleSekretariat.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>
/// Attempts at codes, on the count and lockout that Identity keeps for passwords. Identity counts a failure after it happened
/// and loses some of those that happen at once; a code has so few digits that each attempt is counted first, in one statement.
/// </summary>
public sealed class CodeAttempts(WebDatabase database, TimeProvider time, IOptions<IdentityOptions> identity)
{
    private const string Take = """
        UPDATE app.account SET
          access_failed_count = CASE WHEN access_failed_count + 1 >= $3 THEN 0 ELSE access_failed_count + 1 END,
          lockout_end = CASE WHEN access_failed_count + 1 >= $3 THEN $4 ELSE lockout_end END,
          concurrency_stamp = gen_random_uuid()::text
        WHERE id = $1 AND (lockout_end IS NULL OR lockout_end <= $2)
        RETURNING access_failed_count = 0
        """;

    private const string Forget = """
        UPDATE app.account SET access_failed_count = 0, lockout_end = NULL, concurrency_stamp = gen_random_uuid()::text WHERE id = $1
        """;

    /// <summary>Counts an attempt that is about to be made.</summary>
    /// <returns>Whether it is the last one before the lockout; null if it may not be made, for the account is locked.</returns>
    public async Task<bool?> TakeAsync(Guid accountId, CancellationToken cancellation)
    {
        var (now, lockout) = (time.GetUtcNow(), identity.Value.Lockout);
        await using var command = database.DataSource.CreateCommand(Take);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = lockout.MaxFailedAccessAttempts });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (now + lockout.DefaultLockoutTimeSpan).UtcDateTime });
        return (bool?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>The attempt was right: the count begins anew.</summary>
    public async Task ForgetAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Forget);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
