namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>
/// The last day to give notice so that a contract does not run past its end (ostatni dzień na wypowiedzenie,
/// product.md §5). A contract is in force through its last day; a notice given on day X by days or weeks runs to the end of
/// X + n (art. 111 of the civil code), by months to the day of the same date, or the last of a shorter month (art. 112).
/// No shift for Saturdays and holidays (api.md).
/// </summary>
public static class LastTerminationDay
{
    /// <summary>The day; null without an end or a notice, or when it would lie before the calendar begins.</summary>
    public static DateOnly? For(DateOnly? validTo, Notice? notice)
    {
        if (validTo is not { } lastDay || notice is null)
            return null;
        var limit = LastEffect(lastDay, notice.Effect);
        var earliest = notice.Unit switch
        {
            NoticeUnit.Days => limit.DayNumber - (long)notice.Amount,
            NoticeUnit.Weeks => limit.DayNumber - 7L * notice.Amount,
            _ => limit.DayNumber - 31L * notice.Amount,
        };
        if (earliest < DateOnly.MinValue.DayNumber + 31)
            return null;
        return notice.Unit == NoticeUnit.Months ? MonthsBefore(limit, notice.Amount) : DateOnly.FromDayNumber((int)earliest);
    }

    /// <summary>The last day up to the contract's end on which a notice may take effect.</summary>
    private static DateOnly LastEffect(DateOnly lastDay, NoticeEffect effect)
    {
        if (effect == NoticeEffect.None)
            return lastDay;
        // The day after an end of month or quarter is the first of one: go back to such a first, then one day more.
        var next = lastDay.AddDays(1);
        var first = new DateOnly(next.Year, next.Month, 1);
        if (effect == NoticeEffect.EndOfQuarter)
            first = first.AddMonths(-((first.Month - 1) % 3));
        return first.AddDays(-1);
    }

    /// <summary>The latest day whose date n months on is not after the limit: by art. 112 the 31st counts as the 30th there.</summary>
    private static DateOnly MonthsBefore(DateOnly limit, int months)
    {
        var month = new DateOnly(limit.Year, limit.Month, 1).AddMonths(-months);
        var lastOfMonth = DateTime.DaysInMonth(month.Year, month.Month);
        var limitEndsMonth = limit.Day == DateTime.DaysInMonth(limit.Year, limit.Month);
        return month.AddDays((limitEndsMonth ? lastOfMonth : Math.Min(limit.Day, lastOfMonth)) - 1);
    }
}
