using System.Text;

namespace AleSekretariat.Web.Reads;

/// <summary>What was typed into a search field, as patterns: every word must occur somewhere.</summary>
public static class SearchWords
{
    private const int MostWords = 10;
    private const int MostCharacters = 200;

    /// <summary>One LIKE pattern a word; the database folds case and diacritics.</summary>
    public static string[] Patterns(string? query) =>
    [
        .. Kept(query)
            .Split((char[]?)null, MostWords + 1, StringSplitOptions.RemoveEmptyEntries)
            .Take(MostWords)
            .Select(word => $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%"),
    ];

    /// <summary>What the database cannot keep (control characters, halves of pairs) occurs in no entry: it parts words.</summary>
    private static string Kept(string? query)
    {
        var kept = new StringBuilder();
        foreach (var rune in (query ?? "").EnumerateRunes().Take(MostCharacters))
            kept.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        return kept.ToString();
    }
}
