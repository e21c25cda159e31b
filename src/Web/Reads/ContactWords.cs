using System.Text;
using System.Text.RegularExpressions;

namespace AleSekretariat.Web.Reads;

/// <summary>What was typed to find a contact, as the database's functions take it; they fold it and know which marks are none.</summary>
/// <param name="All">The words; all must occur.</param>
/// <param name="Widest">The longest of them: the one an index is asked for.</param>
public sealed partial record ContactWords(string[] All, string Widest)
{
    private const int MostWords = 10;
    private const int MostCharacters = 200;

    /// <summary>The words; null when nothing was typed that a contact could be found by.</summary>
    public static ContactWords? Of(string? typed)
    {
        var text = Kept(typed);
        var words = (Number().IsMatch(text) ? string.Concat(text.Where(char.IsAsciiDigit)) : text)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            .Take(MostWords)
            .ToArray();
        return words.Length == 0 ? null : new ContactWords(words, words.MaxBy(word => word.Count(char.IsLetterOrDigit))!);
    }

    /// <summary>What the database cannot keep occurs in no contact: it parts words.</summary>
    private static string Kept(string? typed)
    {
        var kept = new StringBuilder();
        foreach (var rune in (typed ?? "").EnumerateRunes().Take(MostCharacters))
            kept.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        return kept.ToString();
    }

    // NIP and REGON are stored as digits, however they are typed. Five digits with a dash are a postal code, which is two words.
    [GeneratedRegex(@"^\s*(?!\d{2}-\d{0,3}\s*$)(?:PL\s*)?\d(?:[\d\s-]*\d)?[\s-]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
