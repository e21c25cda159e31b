using System.Globalization;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>Two letters for a person: "Hanna Żuraw" is HŻ, "biuro@zuraw.pl" is B.</summary>
public static class Initials
{
    /// <summary>The letters, in capitals; none for a blank name.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.Split('@')[0].Split([' ', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Length > 1 ? new[] { words[0], words[^1] } : words;
        return string.Concat(letters.Select(word => StringInfo.GetNextTextElement(word))).ToUpper(CultureInfo.CurrentUICulture);
    }
}
