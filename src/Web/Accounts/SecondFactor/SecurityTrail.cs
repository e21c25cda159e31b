using System.Net;
using AleSekretariat.Web.Audit;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>What happens to a person's way of signing in: kept in the audit log, and changes told by mail as well.</summary>
public sealed class SecurityTrail(AuditLog audit, AccountMails mails, TimeProvider time, IHttpContextAccessor http)
{
    private IPAddress? Address => http.HttpContext?.Connection.RemoteIpAddress;

    /// <summary>Something changed.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    /// <param name="change">One of <see cref="SecurityChange"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ChangedAsync(Account account, string kind, string change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        await audit.WriteAsync(new AuditEvent(kind, account.Id, account.Name) { Address = Address }, cancellation);
        var key = $"{AccountMails.SecurityNotice}/{change}/{Guid.CreateVersion7(time.GetUtcNow())}";
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["what"] = change };
        await mails.QueueAsync(key, account, AccountMails.SecurityNotice, details, cancellation);
    }

    /// <summary>An attempt was refused.</summary>
    public Task RefusedAsync(Account account, string kind, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return audit.WriteAsync(new AuditEvent(kind, account.Id, account.Name) { Succeeded = false, Address = Address }, cancellation);
    }
}
