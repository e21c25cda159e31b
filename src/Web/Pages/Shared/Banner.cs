using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Pages.Shared.Wording;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>The one banner of a page: the most pressing thing, or none.</summary>
public enum BannerKind
{
    /// <summary>Nothing presses.</summary>
    None,

    /// <summary>The owner is closing the account.</summary>
    Closing,

    /// <summary>The licence ended.</summary>
    ReadOnly,

    /// <summary>The operator stopped writing.</summary>
    Suspended,

    /// <summary>A paid package ends within 30 days.</summary>
    Expiry,
}

/// <summary>What the banner says, counted in Warsaw days of the tenant's clock.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Days">Days left to the deadline it tells of; never negative.</param>
/// <param name="ReadOnlyDay">Which of the 30 read-only days today is, from 1; 0 in other banners.</param>
public sealed record Banner(BannerKind Kind, int Days, int ReadOnlyDay)
{
    /// <summary>Days a tenant is read-only before it is deleted (product.md §2).</summary>
    public const int ReadOnlyDays = 30;

    /// <summary>The banner of a tenant, in the order closing, read-only, suspended, expiry.</summary>
    public static Banner Of(TenantSnapshot tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var today = WarsawTime.DateOf(tenant.ServerTime);
        int DaysTo(DateOnly day) => Math.Max(0, day.DayNumber - today.DayNumber);
        if (tenant.State is AccountState.Closing or AccountState.ReadOnly or AccountState.Deleted && tenant.DeletionAt is { } deletion)
        {
            var days = DaysTo(WarsawTime.DateOf(deletion));
            if (tenant.State == AccountState.Closing)
                return new Banner(BannerKind.Closing, days, 0);
            var since = WarsawTime.DateOf(tenant.ReadOnlySince ?? tenant.ValidUntil);
            return new Banner(BannerKind.ReadOnly, days, Math.Clamp(today.DayNumber - since.DayNumber + 1, 1, ReadOnlyDays));
        }

        if (tenant.Suspended)
            return new Banner(BannerKind.Suspended, 0, 0);
        var left = DaysTo(Formats.LastDay(tenant.ValidUntil));
        // Green is good for a year from this very visit: only a paid package runs out in front of its people.
        return tenant.Package != Package.Green && left <= 30 ? new Banner(BannerKind.Expiry, left, 0) : new Banner(BannerKind.None, 0, 0);
    }
}
