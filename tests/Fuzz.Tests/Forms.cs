using System.Net;
using System.Text.RegularExpressions;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>A form of a page: where it goes and what it carries.</summary>
internal sealed record Form(string Page, string Action, IReadOnlyList<(string Name, string Value)> Fields);

/// <summary>Walks the pages by their links and gathers their forms, each once.</summary>
internal static partial class Forms
{
    public const string Token = "__RequestVerificationToken";
    private const int MostPages = 120;

    /// <summary>The pages found, and their forms.</summary>
    public static async Task<(IReadOnlyList<string> Pages, IReadOnlyList<Form> Forms)> CrawlAsync(Browser browser)
    {
        var forms = new Dictionary<string, Form>(StringComparer.Ordinal);
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(["/", "/correspondence", "/correspondence/new", "/contracts/new", "/account/company", "/account/close", "/billing/packages", "/account/sign-in", "/account/sign-up"]);
        while (waiting.TryDequeue(out var path) && pages.Count < MostPages)
        {
            if (!pages.TryAdd(Shape(path), path))
                continue;
            var answer = await browser.GetAsync(path);
            if (answer.Status is 302 or 303 && answer.Header("Location") is { } location && location.StartsWith('/'))
                waiting.Enqueue(location);
            foreach (var form in In(path, answer.Text))
                forms.TryAdd(Shape(form.Action) + string.Join(',', form.Fields.Select(field => field.Name).Distinct().Order(StringComparer.Ordinal)), form);
            foreach (Match link in Link().Matches(answer.Text))
                waiting.Enqueue(WebUtility.HtmlDecode(link.Groups["to"].Value).Split('#')[0]);
        }

        return ([.. pages.Values], [.. forms.Values]);
    }

    public static IEnumerable<Form> In(string page, string html) => FormTag().Matches(html).Select(form => new Form(
        page,
        Action().Match(form.Groups["tag"].Value) is { Success: true } action ? WebUtility.HtmlDecode(action.Groups["to"].Value) : page,
        [.. Field().Matches(form.Groups["inside"].Value).Select(FieldOf).Where(field => field.Name.Length > 0)]));

    private static (string Name, string Value) FieldOf(Match field)
    {
        var tag = field.Value;
        return (WebUtility.HtmlDecode(Name().Match(tag).Groups["name"].Value), WebUtility.HtmlDecode(Value().Match(tag).Groups["value"].Value));
    }

    // Pages of many entries look alike: one of each will do.
    private static string Shape(string path) => Cursor().Replace(Id().Replace(path, "{id}"), "cursor=");

    [GeneratedRegex("<a [^>]*href=\"(?<to>/[^\"/][^\"]*|/)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<form (?<tag>[^>]*method=\"post\"[^>]*)>(?<inside>.*?)</form>", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex FormTag();

    [GeneratedRegex("(?<![a-z-])action=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();

    [GeneratedRegex("<(input|select|textarea|button)\\b[^>]*\\bname=\"[^>]*>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Field();

    [GeneratedRegex("(?<![a-z-])name=\"(?<name>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("(?<![a-z-])value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("cursor=[^&]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cursor();
}
