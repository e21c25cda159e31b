using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>Who asks too much waits; nobody else does. The client's address comes from a proxy that is believed.</summary>
public sealed class RateLimitTests(House house) : IAsyncLifetime
{
    private WebNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await WebNode.StartAsync(
        house.Database.ConnectionString,
        new("RateLimits:Enabled", "true"), new("RateLimits:WritesPerMinute", "5"), new("RateLimits:ReadsPerMinute", "8"), new("ReverseProxy:Networks:0", "127.0.0.0/8"));

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task AddressesOfOneIpv6Network_AreOneClient()
    {
        for (var i = 1; i <= 10; i++)
            (await SignUpFromAsync($"2001:db8:1:2::{i}")).Expect(HttpStatusCode.BadRequest);

        ExpectLimited(await SignUpFromAsync("2001:db8:1:2:ffff::1"));
        (await SignUpFromAsync("2001:db8:1:3::1")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task PasswordsOfOneAccount_AreLimited_WhereverTheyComeFrom()
    {
        var tenant = await house.SignUpAsync();
        var other = await house.SignUpAsync();
        for (var i = 0; i < 20; i++)
            (await TokenFromAsync($"198.51.100.{i}", tenant.Email)).Expect(HttpStatusCode.Unauthorized);

        ExpectLimited(await TokenFromAsync("203.0.113.9", tenant.Email));
        ExpectLimited(await TokenFromAsync("203.0.113.10", "  " + tenant.Email.ToUpperInvariant()));
        (await TokenFromAsync("203.0.113.9", other.Email)).Expect(HttpStatusCode.Unauthorized);

        // The page counts with the API.
        var page = await BrowserSession.Stranger.PostAsync(_node, "/account/sign-in", [new("Email", tenant.Email), new("Password", "x")], tokenFrom: "/account/sign-in");
        Assert.True(page.Expect(HttpStatusCode.TooManyRequests).Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal("text/html", page.ContentType);
    }

    [Fact]
    public async Task CompaniesOfOneClient_AreLimited()
    {
        var browser = await BrowserSession.BeginAsync(_node, (await house.SignUpAsync()).Email);
        for (var i = 0; i < 20; i++)
            (await browser.PostAsync(_node, "/account/company", [new("Company", "")], tokenFrom: null)).Expect(HttpStatusCode.BadRequest);

        (await browser.PostAsync(_node, "/account/company", [new("Company", "")], tokenFrom: null)).Expect(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task UnknownTokens_AreLimitedForTheirClientAlone()
    {
        var tenant = (await house.SignUpAsync()).Through(_node);
        for (var i = 0; i < 30; i++)
            (await StatusFromAsync("192.0.2.1", "ale_" + new string((char)('a' + (i % 26)), 43))).Expect(HttpStatusCode.Unauthorized);

        ExpectLimited(await StatusFromAsync("192.0.2.1", "ale_" + new string('z', 43)));
        (await StatusFromAsync("192.0.2.2", tenant.Token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WritesAndReadsOfOneCompany_AreLimited_TheNeighboursAreNot()
    {
        var tenant = (await house.SignUpAsync()).Through(_node);
        var neighbour = (await house.SignUpAsync()).Through(_node);
        await tenant.RegisterLettersAsync(5);

        ExpectLimited(await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Szóste" }));
        await neighbour.RegisterLetterAsync();

        for (var i = 0; i < 8; i++)
            (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        ExpectLimited(await tenant.GetAsync("/api/v1/status"));
        (await neighbour.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
    }

    private static void ExpectLimited(Answer answer)
    {
        var wait = answer.ExpectProblem(HttpStatusCode.TooManyRequests, "rate-limited").Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    private Task<Answer> SignUpFromAsync(string address) => SendAsync(HttpMethod.Post, "/api/v1/accounts", address, new { company = "" }, null);

    private Task<Answer> TokenFromAsync(string address, string email) => SendAsync(HttpMethod.Post, "/api/v1/tokens", address, new { email, password = "nie to hasło", name = "x" }, null);

    private Task<Answer> StatusFromAsync(string address, string token) => SendAsync(HttpMethod.Get, "/api/v1/status", address, null, token);

    private async Task<Answer> SendAsync(HttpMethod method, string path, string address, object? body, string? token)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await Answer.ReadAsync(await _node.Http.SendAsync(request));
    }
}
