using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>Whether pages offer to write. Only a hint for the eye: the tenant's grain decides.</summary>
public static class Writing
{
    /// <summary>Whether the licence allows writing; quotas apart.</summary>
    public static bool IsOpen(TenantSnapshot tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return tenant is { State: AccountState.Active, Suspended: false };
    }
}
