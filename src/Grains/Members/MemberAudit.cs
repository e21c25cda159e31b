using System.Net;

namespace AleSekretariat.Grains.Members;

/// <summary>What the tenant's grain records about people in <c>app.audit</c>. The words are stored: never changed, only added to.</summary>
internal static class MemberAudit
{
    public const string Invited = "memberInvited";
    public const string InvitationRevoked = "invitationRevoked";
    public const string Joined = "memberJoined";
    public const string RoleChanged = "roleChanged";
    public const string Suspended = "memberSuspended";
    public const string Reinstated = "memberReinstated";
    public const string Removed = "memberRemoved";
    public const string Left = "memberLeft";
    public const string Transferred = "ownershipTransferred";
}

/// <summary>A row of the audit. Its time is the database's: real time, whatever a tenant's test clock says.</summary>
/// <param name="Kind">One of <see cref="MemberAudit"/>.</param>
/// <param name="ActorId">Who did it; null for the system.</param>
/// <param name="ActorName">The name at that moment.</param>
/// <param name="Details">Values a text may name, invariant.</param>
internal sealed record MemberEvent(string Kind, Guid? ActorId, string ActorName, IReadOnlyDictionary<string, string> Details)
{
    /// <summary>From where; null for the system.</summary>
    public IPAddress? Address { get; init; }
}
