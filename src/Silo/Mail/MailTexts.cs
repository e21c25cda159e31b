using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;

namespace AleSekretariat.Silo.Mail;

/// <summary>The texts of mails in the reader's language, their {places} filled with values.</summary>
internal sealed partial class MailTexts
{
    private const int LongestValue = 200;

    private static readonly ResourceManager Resources = new("AleSekretariat.Silo.Mail.Resources.MailTexts", typeof(MailTexts).Assembly);

    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly CultureInfo _culture;

    /// <param name="language">Anything but English is Polish.</param>
    /// <param name="values">What fills the places.</param>
    public MailTexts(string language, IReadOnlyDictionary<string, string> values)
    {
        Language = language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "pl";
        _culture = CultureInfo.GetCultureInfo(Language);
        _values = values;
    }

    public string Language { get; }

    /// <summary>A text that must be there.</summary>
    public string this[string key] => Find(key) ?? throw new UnknownMailException($"There is no text {key}.");

    /// <summary>A text, or null.</summary>
    public string? Find(string key) => Resources.GetString(key, _culture) is { } text
        ? Place().Replace(text, place => Value(place.Groups["name"].Value))
        : null;

    /// <summary>
    /// A value on one line and of decent length: what people typed may hold neither line breaks, which a subject must not
    /// have, nor signs that turn the direction of what follows.
    /// </summary>
    public string Value(string name)
    {
        if (!_values.TryGetValue(name, out var value))
            throw new UnknownMailException($"The details lack {name}.");
        var line = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            line.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
                UnicodeCategory.Format or UnicodeCategory.Surrogate => "",
                _ => rune.ToString(),
            });
        }

        var shown = Spaces().Replace(line.ToString(), " ").Trim();
        return shown.Length <= LongestValue ? shown : shown[..(char.IsHighSurrogate(shown[LongestValue - 1]) ? LongestValue - 1 : LongestValue)] + "…";
    }

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@" {2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();
}
