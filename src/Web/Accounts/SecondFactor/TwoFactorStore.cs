using AleSekretariat.Database;
using AleSekretariat.Keys;
using Npgsql;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>The tables of script 0011. What works once is taken by a statement that succeeds once.</summary>
public sealed class TwoFactorStore(WebDatabase database, MasterKeys keys, TimeProvider time)
{
    private const string Purpose = "two-factor-seed";

    private const string Find = """
        SELECT s.seed, s.begun_at, a.two_factor_enabled,
               (SELECT count(*)::int FROM app.account_recovery_code AS r WHERE r.account_id = a.id AND r.used_at IS NULL)
        FROM app.account AS a JOIN app.account_authenticator AS s ON s.account_id = a.id
        WHERE a.id = $1
        """;

    // Not while the account is asked for codes: the seed in use is replaced by turning off first.
    private const string Begin = """
        INSERT INTO app.account_authenticator (account_id, seed, begun_at)
        SELECT a.id, $2, $3 FROM app.account AS a WHERE a.id = $1 AND NOT a.two_factor_enabled
        ON CONFLICT (account_id) DO UPDATE SET seed = excluded.seed, begun_at = excluded.begun_at, last_step = 0
        """;

    private const string TakeStep = "UPDATE app.account_authenticator SET last_step = $2 WHERE account_id = $1 AND last_step < $2";

    private const string TakeRecoveryCode =
        "UPDATE app.account_recovery_code SET used_at = $3 WHERE account_id = $1 AND hash = $2 AND used_at IS NULL";

    // A new concurrency stamp: an update of Identity's that read the row before must not turn this back.
    private const string TurnOn = """
        WITH asked AS (
          UPDATE app.account SET two_factor_enabled = true, concurrency_stamp = gen_random_uuid()::text
          WHERE id = $1 AND NOT two_factor_enabled RETURNING id
        ), ended AS (
          DELETE FROM app.session WHERE account_id = $1 AND id <> $2 AND EXISTS (SELECT FROM asked)
        ), void AS (
          DELETE FROM app.account_recovery_code WHERE account_id = $1 AND EXISTS (SELECT FROM asked)
        )
        INSERT INTO app.account_recovery_code (account_id, hash) SELECT asked.id, unnest($3::bytea[]) FROM asked
        """;

    private const string ReplaceRecoveryCodes = """
        WITH void AS (DELETE FROM app.account_recovery_code WHERE account_id = $1)
        INSERT INTO app.account_recovery_code (account_id, hash)
        SELECT a.id, unnest($2::bytea[]) FROM app.account AS a WHERE a.id = $1 AND a.two_factor_enabled
        """;

    private const string TurnOff = """
        WITH seed AS (DELETE FROM app.account_authenticator WHERE account_id = $1),
             codes AS (DELETE FROM app.account_recovery_code WHERE account_id = $1)
        UPDATE app.account SET two_factor_enabled = false, concurrency_stamp = gen_random_uuid()::text
        WHERE id = $1 AND two_factor_enabled
        """;

    /// <summary>What the account has; null when nothing was begun.</summary>
    public async Task<Authenticator?> FindAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = Command(Find, accountId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var seed = keys.Unwrap(reader.GetFieldValue<byte[]>(0), Purpose, BindingOf(accountId));
        return new Authenticator(new AuthenticatorSeed(seed), reader.GetFieldValue<DateTimeOffset>(1), reader.GetBoolean(2), reader.GetInt32(3));
    }

    /// <summary>Keeps a seed that the account will be asked codes of once it is confirmed. Not while codes are asked for.</summary>
    public async Task BeginAsync(Guid accountId, AuthenticatorSeed seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(seed);
        await using var command = Command(Begin, accountId);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = keys.Wrap(seed.Secret, Purpose, BindingOf(accountId)) });
        command.Parameters.Add(Now());
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Uses up a time step and all before it. False if it is used up already.</summary>
    public async Task<bool> TakeStepAsync(Guid accountId, long step, CancellationToken cancellation)
    {
        await using var command = Command(TakeStep, accountId);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = step });
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <summary>Uses up a recovery code. False if there is none of this hash, or it is used up.</summary>
    public async Task<bool> TakeRecoveryCodeAsync(Guid accountId, byte[] hash, CancellationToken cancellation)
    {
        await using var command = Command(TakeRecoveryCode, accountId);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        command.Parameters.Add(Now());
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <summary>From now on codes are asked for; the account's other sessions end. False if they were asked for already.</summary>
    public async Task<bool> TurnOnAsync(Guid accountId, Guid sessionToKeep, byte[][] recoveryHashes, CancellationToken cancellation)
    {
        await using var command = Command(TurnOn, accountId);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionToKeep });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = recoveryHashes });
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <summary>New recovery codes in place of all old ones. False if no codes are asked for.</summary>
    public async Task<bool> ReplaceRecoveryCodesAsync(Guid accountId, byte[][] hashes, CancellationToken cancellation)
    {
        await using var command = Command(ReplaceRecoveryCodes, accountId);
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = hashes });
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <summary>Codes are asked for no more; seed and recovery codes are gone. False if they were not asked for.</summary>
    public async Task<bool> TurnOffAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = Command(TurnOff, accountId);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    private NpgsqlCommand Command(string sql, Guid accountId)
    {
        var command = database.DataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        return command;
    }

    private NpgsqlParameter<DateTime> Now() => new() { TypedValue = time.GetUtcNow().UtcDateTime };

    private static string BindingOf(Guid accountId) => accountId.ToString("D");
}

/// <summary>An account's authenticator.</summary>
/// <param name="Seed">The shared secret.</param>
/// <param name="BegunAt">When setting up began, UTC.</param>
/// <param name="IsOn">Whether codes are asked for; false while it is being set up.</param>
/// <param name="RecoveryCodesLeft">Recovery codes not used yet.</param>
public sealed record Authenticator(AuthenticatorSeed Seed, DateTimeOffset BegunAt, bool IsOn, int RecoveryCodesLeft);
