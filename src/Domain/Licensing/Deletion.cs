using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Licensing;

/// <summary>
/// When a tenant's data is deleted (product.md §2): 30 Warsaw days after the end of validity, or 72 hours after the
/// owner closed the account, whichever comes first; never before the day the operator put it off to.
/// After an outage nobody is deleted unwarned: deletion after expiry waits for the read-only notice, for 7 days after the
/// 7-day warning and 1 day after the 1-day warning. A closed account needs no warning: its owner asked.
/// </summary>
public static class Deletion
{
    /// <summary>Warsaw days of reading only before deletion [FAQ].</summary>
    public const int ReadOnlyDays = 30;

    /// <summary>How long closing may be taken back; real time, not days.</summary>
    public static readonly TimeSpan ClosingTime = TimeSpan.FromHours(72);

    /// <summary>
    /// The deletion that nothing but a change of the licence will move: the instant from which the tenant is
    /// <see cref="AccountState.Deleted"/>. Null until it is sure (a warning is still owed, and the account is not closing).
    /// Independent of the clock, so that the operator's list can derive the state in SQL.
    /// </summary>
    public static DateTimeOffset? CertainAt(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        var warnings = Warnings.Of(licence);
        DateTimeOffset? expiry = warnings is { ReadOnlyBegan: not null, In7Days: not null, In1Day: not null }
            ? WarsawTime.StartOf(warnings.DateAt(DateOnly.MinValue))
            : null;
        return Earliest(licence, expiry);
    }

    /// <summary>
    /// The deletion to expect at <paramref name="now"/>, supposing that every warning that is late goes out now and the
    /// rest in time. Equal to <see cref="CertainAt"/> once that is known.
    /// </summary>
    public static DateTimeOffset PlannedAt(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return Earliest(licence, WarsawTime.StartOf(Warnings.Of(licence).DateAt(CountedFrom(now))))!.Value;
    }

    /// <summary>When closing deletes the account; null when it is not closing.</summary>
    public static DateTimeOffset? ByClosingAt(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (licence.ClosingSince is not { } since)
            return null;
        var due = since + ClosingTime;
        return licence.DeletionNotBefore is { } day && WarsawTime.StartOf(day) > due ? WarsawTime.StartOf(day) : due;
    }

    /// <summary>
    /// The notices whose mails must have left before deletion at <paramref name="now"/>, and for how many Warsaw days. None
    /// for a closed account.
    /// </summary>
    public static IReadOnlyList<RequiredNotice> NoticesBefore(Licence licence, DateTimeOffset now) => ByClosingAt(licence) <= now
        ? []
        :
        [
            new(Milestones.KeyOf(licence, MilestoneKind.ReadOnlyBegan), Days: null),
            new(Milestones.KeyOf(licence, MilestoneKind.DeletionIn7Days), Days: 7),
            new(Milestones.KeyOf(licence, MilestoneKind.DeletionIn1Day), Days: 1),
        ];

    /// <summary>The day deletion after expiry is announced for when every warning goes out in time.</summary>
    internal static DateOnly AnnouncedDate(Licence licence)
    {
        var end = licence.EndDate.AddDays(ReadOnlyDays);
        return licence.DeletionNotBefore is { } day && day > end ? day : end;
    }

    /// <summary>The day deletion after expiry falls on, as <see cref="PlannedAt"/> but without regard to closing.</summary>
    internal static DateOnly PlannedDate(Licence licence, DateTimeOffset now) =>
        Warnings.Of(licence).DateAt(CountedFrom(now));

    /// <summary>The day before which the 1-day warning is due: deletion as far as the 7-day warning decides it.</summary>
    internal static DateOnly DateAfter7DayWarning(Licence licence, DateTimeOffset now) =>
        Warnings.Of(licence).DateAfter7DayWarning(CountedFrom(now));

    /// <summary>
    /// The day a warning's days are counted from. Warnings fall due at midnight and go out soon after; one that goes out
    /// in the afternoon counts from the next day, or the 1-day warning could precede deletion by minutes.
    /// </summary>
    private static DateOnly CountedFrom(DateTimeOffset sentAt)
    {
        var local = WarsawTime.LocalOf(sentAt);
        var day = DateOnly.FromDateTime(local);
        return local.Hour < 12 ? day : day.AddDays(1);
    }

    private static DateTimeOffset? Earliest(Licence licence, DateTimeOffset? byExpiry) =>
        ByClosingAt(licence) is { } byClosing && !(byExpiry < byClosing) ? byClosing : byExpiry;

    private readonly record struct Warnings(DateOnly Announced, DateOnly? ReadOnlyBegan, DateOnly? In7Days, DateOnly? In1Day)
    {
        public static Warnings Of(Licence licence)
        {
            return new Warnings(
                AnnouncedDate(licence),
                Sent(MilestoneKind.ReadOnlyBegan),
                Sent(MilestoneKind.DeletionIn7Days),
                Sent(MilestoneKind.DeletionIn1Day));

            DateOnly? Sent(MilestoneKind kind)
            {
                var key = Milestones.KeyOf(licence, kind);
                return licence.Notices.FirstOrDefault(notice => string.Equals(notice.Key, key, StringComparison.Ordinal)) is { } found
                    ? CountedFrom(found.SentAt)
                    : null;
            }
        }

        public DateOnly DateAfter7DayWarning(DateOnly ifSentNow) => Later(Announced, (In7Days ?? ifSentNow).AddDays(7));

        public DateOnly DateAt(DateOnly ifSentNow)
        {
            var date = Later(DateAfter7DayWarning(ifSentNow), (In1Day ?? ifSentNow).AddDays(1));
            return ReadOnlyBegan is null ? Later(date, ifSentNow.AddDays(1)) : date;
        }

        private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
    }
}

/// <summary>A notice that deletion waits for.</summary>
/// <param name="Key">The <see cref="Milestone.Key"/>.</param>
/// <param name="Days">Warsaw days from its leaving to deletion; null when it only has to have left.</param>
public readonly record struct RequiredNotice(string Key, int? Days);
