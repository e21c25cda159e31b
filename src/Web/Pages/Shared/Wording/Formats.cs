using System.Globalization;
using AleSekretariat.Domain.Time;

namespace AleSekretariat.Web.Pages.Shared.Wording;

/// <summary>How dates, times and sums look in both languages: this is business in Poland.</summary>
public static class Formats
{
    private static readonly NumberFormatInfo Polish = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = "\u00A0",
        NumberGroupSizes = [3],
        NumberDecimalDigits = 2,
    };

    private static readonly string[] SizeUnits = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>23.11.2026.</summary>
    public static string Date(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <summary>1.12, where the year is plain.</summary>
    public static string ShortDate(DateOnly day) => day.ToString("d.MM", CultureInfo.InvariantCulture);

    /// <summary>The Warsaw day of an instant, 23.11.2026.</summary>
    public static string Date(DateTimeOffset instant) => Date(WarsawTime.DateOf(instant));

    /// <summary>The last day before a deadline that is a midnight: what ends on 24.11 at 0:00 is good through 23.11.</summary>
    public static DateOnly LastDay(DateTimeOffset deadline) => WarsawTime.DateOf(deadline.AddTicks(-1));

    /// <summary>9:16, on a Warsaw clock.</summary>
    public static string Time(DateTimeOffset instant) => WarsawTime.LocalOf(instant).ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>"1 grudnia", "1 December".</summary>
    public static string DayOfMonth(DateOnly day) => day.ToString("d MMMM", CultureInfo.CurrentCulture).Replace(' ', '\u00A0');

    /// <summary>"Listopad 2026", "November 2026".</summary>
    public static string Month(DateOnly month) => Capital(month.ToString("MMMM yyyy", CultureInfo.CurrentCulture));

    /// <summary>"poniedziałek", "Monday".</summary>
    public static string Weekday(DateOnly day) => day.ToString("dddd", CultureInfo.CurrentCulture);

    /// <summary>1 234,50 with two places and no currency.</summary>
    public static string Amount(decimal amount) => amount.ToString("N2", Polish);

    /// <summary>1 234,50 zł; another currency by its code.</summary>
    public static string Money(decimal amount, string? currency = "PLN") =>
        Amount(amount) + "\u00A0" + (currency is null or "PLN" ? "zł" : currency);

    /// <summary>1 234.</summary>
    public static string Number(long number) => number.ToString("N0", Polish);

    /// <summary>830 kB, 1,4 MB, 250 MB, 5 GB: binary multiples.</summary>
    public static string Size(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1023.5 && unit < SizeUnits.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return value.ToString(unit >= 2 && value < 99.5 ? "0.#" : "0", Polish) + "\u00A0" + SizeUnits[unit];
    }

    /// <summary>The text with its first letter in capitals: "listopad" is "Listopad".</summary>
    public static string Capital(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];
    }
}
