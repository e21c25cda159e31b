namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>
/// Automatic prolongation (automatyczne przedłużenie): at its end the contract goes on for as long again, unless notice was
/// given. Each end is counted from the first one, so that months of different length do not make it drift.
/// </summary>
/// <param name="Amount">By how many units, from 1.</param>
/// <param name="Unit">Days, weeks or months.</param>
/// <param name="Times">How often; null = every time anew.</param>
public sealed record Renewal(int Amount, NoticeUnit Unit, int? Times)
{
    /// <summary>The most times that may be agreed.</summary>
    public const int MostTimes = 100;

    /// <summary>Far beyond any date a contract may bear: here counting stops.</summary>
    public static readonly DateOnly Never = new(9000, 12, 31);

    /// <summary>The last day in force after so many prolongations.</summary>
    /// <param name="validTo">The last day as agreed at first.</param>
    /// <param name="times">How many, from 0.</param>
    public DateOnly EndAfter(DateOnly validTo, int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        if (times == 0)
            return validTo;
        var count = (long)Amount * times;
        if (Unit != NoticeUnit.Months)
            return DateOnly.FromDayNumber((int)Math.Min(validTo.DayNumber + count * (Unit == NoticeUnit.Weeks ? 7 : 1), Never.DayNumber));
        // The term begins on the day after, and ends before the day of the same date, or with a month that has none (art. 112).
        var begins = validTo.AddDays(1);
        var month = begins.Year * 12L + begins.Month - 1 + count;
        if (month / 12 >= Never.Year)
            return Never;
        var (year, inYear) = ((int)(month / 12), (int)(month % 12) + 1);
        return begins.Day > DateTime.DaysInMonth(year, inYear)
            ? new DateOnly(year, inYear, DateTime.DaysInMonth(year, inYear))
            : new DateOnly(year, inYear, begins.Day).AddDays(-1);
    }

    /// <summary>How many prolongations have happened when a day begins; never more than agreed.</summary>
    public int PassedOn(DateOnly validTo, DateOnly day)
    {
        if (day <= validTo)
            return 0;
        if (day > Never)
            day = Never;
        var most = Times ?? int.MaxValue;
        var gone = day.DayNumber - validTo.DayNumber;
        // At least so many, as no month has more than 31 days; the rest is counted.
        var passed = Math.Min(most, gone / (Amount * (Unit switch { NoticeUnit.Days => 1, NoticeUnit.Weeks => 7, _ => 31 })) - 1);
        passed = Math.Max(passed, 0);
        while (passed < most && EndAfter(validTo, passed) < day)
            passed++;
        return passed;
    }

    /// <summary>The last day of the term that a day falls into; the last of all when the prolongations are used up.</summary>
    public DateOnly EndOn(DateOnly validTo, DateOnly day) => EndAfter(validTo, PassedOn(validTo, day));
}
