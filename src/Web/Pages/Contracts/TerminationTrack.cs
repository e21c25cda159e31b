using System.Globalization;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>
/// The line of a contract's last months: from 90 days before the last day to terminate to its end, with today on it. There
/// is none while that is further away.
/// </summary>
/// <param name="Start">The first day drawn.</param>
/// <param name="Today">Place of today, percent of the line.</param>
/// <param name="LastDay">Place of the last day to terminate.</param>
public sealed record TerminationTrack(DateOnly Start, decimal Today, decimal LastDay)
{
    private const int DaysBefore = 90;

    /// <summary>Whether the last day's label leaves room for that of the end.</summary>
    public bool HasRoomForEnd => LastDay < 78;

    /// <summary>The line on a day; null when there is none.</summary>
    public static TerminationTrack? Of(DateOnly today, DateOnly validFrom, DateOnly lastDay, DateOnly validTo)
    {
        var start = lastDay.AddDays(-DaysBefore);
        if (start < validFrom)
            start = validFrom;
        if (today < start || today > validTo || validTo.DayNumber == start.DayNumber)
            return null;
        decimal Place(DateOnly day) => Math.Round(100m * (day.DayNumber - start.DayNumber) / (validTo.DayNumber - start.DayNumber), 1);
        return new TerminationTrack(start, Place(today), Place(lastDay));
    }

    /// <summary>A place as SVG takes it.</summary>
    public static string Percent(decimal place) => place.ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
