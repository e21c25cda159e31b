using System.Globalization;

namespace AleSekretariat.Web.Pages.Shared.Wording;

/// <summary>Which form of a noun goes with a number: 1 wpis, 2 wpisy, 5 wpisów, 22 wpisy; 1 entry, 2 entries.</summary>
public static class Plural
{
    /// <summary><c>one</c>, <c>few</c> or <c>many</c>, by the rules of CLDR for whole numbers.</summary>
    public static string Form(int number, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        var n = Math.Abs((long)number);
        if (n == 1)
            return "one";
        var polish = !string.Equals(culture.TwoLetterISOLanguageName, "en", StringComparison.Ordinal);
        return polish && n % 10 is >= 2 and <= 4 && n % 100 is < 12 or > 14 ? "few" : "many";
    }
}
