using System.Collections.Immutable;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <summary>Invites somebody by mail (product.md §7). A second one to the same address takes the place of the first.</summary>
/// <param name="Id">The invitation, chosen by the caller: sent again it is the same one.</param>
/// <param name="Email">Whom; only the account of that address can accept.</param>
/// <param name="Role">Office or viewer; nobody is invited to be the owner.</param>
/// <param name="Culture">The mail's language where the address has no account: <c>pl</c> or <c>en</c>.</param>
[GenerateSerializer, Immutable, Alias("InviteMember")]
public sealed record InviteMember(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Email,
    [property: Id(2)] TenantRole Role,
    [property: Id(3)] string Culture);

/// <summary>Accepts an invitation. The web node checked the link's secret; the grain checks that the actor's account is the invited one.</summary>
/// <param name="Id">The invitation.</param>
[GenerateSerializer, Immutable, Alias("AcceptInvitation")]
public sealed record AcceptInvitation([property: Id(0)] Guid Id);

/// <summary>Gives a member another role.</summary>
/// <param name="AccountId">Whom.</param>
/// <param name="Role">Office or viewer: an owner is made by handing over only.</param>
[GenerateSerializer, Immutable, Alias("ChangeMemberRole")]
public sealed record ChangeMemberRole([property: Id(0)] Guid AccountId, [property: Id(1)] TenantRole Role);

/// <summary>Lets suspended members in again, all of them or nobody.</summary>
/// <param name="AccountIds">Whom.</param>
[GenerateSerializer, Immutable, Alias("ReinstateMembers")]
public sealed record ReinstateMembers([property: Id(0)] ImmutableArray<Guid> AccountIds);

/// <summary>Hands the company over to another active member; who did it stays as the office. The password was checked by the web node.</summary>
/// <param name="AccountId">The new owner.</param>
[GenerateSerializer, Immutable, Alias("TransferOwnership")]
public sealed record TransferOwnership([property: Id(0)] Guid AccountId);
