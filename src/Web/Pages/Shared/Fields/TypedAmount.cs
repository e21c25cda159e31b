using System.Globalization;
using System.Text.RegularExpressions;

namespace AleSekretariat.Web.Pages.Shared.Fields;

/// <summary>A sum as people type it: 16 760,00, 16760.5, 16.760,00; spaces of any kind part thousands, "zł" may follow.</summary>
public static partial class TypedAmount
{
    /// <summary>Reads the text; blank is no sum and no mistake. More than two places are left for the rules to refuse.</summary>
    /// <returns>False when something was typed that is no sum.</returns>
    public static bool TryParse(string? text, out decimal? amount)
    {
        amount = null;
        var typed = Gaps().Replace(text ?? "", "");
        if (typed.EndsWith("zł", StringComparison.OrdinalIgnoreCase))
            typed = typed[..^2];
        if (typed.Length == 0)
            return true;
        if (!Form().IsMatch(typed))
            return false;
        // With a comma the dots part thousands; a lone dot before one or two digits at the end is the decimal one.
        var plain = typed.Contains(',', StringComparison.Ordinal)
            ? typed.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : Thousands().IsMatch(typed) ? typed.Replace(".", "", StringComparison.Ordinal) : typed;
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return false;
        amount = value;
        return true;
    }

    [GeneratedRegex(@"[\s\u00A0\u202F\u2009]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gaps();

    [GeneratedRegex(@"^-?(?:[0-9]{1,20}(?:[.,][0-9]{1,10})?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,10})?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^-?[0-9]{1,3}(?:\.[0-9]{3})+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thousands();
}
