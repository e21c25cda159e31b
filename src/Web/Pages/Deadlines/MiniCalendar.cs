using AleSekretariat.Domain.Time;

namespace AleSekretariat.Web.Pages.Deadlines;

/// <summary>A day of the small calendar.</summary>
/// <param name="Day">Warsaw day.</param>
/// <param name="Off">Why it is free from work; null for a working day.</param>
/// <param name="Due">Whether something is due.</param>
public sealed record CalendarDay(DateOnly Day, DayOff? Off, bool Due);

/// <summary>Seven weeks around today, from the Monday of the week before: where the days off and the deadlines lie.</summary>
public static class MiniCalendar
{
    private const int Weeks = 7;

    /// <summary>The weeks, each from Monday to Sunday.</summary>
    public static IReadOnlyList<IReadOnlyList<CalendarDay>> Around(DateOnly today, IEnumerable<DateOnly> due)
    {
        var marked = due.ToHashSet();
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - 7);
        return
        [
            .. Enumerable.Range(0, Weeks).Select(week => (IReadOnlyList<CalendarDay>)
            [
                .. Enumerable.Range(0, 7).Select(place => monday.AddDays(week * 7 + place)).Select(day => new CalendarDay(day, DaysOff.At(day), marked.Contains(day))),
            ]),
        ];
    }
}
