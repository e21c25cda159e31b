using System.Net;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>Cookies, and the form that signs in.</summary>
internal sealed class Browser(Uri address)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public string Cookie => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    public Task<WireAnswer> GetAsync(string path) => SendAsync(new WireRequest("GET", Escaped(path), [], null));

    /// <summary>Sends a request with the cookies, unless it brings its own, and keeps those that come back.</summary>
    public async Task<WireAnswer> SendAsync(WireRequest request)
    {
        if (_cookies.Count > 0 && !request.Headers.Any(header => header.Name == "Cookie"))
            request = request with { Headers = [("Cookie", Cookie), .. request.Headers] };
        var answer = await Wire.SendAsync(address, request);
        foreach (var set in answer.Headers["Set-Cookie"])
        {
            var pair = set.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
                _cookies.Remove(pair[0]);
            else
                _cookies[pair[0]] = pair[1];
        }

        return answer;
    }

    /// <summary>Signs in through the page. False when it is refused.</summary>
    public async Task<bool> SignInAsync(string email, string password)
    {
        _cookies.Clear();
        var page = await GetAsync("/account/sign-in");
        var form = Forms.In("/account/sign-in", page.Text).First(f => f.Fields.Any(field => field.Name == "Password"));
        (string Name, string Value)[] fields = [("Email", email), ("Password", password), (Forms.Token, form.Fields.First(field => field.Name == Forms.Token).Value)];
        var body = string.Join('&', fields.Select(field => $"{field.Name}={WebUtility.UrlEncode(field.Value)}"));
        var answer = await SendAsync(new WireRequest("POST", "/account/sign-in", [("Content-Type", "application/x-www-form-urlencoded")], System.Text.Encoding.ASCII.GetBytes(body)));
        return answer.Status == 302;
    }

    private static string Escaped(string path) => Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3F", "?", StringComparison.Ordinal)
        .Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
