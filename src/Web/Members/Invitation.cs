using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Members;

/// <summary>What a link in an invitation stands for.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="TenantId">Into which company.</param>
/// <param name="Company">Its name.</param>
/// <param name="Email">Who is invited.</param>
/// <param name="NormalizedEmail">As accounts' addresses are compared.</param>
/// <param name="Role">As what.</param>
/// <param name="InvitedBy">By whom.</param>
/// <param name="IsOver">Accepted, taken back or too old.</param>
public sealed record Invitation(
    Guid Id, Guid TenantId, string Company, string Email, string NormalizedEmail, TenantRole Role, string InvitedBy, bool IsOver);
