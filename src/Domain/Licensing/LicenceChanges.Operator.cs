using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Licensing;

/// <content>What the operator does to a licence, each with a reason kept in the audit (product.md §8).</content>
public static partial class LicenceChanges
{
    /// <summary>
    /// Gives a package for free, as if bought at the list price: begins today, or is appended while a paid period runs.
    /// Does not take closing back: that is the owner's wish.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The package is Green.</exception>
    public static Licence Grant(
        Licence licence, Package package, BillingPeriod period, decimal listPrice, DateTimeOffset now, string source = "grant")
    {
        ArgumentNullException.ThrowIfNull(licence);
        return AddPeriod(licence, package, period, listPrice, now, source);
    }

    /// <summary>
    /// Adds days to the end of a paid licence; to one already ended, counted from today. They count neither as remaining
    /// nor as total in an upgrade's fee, and a later renewal keeps the new day of the month.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 day or more than 3660.</exception>
    public static LicenceChange ExtendBy(Licence licence, int days, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 3660);
        if (!licence.IsPaid)
            return Refuse(LicenceRefusal.NoPaidPackage);
        if (IsDeleted(licence, now))
            return Refuse(LicenceRefusal.Deleted);

        var last = licence.Periods[^1];
        var today = WarsawTime.DateOf(now);
        var end = (last.End > today ? last.End : today).AddDays(days);
        var extended = last with { End = end, AnchorDay = end.Day, AddedDays = end.DayNumber - last.BoughtEnd.DayNumber };
        return Make(EndDecided(licence with { Periods = [.. licence.Periods.SkipLast(1), extended] }, now));
    }

    /// <summary>
    /// Deletion not before the midnight beginning <paramref name="notBefore"/>: for a read-only or closing account. It is
    /// announced anew for its new day. An earlier day than the present deadline changes nothing.
    /// </summary>
    public static LicenceChange PutOffDeletion(Licence licence, DateOnly notBefore, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        var status = LicenceState.At(licence, now);
        return status.State switch
        {
            AccountState.Deleted => Refuse(LicenceRefusal.Deleted),
            AccountState.Active => Refuse(LicenceRefusal.NoDeletionAhead),
            _ when WarsawTime.StartOf(notBefore) <= status.DeletionAt => Make(licence),
            _ => Make(licence with { DeletionNotBefore = notBefore }),
        };
    }

    /// <summary>Sets the operator's flag: writes are refused, clocks run on.</summary>
    public static Licence Suspend(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence with { Suspended = true };
    }

    /// <summary>Takes the operator's flag away.</summary>
    public static Licence Resume(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence with { Suspended = false };
    }
}
