using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>How pages are entered: signing in through the form, the day's first page, a person without a company, roles.</summary>
public sealed class PageAccessTests(House house)
{
    private const string SignInPage = "/account/sign-in";

    [Theory]
    [InlineData("/contracts?q=1", "/contracts?q=1")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\u3002/evil.example", "/")]
    [InlineData("/contracts?q=\u0142", "/")]
    [InlineData("/ /evil.example", "/")]
    public async Task SignIn_GoesWhereTheReturnUrlSays_WithinTheSite(string returnUrl, string expected)
    {
        var tenant = await house.SignUpAsync();

        var answer = (await SignInAsync(tenant.Email, tenant.Password, returnUrl)).Expect(HttpStatusCode.Redirect);

        Assert.Equal(expected, answer.Headers.Location!.ToString());
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("ale.session=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_WrongPassword_StaysAndGivesNoCookie()
    {
        var tenant = await house.SignUpAsync();

        var answer = (await SignInAsync(tenant.Email, "nie to hasło", "/")).Expect(HttpStatusCode.OK);

        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("ale.session=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Post_WithoutAntiforgeryToken_IsRefused()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

        (await browser.PostAsync(house.First, "/billing/green", [], tokenFrom: null)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task FirstPageOfADay_CountsAsASignIn_WhatAPageAsksByItselfDoesNot()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        var moved = (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P40D" })).Expect(HttpStatusCode.OK).Json.GetProperty("validUntil").GetString();

        (await browser.GetAsync(house.First, "/live/status")).Expect(HttpStatusCode.OK);
        Assert.Equal(moved, (await tenant.StatusAsync()).GetProperty("validUntil").GetString());

        (await browser.GetAsync(house.Second, "/correspondence")).Expect(HttpStatusCode.OK);
        Assert.NotEqual(moved, (await tenant.StatusAsync()).GetProperty("validUntil").GetString());
    }

    [Fact]
    public async Task ExpiredGreen_IsUnblockedByTheFirstPage()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P1Y3D" })).Expect(HttpStatusCode.OK);
        Assert.Equal("readOnly", (await tenant.StatusAsync()).GetProperty("state").GetString());

        (await browser.GetAsync(house.First, "/correspondence")).Expect(HttpStatusCode.OK);

        Assert.Equal("active", (await tenant.StatusAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task PersonWithoutACompany_IsSentToOpenOne()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await house.ScalarAsync<int>("WITH gone AS (DELETE FROM app.membership WHERE tenant_id = $1 RETURNING 1) SELECT count(*)::int FROM gone", tenant.TenantId);

        var answer = (await browser.GetAsync(house.First, "/correspondence")).Expect(HttpStatusCode.Redirect);

        Assert.Equal("/account/company", answer.Headers.Location!.ToString());
        (await browser.GetAsync(house.First, "/account/company")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Viewer_IsForbiddenWhatTheOfficeMay()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await house.ScalarAsync<int>("WITH lower AS (UPDATE app.membership SET role = 0 WHERE tenant_id = $1 RETURNING 1) SELECT count(*)::int FROM lower", tenant.TenantId);

        (await browser.GetAsync(house.First, "/correspondence")).Expect(HttpStatusCode.OK);
        (await browser.GetAsync(house.First, "/correspondence/new")).Expect(HttpStatusCode.Forbidden);
        (await browser.GetAsync(house.First, "/account/close")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Pages_SpeakThePersonsLanguage()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        Assert.Contains("<html lang=\"pl\"", (await browser.GetAsync(house.First, "/account/company")).Text, StringComparison.Ordinal);

        await house.ScalarAsync<int>("WITH s AS (UPDATE app.account SET culture = 'en' WHERE email = $1 RETURNING 1) SELECT count(*)::int FROM s", tenant.Email);

        // The other node remembers nothing of this person.
        Assert.Contains("<html lang=\"en\"", (await browser.GetAsync(house.Second, "/account/company")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownAddress_IsAPageOfOurs()
    {
        var answer = (await BrowserSession.Stranger.GetAsync(house.First, "/nie-ma")).Expect(HttpStatusCode.NotFound);

        Assert.Equal("text/html", answer.ContentType);
        Assert.Contains("<h1>", answer.Text, StringComparison.Ordinal);
    }

    private Task<Answer> SignInAsync(string email, string password, string returnUrl) => BrowserSession.Stranger.PostAsync(
        house.First, SignInPage, new Dictionary<string, string> { ["Email"] = email, ["Password"] = password, ["ReturnUrl"] = returnUrl }, tokenFrom: SignInPage);
}
