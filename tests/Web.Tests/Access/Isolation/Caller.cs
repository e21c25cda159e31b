using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>Sends what a line of the table describes: with a token to the API, from a browser with a session and antiforgery token elsewhere.</summary>
internal sealed partial record Caller(WebNode Node, string? Token, BrowserSession? Browser)
{
    public static Caller Stranger(WebNode node) => new(node, null, BrowserSession.Stranger);

    /// <summary>Somebody who has both a token and a session that began a moment ago.</summary>
    public static async Task<Caller> OfAsync(TenantClient member) => new(member.Node, member.Token, await BrowserSession.BeginAsync(member.Node, member.Email));

    public Task<Answer> SendAsync(IsolationLine line, IReadOnlyDictionary<string, string> ids) =>
        SendAsync(line, ids, tokenFrom: Browser == BrowserSession.Stranger ? "/account/sign-in" : "/account/company");

    /// <summary>Sends it as somebody who cannot even get an antiforgery token: who they are is asked first.</summary>
    public Task<Answer> SendBareAsync(IsolationLine line) => SendAsync(line, new Dictionary<string, string>(), tokenFrom: null);

    private Task<Answer> SendAsync(IsolationLine line, IReadOnlyDictionary<string, string> ids, string? tokenFrom)
    {
        var left = new Dictionary<string, string>(ids, StringComparer.OrdinalIgnoreCase);
        var path = Parameter().Replace(line.Route, parameter => left.Remove(parameter.Groups["name"].Value, out var id) ? id : AnythingFor(parameter.Groups["name"].Value));
        if (line.Handler is not null)
            path += "?handler=" + line.Handler;
        foreach (var (name, value) in line.Fields)
            left[name] = value;
        var hasBody = line.Method is not ("GET" or "DELETE");
        if (!hasBody && left.Count > 0)
            path += (line.Handler is null ? "?" : "&") + string.Join('&', left.Select(id => $"{id.Key}={Uri.EscapeDataString(id.Value)}"));

        if (line.IsApi || line.IsHub)
            return SendAsync(line, path, hasBody ? JsonSerializer.Serialize(left) : null);
        return hasBody
            ? Browser!.PostAsync(Node, path, left, tokenFrom)
            : Browser!.GetAsync(Node, path);
    }

    private async Task<Answer> SendAsync(IsolationLine line, string path, string? json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(line.Method), new Uri(path, UriKind.Relative));
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        // A change says which version it changes: that of a sample nobody touched.
        if (line.Method == "PUT")
            request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return await Answer.ReadAsync(await Node.Http.SendAsync(request));
    }

    private static string AnythingFor(string name) => name switch
    {
        "documentName" => "v1",
        "code" => "404",
        "document" => "terms",
        _ => Guid.NewGuid().ToString("D"),
    };

    [GeneratedRegex("\\{\\**(?<name>[a-zA-Z]+)\\??\\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();
}

/// <summary>What answers mean to whoever asked.</summary>
internal static class AnswerMeanings
{
    /// <summary>Sent to sign in first, by a redirect or a bare 401.</summary>
    public static bool AsksToSignIn(this Answer answer) => answer.Status == HttpStatusCode.Unauthorized
        || (answer.Status == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/account/sign-in?ReturnUrl=", StringComparison.OrdinalIgnoreCase));

    /// <summary>Neither a fault nor a no to the person.</summary>
    public static bool LetsIn(this Answer answer) => (int)answer.Status < 500 && answer.Status != HttpStatusCode.Forbidden && !answer.AsksToSignIn();
}
