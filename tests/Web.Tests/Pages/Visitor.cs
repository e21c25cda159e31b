using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Pages;

/// <summary>A browser without scripts: keeps cookies, sends forms with what they hide, follows no redirect.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _http;

    private Visitor(WebNode node, string language)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = node.Address };
        _http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        _http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        _http.DefaultRequestHeaders.Add("Origin", node.Address.GetLeftPart(UriPartial.Authority));
    }

    public static Visitor Stranger(WebNode node, string language = "pl") => new(node, language);

    /// <summary>Signs in through the page.</summary>
    public static async Task<Visitor> OfAsync(TenantClient tenant, string language = "pl")
    {
        var visitor = new Visitor(tenant.Node, language);
        var answer = await visitor.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", tenant.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return visitor;
    }

    public async Task<Answer> GetAsync(string path) => Decoded(await Answer.ReadAsync(await _http.GetAsync(new Uri(path, UriKind.Relative))));

    /// <summary>Opens the page, then sends its form: the hidden fields as they came, unless given here.</summary>
    public async Task<Answer> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(path);
        return await SendAsync(path, page, fields);
    }

    /// <summary>Sends the form of a page that was opened before.</summary>
    public async Task<Answer> SendAsync(string path, Answer page, params (string Name, string Value)[] fields)
    {
        var values = Hidden().Matches(MainForm().Match(page.Text).Value)
            .Select(match => (Name: match.Groups["name"].Value, match.Groups["value"].Value))
            .Where(field => !fields.Any(given => given.Name == field.Name))
            .Concat(fields)
            .Select(field => KeyValuePair.Create(field.Name, field.Item2));
        return await PostAsync(path, values);
    }

    public async Task<Answer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return Decoded(await Answer.ReadAsync(await _http.PostAsync(new Uri(path, UriKind.Relative), content)));
    }

    public void Dispose() => _http.Dispose();

    private static Answer Decoded(Answer answer) => answer with { Text = WebUtility.HtmlDecode(answer.Text).Replace('\u00A0', ' ') };

    // The form of the page itself, not those of the shell around it.
    [GeneratedRegex("""(?<=<main .*?)<form method="post".*?</form>""", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MainForm();

    [GeneratedRegex("""<input (?:type="hidden" name="(?<name>[^"]+)"|name="(?<name>[^"]+)" type="hidden")(?: value="(?<value>[^"]*)")?""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hidden();
}
