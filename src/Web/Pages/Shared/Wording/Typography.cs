using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AleSekretariat.Web.Pages.Shared.Wording;

/// <summary>
/// Polish lines do not end in a one-letter word, "sp. z o.o." or a number cut off from its unit: those spaces become U+00A0.
/// </summary>
public static partial class Typography
{
    private static readonly ConcurrentDictionary<string, string> Bound = new(StringComparer.Ordinal);

    /// <summary>The text of a resource with its spaces bound. Only for texts of ours: each one is remembered.</summary>
    public static string Bind(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return string.Equals(culture.TwoLetterISOLanguageName, "en", StringComparison.Ordinal) ? text : Bound.GetOrAdd(text, BindPolish);
    }

    private static string BindPolish(string text) =>
        OneLetter().Replace(Unit().Replace(Company().Replace(text, "sp.\u00A0z\u00A0o.o."), "\u00A0"), "\u00A0");

    [GeneratedRegex(@"(?<=(?:^|[\s\u00A0(„>])[aiouwzAIOUWZ]) (?=\S)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OneLetter();

    [GeneratedRegex(@"(?<=[\d}]) (?=zł|PLN|dni\b|dnia\b|dzień\b|godzin|wpis|um[oó]w|[kMG]B\b|znak|%)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unit();

    [GeneratedRegex(@"sp\. z o\.o\.", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Company();
}
