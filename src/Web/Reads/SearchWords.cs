namespace AleSekretariat.Web.Reads;

/// <summary>What was typed into a search field, as patterns: every word must occur somewhere.</summary>
public static class SearchWords
{
    private const int MostWords = 10;
    private const int MostCharacters = 200;

    /// <summary>One LIKE pattern a word; the database folds case and diacritics.</summary>
    public static string[] Patterns(string? query) =>
    [
        .. (query is { Length: > MostCharacters } ? query[..MostCharacters] : query ?? "")
            .Split((char[]?)null, MostWords + 1, StringSplitOptions.RemoveEmptyEntries)
            .Take(MostWords)
            .Select(word => $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%"),
    ];
}
