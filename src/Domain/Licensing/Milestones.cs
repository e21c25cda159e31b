using System.Globalization;
using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Licensing;

/// <summary>The moments of a licence at which something is sent or done (product.md §2).</summary>
public enum MilestoneKind
{
    /// <summary>30 days before validity ends.</summary>
    ExpiryIn30Days,

    /// <summary>14 days before validity ends.</summary>
    ExpiryIn14Days,

    /// <summary>7 days before validity ends.</summary>
    ExpiryIn7Days,

    /// <summary>1 day before validity ends.</summary>
    ExpiryIn1Day,

    /// <summary>Validity ended; the account is read-only.</summary>
    ReadOnlyBegan,

    /// <summary>14 days before deletion.</summary>
    DeletionIn14Days,

    /// <summary>7 days before deletion; deletion waits for it.</summary>
    DeletionIn7Days,

    /// <summary>1 day before deletion; deletion waits for it.</summary>
    DeletionIn1Day,

    /// <summary>Deletion itself: not a warning; the farewell mail belongs to the deletion.</summary>
    DeletionDue,
}

/// <summary>One moment of a licence.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="DueAt">When, in UTC: a Warsaw midnight, except for the deletion of a closed account.</param>
/// <param name="Key">Deterministic and unique for this mail of this licence run: names the end it announces.</param>
public sealed record Milestone(MilestoneKind Kind, DateTimeOffset DueAt, string Key);

/// <summary>The milestones of a licence's present run, from its first warning to deletion.</summary>
public static class Milestones
{
    private static readonly (MilestoneKind Kind, int DaysBefore)[] BeforeExpiry =
    [
        (MilestoneKind.ExpiryIn30Days, 30),
        (MilestoneKind.ExpiryIn14Days, 14),
        (MilestoneKind.ExpiryIn7Days, 7),
        (MilestoneKind.ExpiryIn1Day, 1),
    ];

    /// <summary>
    /// The run as it stands at <paramref name="now"/>, in order of time, sent ones included: supposing that what is late
    /// happens now. Warnings before expiry that would have fallen due before the end was decided (a month bought in
    /// February has no 30-day warning) are not part of it. A closed account's list ends with its own deletion.
    /// </summary>
    public static IReadOnlyList<Milestone> Of(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        var end = licence.EndDate;
        var run = new List<Milestone>();
        foreach (var (kind, daysBefore) in BeforeExpiry)
        {
            var due = WarsawTime.StartOf(end.AddDays(-daysBefore));
            if (due > licence.EndDecidedAt)
                Add(kind, due);
        }

        var announced = Deletion.AnnouncedDate(licence);
        Add(MilestoneKind.ReadOnlyBegan, WarsawTime.StartOf(end));
        Add(MilestoneKind.DeletionIn14Days, WarsawTime.StartOf(announced.AddDays(-14)));
        Add(MilestoneKind.DeletionIn7Days, WarsawTime.StartOf(announced.AddDays(-7)));
        Add(MilestoneKind.DeletionIn1Day, WarsawTime.StartOf(Deletion.DateAfter7DayWarning(licence, now).AddDays(-1)));

        // While closing, nothing is announced that closing overtakes; taking it back brings the list back.
        if (Deletion.ByClosingAt(licence) is { } closing)
        {
            var deletion = WarsawTime.StartOf(Deletion.PlannedDate(licence, now));
            run.RemoveAll(step => closing <= (IsBeforeExpiry(step.Kind) || step.Kind == MilestoneKind.ReadOnlyBegan
                ? WarsawTime.StartOf(end)
                : deletion));
        }

        Add(MilestoneKind.DeletionDue, Deletion.PlannedAt(licence, now));
        return run;

        void Add(MilestoneKind kind, DateTimeOffset due) => run.Add(new Milestone(kind, due, KeyOf(licence, kind)));
    }

    /// <summary>
    /// The notices to send at <paramref name="now"/>: due, not sent yet, and not overtaken by a later one. Of several
    /// missed warnings only the newest goes out; the read-only notice always does, once the licence ended.
    /// </summary>
    public static IReadOnlyList<Milestone> DueAt(Licence licence, DateTimeOffset now)
    {
        var due = Of(licence, now).Where(step => step.DueAt <= now && step.Kind != MilestoneKind.DeletionDue).ToList();
        var expired = now >= WarsawTime.StartOf(licence.EndDate);
        var notices = new List<Milestone>();
        if (!expired)
        {
            AddNewest(step => IsBeforeExpiry(step.Kind));
        }
        else
        {
            notices.AddRange(due.Where(step => step.Kind == MilestoneKind.ReadOnlyBegan));
            AddNewest(step => step.Kind is MilestoneKind.DeletionIn14Days or MilestoneKind.DeletionIn7Days or MilestoneKind.DeletionIn1Day);
        }

        notices.RemoveAll(step => WasSent(licence, step));
        return notices;

        void AddNewest(Func<Milestone, bool> group)
        {
            if (due.LastOrDefault(group) is { } newest)
                notices.Add(newest);
        }
    }

    /// <summary>
    /// The next instant after <paramref name="now"/> at which the status changes or something falls due: a milestone not
    /// yet sent, the end of a paid period, expiry or deletion. Null when nothing is ahead.
    /// </summary>
    public static DateTimeOffset? NextAfter(Licence licence, DateTimeOffset now)
    {
        var ahead = Of(licence, now)
            .Where(step => !WasSent(licence, step))
            .Select(step => step.DueAt)
            .Concat(licence.Periods.Select(period => WarsawTime.StartOf(period.End)))
            .Append(WarsawTime.StartOf(licence.EndDate))
            .Where(instant => instant > now)
            .ToList();
        return ahead.Count == 0 ? null : ahead.Min();
    }

    internal static string KeyOf(Licence licence, MilestoneKind kind)
    {
        var run = licence.IsPaid ? "paid" : "green";
        var key = string.Create(CultureInfo.InvariantCulture, $"{kind}:{run}:{licence.EndDate:yyyy-MM-dd}");
        // A deletion put off is announced anew, for its new day.
        return kind < MilestoneKind.DeletionIn14Days
            ? key
            : string.Create(CultureInfo.InvariantCulture, $"{key}:{Deletion.AnnouncedDate(licence):yyyy-MM-dd}");
    }

    private static bool IsBeforeExpiry(MilestoneKind kind) => kind < MilestoneKind.ReadOnlyBegan;

    private static bool WasSent(Licence licence, Milestone step) =>
        licence.Notices.Any(notice => string.Equals(notice.Key, step.Key, StringComparison.Ordinal));
}
