using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>What a web node says behind its TLS proxy, in Production.</summary>
public sealed partial class ProductionTests(House house) : IAsyncLifetime
{
    private WebNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await WebNode.StartAsync(
        house.Database.ConnectionString,
        new("environment", "Production"), new("ReverseProxy:Networks:0", "127.0.0.0/8"), new("PublicAddress", "https://sekretariat.example"));

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task OverTls_BrowsersAreToldToStayThere()
    {
        var answer = (await SendAsync(HttpMethod.Get, "/account/sign-in")).Expect(HttpStatusCode.OK);

        Assert.Equal("max-age=31536000; includeSubDomains", Header(answer, "Strict-Transport-Security"));
        Assert.Contains("upgrade-insecure-requests", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task EveryCookie_IsForThisHostOverTlsOnly()
    {
        var tenant = await house.SignUpAsync();
        var page = (await SendAsync(HttpMethod.Get, "/account/sign-in")).Expect(HttpStatusCode.OK);
        var signedIn = (await SubmitAsync(page, "/account/sign-in", new("Email", tenant.Email), new("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        var themed = (await SubmitAsync(page, "/account/preferences?handler=theme", new("value", "dark"), new("returnUrl", "/"))).Expect(HttpStatusCode.Redirect);

        var cookies = new[] { page, signedIn, themed }.SelectMany(answer => answer.Headers.GetValues("Set-Cookie")).ToList();

        foreach (var name in (string[])["__Host-ale.antiforgery", "__Host-ale.session", "__Host-theme"])
            Assert.Contains(cookies, cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/;", cookie + ";", StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task CookiesBetweenTheSteps_AreForThisHostOverTlsOnly_AndPasskeysForThePublicName()
    {
        var tenant = await house.SignUpAsync();
        await house.ScalarAsync<int>("WITH s AS (UPDATE app.account SET two_factor_enabled = true WHERE email = $1 RETURNING 1) SELECT count(*)::int FROM s", tenant.Email);
        var page = (await SendAsync(HttpMethod.Get, "/account/sign-in")).Expect(HttpStatusCode.OK);

        var code = (await SubmitAsync(page, "/account/sign-in", new("Email", tenant.Email), new("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        var passkey = (await SubmitAsync(page, "/account/sign-in?handler=PasskeyOptions")).Expect(HttpStatusCode.OK);

        foreach (var answer in (Answer[])[code, passkey])
        {
            var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("twofactor", StringComparison.Ordinal));
            Assert.StartsWith("__Host-ale.twofactor=", cookie, StringComparison.Ordinal);
            Assert.All((string[])["; secure", "; path=/;", "; httponly", "; samesite=lax"], flag => Assert.Contains(flag, cookie + ";", StringComparison.OrdinalIgnoreCase));
        }

        Assert.Equal("sekretariat.example", passkey.Json.GetProperty("rpId").GetString());
        // Whatever name the request came by.
        using var request = Request(HttpMethod.Post, "/account/sign-in?handler=PasskeyOptions", "127.0.0.1");
        request.Headers.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Token().Match(page.Text).Groups["token"].Value)]);
        Assert.Equal("sekretariat.example", (await Answer.ReadAsync(await _node.Http.SendAsync(request))).Expect(HttpStatusCode.OK).Json.GetProperty("rpId").GetString());
    }

    [Fact]
    public async Task TheChosenTheme_IsFoundAgain()
    {
        using var request = Request(HttpMethod.Get, "/account/sign-in");
        request.Headers.Add("Cookie", "__Host-theme=dark; theme=light");

        var answer = await Answer.ReadAsync(await _node.Http.SendAsync(request));

        Assert.Contains("data-bs-theme=\"dark\"", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/METRICS/")]
    [InlineData("/scalar/v1")]
    [InlineData("/scalar/scalar.js")]
    public async Task WhatIsNotForThePublic_IsNotThere(string path)
    {
        var answer = (await SendAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.NotFound);

        Assert.DoesNotContain("unsafe", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sekretariat.example", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("sekretariat.example.evil.example", HttpStatusCode.BadRequest)]
    public async Task OtherNamesOfTheHost_AreRefused(string host, HttpStatusCode expected)
    {
        using var request = Request(HttpMethod.Get, "/account/sign-in", host);

        (await Answer.ReadAsync(await _node.Http.SendAsync(request))).Expect(expected);
    }

    [Fact]
    public async Task FormWithHundredsOfFields_IsRefused()
    {
        var page = await SendAsync(HttpMethod.Get, "/account/sign-in");

        (await SubmitAsync(page, "/account/sign-in", [.. Enumerable.Range(0, 600).Select(i => KeyValuePair.Create($"f{i}", "x"))])).Expect(HttpStatusCode.BadRequest);
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path)
    {
        using var request = Request(method, path);
        return await Answer.ReadAsync(await _node.Http.SendAsync(request));
    }

    private async Task<Answer> SubmitAsync(Answer page, string path, params KeyValuePair<string, string>[] fields)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Headers.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        request.Content = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", Token().Match(page.Text).Groups["token"].Value)));
        return await Answer.ReadAsync(await _node.Http.SendAsync(request));
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string host = "sekretariat.example")
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        return request;
    }

    private static string Header(Answer answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
