using System.Text.Json;
using AleSekretariat.Database;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// Puts mails to a person into the outbox; the silos' mail worker sends them. A key that is there already is the same mail:
/// putting it twice sends it once.
/// </summary>
public sealed class AccountMails(WebDatabase database, TimeProvider time)
{
    /// <summary>A link that confirms the address (details: <c>linkId</c>).</summary>
    public const string ConfirmEmail = "confirmEmail";

    /// <summary>A link that sets a new password (details: <c>linkId</c>).</summary>
    public const string ResetPassword = "resetPassword";

    /// <summary>Something about the way of signing in changed (details: <c>what</c>, one of <see cref="SecurityChange"/>).</summary>
    public const string SecurityNotice = "securityNotice";

    private const string Put = """
        INSERT INTO app.mail_outbox (key, account_id, recipient, kind, details, owed_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Owes a mail.</summary>
    /// <param name="key">Unique for this mail, e.g. the kind and the link's id.</param>
    /// <param name="account">To whom: the address and language at this moment.</param>
    /// <param name="kind">Which mail.</param>
    /// <param name="details">What the text names; no secrets: links are given by their id.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task QueueAsync(string key, Account account, string kind, IReadOnlyDictionary<string, string> details, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return QueueAsync(key, account, account.Email!, kind, details, cancellation);
    }

    /// <summary>The same to another address of the person: the one before a change, or the one after.</summary>
    public async Task QueueAsync(
        string key, Account account, string recipient, string kind, IReadOnlyDictionary<string, string> details, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var told = new Dictionary<string, string>(details, StringComparer.Ordinal) { ["culture"] = account.Culture };
        await using var command = database.DataSource.CreateCommand(Put);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = recipient });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = kind });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(told), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>What a <see cref="AccountMails.SecurityNotice"/> tells about. The words are stored and named in the mail's texts.</summary>
public static class SecurityChange
{
    public const string PasswordChanged = "passwordChanged";
    public const string EmailChanged = "emailChanged";
    public const string TwoFactorOn = "twoFactorOn";
    public const string TwoFactorOff = "twoFactorOff";
    public const string RecoveryCodeUsed = "recoveryCodeUsed";
    public const string RecoveryCodesMade = "recoveryCodesMade";
    public const string PasskeyAdded = "passkeyAdded";
    public const string PasskeyRemoved = "passkeyRemoved";
    public const string TokenIssued = "tokenIssued";
}
