using AleSekretariat.Web.Audit;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// What people do to their own access: a row of the audit log for them and their companies' owners, a line of the log for the
/// engineer. No address and no name in the lines, nothing at all about accounts that do not exist.
/// </summary>
public sealed partial class AccountTrail(AuditLog audit, IHttpContextAccessor http, ILogger<AccountTrail> log)
{
    public Task SignedInAsync(Account account, CancellationToken cancellation)
    {
        LogSignedIn(account.Id, Address);
        return WriteAsync(AuditKinds.SignedIn, account, cancellation);
    }

    /// <summary>A wrong password, or any while the account is locked.</summary>
    public Task RefusedAsync(Account account, bool locked, CancellationToken cancellation)
    {
        LogRefused(account.Id, Address, locked);
        return WriteAsync(locked ? AuditKinds.LockedOut : AuditKinds.SignInRefused, account, cancellation, succeeded: false);
    }

    /// <summary>A wrong password of somebody who is signed in, or any while the account is locked.</summary>
    public Task PasswordRefusedAsync(Account account, bool locked, CancellationToken cancellation)
    {
        LogPasswordRefused(account.Id, Address, locked);
        return WriteAsync(locked ? AuditKinds.LockedOut : AuditKinds.PasswordRefused, account, cancellation, succeeded: false);
    }

    public Task SignedOutAsync(Guid accountId, string name, CancellationToken cancellation)
    {
        LogSignedOut(accountId, Address);
        return WriteAsync(new AuditEvent(AuditKinds.SignedOut, accountId, name), cancellation);
    }

    public Task PasswordChangedAsync(Account account, CancellationToken cancellation)
    {
        LogPasswordChanged(account.Id, Address);
        return WriteAsync(AuditKinds.PasswordChanged, account, cancellation);
    }

    public Task ResetAskedAsync(Account account, CancellationToken cancellation)
    {
        LogResetAsked(account.Id, Address);
        return WriteAsync(AuditKinds.PasswordResetAsked, account, cancellation);
    }

    public Task PasswordResetAsync(Account account, CancellationToken cancellation)
    {
        LogPasswordReset(account.Id, Address);
        return WriteAsync(AuditKinds.PasswordReset, account, cancellation);
    }

    public Task EmailConfirmedAsync(Account account, CancellationToken cancellation)
    {
        LogEmailConfirmed(account.Id, Address);
        return WriteAsync(AuditKinds.EmailConfirmed, account, cancellation);
    }

    public Task SessionsEndedAsync(Account account, int sessions, CancellationToken cancellation)
    {
        LogSessionsEnded(account.Id, Address, sessions);
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["sessions"] = sessions.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        return WriteAsync(new AuditEvent(AuditKinds.SessionsEnded, account.Id, account.Name) { Details = details }, cancellation);
    }

    public Task TokensRevokedAsync(Account account, CancellationToken cancellation)
    {
        LogTokensRevoked(account.Id, Address);
        return WriteAsync(AuditKinds.TokensRevoked, account, cancellation);
    }

    private System.Net.IPAddress? Address => http.HttpContext?.Connection.RemoteIpAddress;

    private Task WriteAsync(string kind, Account account, CancellationToken cancellation, bool succeeded = true) =>
        WriteAsync(new AuditEvent(kind, account.Id, account.Name) { Succeeded = succeeded }, cancellation);

    private Task WriteAsync(AuditEvent happened, CancellationToken cancellation) => audit.WriteAsync(happened with { Address = Address }, cancellation);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Account {AccountId} signed in from {Address}")]
    private partial void LogSignedIn(Guid accountId, System.Net.IPAddress? address);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "A sign-in to account {AccountId} from {Address} was refused; locked: {Locked}")]
    private partial void LogRefused(Guid accountId, System.Net.IPAddress? address, bool locked);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "Account {AccountId} signed out from {Address}")]
    private partial void LogSignedOut(Guid accountId, System.Net.IPAddress? address);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Information, Message = "The password of account {AccountId} was changed from {Address}")]
    private partial void LogPasswordChanged(Guid accountId, System.Net.IPAddress? address);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Information, Message = "A reset of account {AccountId}'s password was asked for from {Address}")]
    private partial void LogResetAsked(Guid accountId, System.Net.IPAddress? address);

    [LoggerMessage(EventId = 3106, Level = LogLevel.Warning, Message = "The password of account {AccountId} was reset by a mailed link from {Address}")]
    private partial void LogPasswordReset(Guid accountId, System.Net.IPAddress? address);

    [LoggerMessage(EventId = 3107, Level = LogLevel.Information, Message = "The address of account {AccountId} was confirmed from {Address}")]
    private partial void LogEmailConfirmed(Guid accountId, System.Net.IPAddress? address);

    [LoggerMessage(EventId = 3108, Level = LogLevel.Information, Message = "Account {AccountId} ended {Sessions} other sessions from {Address}")]
    private partial void LogSessionsEnded(Guid accountId, System.Net.IPAddress? address, int sessions);

    [LoggerMessage(EventId = 3109, Level = LogLevel.Warning, Message = "A password asked for again in account {AccountId} from {Address} was wrong; locked: {Locked}")]
    private partial void LogPasswordRefused(Guid accountId, System.Net.IPAddress? address, bool locked);

    [LoggerMessage(EventId = 3110, Level = LogLevel.Information, Message = "All tokens of account {AccountId} were revoked from {Address}")]
    private partial void LogTokensRevoked(Guid accountId, System.Net.IPAddress? address);
}
