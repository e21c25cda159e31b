using System.Text.RegularExpressions;

namespace AleSekretariat.Web.Reads;

/// <summary>What was typed to find a contact, as the database's functions take it.</summary>
/// <param name="Patterns">One LIKE pattern a word; all must occur.</param>
/// <param name="Widest">The longest of them: the one an index is asked for.</param>
/// <param name="Opening">A pattern for what begins as typed.</param>
public sealed partial record ContactWords(string[] Patterns, string Widest, string Opening)
{
    /// <summary>The words; null when there are none.</summary>
    public static ContactWords? Of(string? typed)
    {
        var patterns = SearchWords.Patterns(Number().IsMatch(typed ?? "") ? string.Concat(typed!.Where(char.IsAsciiDigit)) : typed);
        return patterns.Length == 0
            ? null
            : new ContactWords(patterns, patterns.MaxBy(pattern => pattern.Length)!, string.Join(' ', patterns.Select(pattern => pattern[1..^1])) + "%");
    }

    // NIP and REGON are stored as digits, however they are typed. Five digits with a dash are a postal code, which has its dash.
    [GeneratedRegex(@"^\s*(?!\d{2}-\d{0,3}\s*$)(?:PL\s*)?\d(?:[\d\s-]*\d)?[\s-]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
