using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace AleSekretariat.Web.Pages.Shared.Wording;

/// <summary>The texts of one area of the site in the reader's language, with the spaces that may not break.</summary>
/// <typeparam name="TArea">The class beside the area's resource files.</typeparam>
public sealed class Texts<TArea>(IStringLocalizer<TArea> resources)
{
    /// <summary>The text as it is.</summary>
    public string this[string key] => Find(key);

    /// <summary>The text with its places filled in, in the reader's culture.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.CurrentCulture, Find(key), values);

    /// <summary>A text with marks of its own ("&lt;b&gt;"); what is filled in is encoded.</summary>
    public IHtmlContent Html(string key, params object?[] values) => new HtmlFormattableString(CultureInfo.CurrentCulture, Find(key), values);

    /// <summary>The form of a text that goes with a number: keys end in <c>.one</c>, <c>.few</c>, <c>.many</c>; {0} is the number.</summary>
    public string Count(string key, int number, params object?[] values) =>
        this[key + "." + Plural.Form(number, CultureInfo.CurrentUICulture), [number, .. values]];

    private string Find(string key) => Typography.Bind(resources[key].Value, CultureInfo.CurrentUICulture);
}
