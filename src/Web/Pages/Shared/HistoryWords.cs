using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Html;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>A change in words: field, the value before struck through, the value after. Everything typed is encoded.</summary>
public static class HistoryWords
{
    /// <summary>The line of a change.</summary>
    /// <param name="change">What changed.</param>
    /// <param name="field">The field's name in the reader's language.</param>
    /// <param name="say">Words for values that are codes; null leaves them as they are.</param>
    /// <param name="registered">The words for the registration itself.</param>
    public static IHtmlContent Of(HistoryRow change, string field, Func<string, string>? say, string registered)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Field == "registered" || change is { Before: null, After: null })
            return new HtmlContentBuilder().Append(change.Field == "registered" ? registered : field);
        var line = new HtmlContentBuilder().Append(field).Append(": ");
        if (change.Before is { } before)
            line.AppendHtml("<del>").Append(Say(before, say)).AppendHtml("</del> → ");
        return line.Append(change.After is { } after ? Say(after, say) : "—");
    }

    private static string Say(string value, Func<string, string>? say) => say is null ? value : say(value);
}
