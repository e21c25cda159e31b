using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Licensing;

/// <summary>What the tenant's people do to a licence (product.md §2-3). Pure: the old licence in, the new one out.</summary>
public static partial class LicenceChanges
{
    /// <summary>
    /// A sign-in of any user. Green is valid for a year from it, also when it had expired by absence; a paid licence,
    /// running or ended, only remembers it. An earlier instant than the last changes nothing, nor does one after the deadline.
    /// </summary>
    public static Licence SignIn(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (now <= licence.LastSignIn || IsDeleted(licence, now))
            return licence;
        var signedIn = licence with { LastSignIn = now.ToUniversalTime() };
        return signedIn.EndDate == licence.EndDate ? signedIn : EndDecided(signedIn, now);
    }

    /// <summary>
    /// To Green at once, from any state but deleted: paid days are given up without refund, and it counts as a sign-in.
    /// Does not take closing back: only buying does.
    /// </summary>
    public static LicenceChange GoGreen(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (IsDeleted(licence, now))
            return Refuse(LicenceRefusal.Deleted);
        if (!licence.IsPaid)
            return Make(SignIn(licence, now));
        return Make(EndDecided(licence with { Periods = [], LastSignIn = Later(licence.LastSignIn, now) }, now));
    }

    /// <summary>
    /// A paid purchase or renewal. While a paid period runs it is appended, keeping the day of the month; from Green or
    /// after the end it begins today. Takes closing back. Not refused after the deadline: as long as the data is there,
    /// who paid keeps it; whoever calls must know whether deletion began.
    /// </summary>
    /// <param name="licence">The licence before.</param>
    /// <param name="package">Silver, Gold or Platinum.</param>
    /// <param name="period">Month or year.</param>
    /// <param name="netPrice">Net price paid, PLN.</param>
    /// <param name="now">When it was paid, by the tenant's clock.</param>
    /// <param name="source">The order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The package is Green.</exception>
    public static Licence Buy(
        Licence licence, Package package, BillingPeriod period, decimal netPrice, DateTimeOffset now, string source)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return AddPeriod(licence with { ClosingSince = null }, package, period, netPrice, now, source);
    }

    /// <summary>
    /// To a dearer package at once. The end stays; the current and every appended period of a lesser package becomes one
    /// of <paramref name="to"/>, at the full list price then quoted. Takes closing back: it is a purchase.
    /// </summary>
    /// <param name="licence">The licence before.</param>
    /// <param name="to">The dearer package.</param>
    /// <param name="netPrices">Net list price of <paramref name="to"/> for each length, as quoted.</param>
    /// <param name="now">When it was paid, by the tenant's clock.</param>
    public static LicenceChange Upgrade(
        Licence licence, Package to, IReadOnlyDictionary<BillingPeriod, decimal> netPrices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(netPrices);
        if (LicenceState.CurrentPeriod(licence, now) is not { } current)
            return Refuse(LicenceRefusal.NoPaidPackage);
        if (to <= current.Package)
            return Refuse(LicenceRefusal.NotDearer);

        var today = WarsawTime.DateOf(now);
        return Make(licence with
        {
            ClosingSince = null,
            DeletionNotBefore = null,
            Periods =
            [
                .. licence.Periods.Select(period => period.End > today && period.Package < to
                    ? period with { Package = to, NetPrice = netPrices[period.Length] }
                    : period),
            ],
        });
    }

    /// <summary>The owner closes the account: read-only for 72 hours, then deletion.</summary>
    public static LicenceChange Close(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (IsDeleted(licence, now))
            return Refuse(LicenceRefusal.Deleted);
        return licence.ClosingSince is null
            ? Make(licence with { ClosingSince = now.ToUniversalTime() })
            : Refuse(LicenceRefusal.AlreadyClosing);
    }

    /// <summary>Takes closing back within its 72 hours. The licence is what it would have been without it.</summary>
    public static LicenceChange CancelClosing(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (licence.ClosingSince is null)
            return Refuse(LicenceRefusal.NotClosing);
        if (IsDeleted(licence, now))
            return Refuse(LicenceRefusal.Deleted);
        return Make(licence with
        {
            ClosingSince = null,
            DeletionNotBefore = now < WarsawTime.StartOf(licence.EndDate) ? null : licence.DeletionNotBefore,
        });
    }

    /// <summary>Remembers that a notice went out, once: a second call with the same key changes nothing.</summary>
    public static Licence NoticeSent(Licence licence, Milestone notice, DateTimeOffset sentAt)
    {
        ArgumentNullException.ThrowIfNull(licence);
        ArgumentNullException.ThrowIfNull(notice);
        return licence.Notices.Any(sent => string.Equals(sent.Key, notice.Key, StringComparison.Ordinal))
            ? licence
            : licence with { Notices = [.. licence.Notices, new SentNotice(notice.Key, notice.Kind, sentAt.ToUniversalTime())] };
    }

    /// <summary>
    /// Corrects when a notice went out: its mail left later than it was handed over. The days of a warning count from then.
    /// </summary>
    public static Licence NoticeWentOut(Licence licence, string key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence with
        {
            Notices = [.. licence.Notices.Select(sent => string.Equals(sent.Key, key, StringComparison.Ordinal)
                ? sent with { SentAt = Later(sent.SentAt, at) }
                : sent)],
        };
    }

    private static Licence AddPeriod(
        Licence licence, Package package, BillingPeriod length, decimal netPrice, DateTimeOffset now, string source)
    {
        var running = LicenceState.CurrentPeriod(licence, now) is not null;
        var today = WarsawTime.DateOf(now);
        return EndDecided(
            licence with
            {
                Periods = running
                    ? [.. licence.Periods.Where(period => period.End > today), licence.Periods[^1].Next(package, length, netPrice, source)]
                    : [PaidPeriod.StartingOn(today, package, length, netPrice, source)],
            },
            now);
    }

    /// <summary>
    /// A new end of validity begins a new run: what was warned about, or put off, concerned the old one. A closing account
    /// stays put off: its deletion does not hang on the end, and a sign-in must not bring it down at once.
    /// </summary>
    private static Licence EndDecided(Licence licence, DateTimeOffset now) => licence with
    {
        EndDecidedAt = now.ToUniversalTime(),
        Notices = [],
        DeletionNotBefore = licence.ClosingSince is null ? null : licence.DeletionNotBefore,
    };

    private static bool IsDeleted(Licence licence, DateTimeOffset now) => Deletion.CertainAt(licence) <= now;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => (one > other ? one : other).ToUniversalTime();

    private static LicenceChange.Made Make(Licence licence) => new(licence);

    private static LicenceChange.Refused Refuse(LicenceRefusal reason) => new(reason);
}
