using System.Net;

namespace AleSekretariat.Web.Audit;

/// <summary>Something that concerns access, money or a whole account, to be kept.</summary>
/// <param name="Kind">A stable word; see <see cref="AuditKinds"/>.</param>
/// <param name="AccountId">Who, or whose account was tried; null when nobody known.</param>
/// <param name="ByName">The person's name at the moment.</param>
public sealed record AuditEvent(string Kind, Guid? AccountId, string ByName)
{
    /// <summary>The company it concerns; null for what belongs to the person alone.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>False for an attempt that was refused.</summary>
    public bool Succeeded { get; init; } = true;

    /// <summary>Where the request came from.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Values a text may name, invariant; never a secret, never a register's content.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
