using System.Globalization;
using System.Text.RegularExpressions;

namespace AleSekretariat.Web.Pages.Shared.Fields;

/// <summary>
/// A date as a secretary types it: 23.11.2026, 23.11.26, 23.11, 2311, 23112026, also 2026-11-23. Without a year the one that
/// comes nearest to today is meant.
/// </summary>
public static partial class TypedDate
{
    /// <summary>Reads the text; blank is no date and no mistake.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">The tenant's Warsaw day.</param>
    /// <param name="day">The date; null when blank.</param>
    /// <returns>False when something was typed that is no date.</returns>
    public static bool TryParse(string? text, DateOnly today, out DateOnly? day)
    {
        day = null;
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0)
            return true;
        var match = DayFirst().Match(typed) is { Success: true } found ? found : Iso().Match(typed);
        if (!match.Success)
            return false;
        var year = match.Groups["y"].Value;
        day = year.Length == 0 ? Nearest(today, Part(match, "m"), Part(match, "d")) : Of(Year(year), Part(match, "m"), Part(match, "d"));
        return day is not null;
    }

    private static int Part(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Year(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) + (digits.Length == 2 ? 2000 : 0);

    private static DateOnly? Nearest(DateOnly today, int month, int day) =>
        new[] { today.Year, today.Year - 1, today.Year + 1 }
            .Select(year => Of(year, month, day))
            .Where(date => date is not null)
            .MinBy(date => Math.Abs(date!.Value.DayNumber - today.DayNumber));

    private static DateOnly? Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    [GeneratedRegex(@"^(?<d>[0-9]{1,2})[.\-/ ,]{1,2}(?<m>[0-9]{1,2})(?:[.\-/ ,]{1,2}(?<y>[0-9]{4}|[0-9]{2}))?\.?$|^(?<d>[0-9]{2})(?<m>[0-9]{2})(?<y>[0-9]{4}|[0-9]{2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso();
}
