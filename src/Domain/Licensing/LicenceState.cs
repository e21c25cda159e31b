using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Licensing;

/// <summary>What a licence amounts to at one instant.</summary>
/// <param name="State">What the tenant may do.</param>
/// <param name="Package">The package in force; of an expired licence the last one.</param>
/// <param name="ValidUntil">The Warsaw midnight at which validity ends or ended, in UTC.</param>
/// <param name="ReadOnlySince">Since when writes are refused (expiry or closing, the earlier); null while active.</param>
/// <param name="DeletionAt">
/// When the data is deleted; null while active. While a warning that deletion must wait for has not gone out, the date
/// assumes that it goes out now: it may move later, never earlier.
/// </param>
/// <param name="Suspended">The operator's flag beside the state.</param>
public sealed record LicenceStatus(
    AccountState State,
    Package Package,
    DateTimeOffset? ValidUntil,
    DateTimeOffset? ReadOnlySince,
    DateTimeOffset? DeletionAt,
    bool Suspended);

/// <summary>The licence rules read at one instant: nothing waits for a reminder to be true (product.md §2).</summary>
public static class LicenceState
{
    /// <summary>The status at <paramref name="now"/>, by the tenant's clock.</summary>
    public static LicenceStatus At(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        var validUntil = WarsawTime.StartOf(licence.EndDate);
        var package = PackageAt(licence, now);
        var expired = now >= validUntil;
        if (!expired && licence.ClosingSince is null)
            return new LicenceStatus(AccountState.Active, package, validUntil, null, null, licence.Suspended);

        var state =
            Deletion.CertainAt(licence) <= now ? AccountState.Deleted
            : licence.ClosingSince is not null ? AccountState.Closing
            : AccountState.ReadOnly;
        var since = Earlier(licence.ClosingSince, expired ? validUntil : null);
        return new LicenceStatus(state, package, validUntil, since, Deletion.PlannedAt(licence, now), licence.Suspended);
    }

    /// <summary>The package in force at <paramref name="now"/>: that of the paid period, else Green; after the last period its own.</summary>
    public static Package PackageAt(Licence licence, DateTimeOffset now) =>
        CurrentPeriod(licence, now)?.Package ?? (licence.IsPaid ? licence.Periods[^1].Package : Package.Green);

    /// <summary>The paid period running at <paramref name="now"/>; null on Green and after the end of the last one.</summary>
    public static PaidPeriod? CurrentPeriod(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        var today = WarsawTime.DateOf(now);
        // Only ends are compared: periods are contiguous, and a clock set back before the first one finds the first one.
        return licence.Periods.FirstOrDefault(period => today < period.End);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
