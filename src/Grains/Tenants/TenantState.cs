using AleSekretariat.Domain.Licensing;

namespace AleSekretariat.Grains.Tenants;

/// <summary>
/// What a tenant's grain keeps in grain storage: one small record that changes as a whole, guarded by its etag. Immutable;
/// survives JSON, also an older or newer version's (unknown members are dropped, missing ones have the defaults here).
/// </summary>
public sealed record TenantState
{
    /// <summary>The licence; null only before the first write.</summary>
    public Licence? Licence { get; init; }

    /// <summary>
    /// The claim under which the state was last written. Writing it is part of claiming: from then on the etag an older
    /// activation holds is worthless.
    /// </summary>
    public long Epoch { get; init; }

    /// <summary>How far the tenant's test clock is ahead of real time; zero in production.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>What this state owes the tables: written after it, as often as needed, each under its own key.</summary>
    public IReadOnlyList<OwedEffect> Owed { get; init; } = [];

    /// <summary>The package that the overview row last owed shows; null in a state of an older version.</summary>
    public Package? OverviewPackage { get; init; }

    /// <summary>
    /// The earliest real instant the reminder was armed for since it last rang. Written after arming: it may say later than
    /// the reminder is, never earlier (but for a minute) while it lies ahead. Null when the tenant was claimed anew: whoever
    /// had it before may have armed the reminder since.
    /// </summary>
    public DateTimeOffset? ReminderAt { get; init; }

    /// <summary>Orders that changed the licence already: none does it twice.</summary>
    public IReadOnlyList<string> AppliedOrders { get; init; } = [];
}
