using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Access;

/// <summary>A company a person belongs to.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Company">Its name.</param>
/// <param name="Role">What the person may do there.</param>
/// <param name="Suspended">Whether the person is locked out of it (product.md §2, going Green over the limit of users).</param>
public sealed record Membership(Guid TenantId, string Company, TenantRole Role, bool Suspended)
{
    /// <summary>Whether the company asks for a second factor of everybody.</summary>
    public bool AsksSecondFactor { get; init; }
}
