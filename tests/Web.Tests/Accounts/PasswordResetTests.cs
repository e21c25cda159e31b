using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Live;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>A forgotten password: a mailed link, once, that ends everything the old one opened.</summary>
public sealed class PasswordResetTests(House house)
{
    private const string New = "zupełnie nowe hasło";
    private const string Kind = "resetPassword";

    [Fact]
    public async Task Reset_SetsThePasswordOnce_AndEndsSessionsTokensAndLiveConnections()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await using var hub = await HubClient.ConnectAsync(house.Second, browser);
        await using var program = await HubClient.ConnectAsync(house.Second, tenant.Token);
        using var visitor = Visitor.Stranger(house.First);
        var link = await AskAsync(visitor, tenant.Email);

        var answer = (await visitor.SendAsync(link, ("Password", New))).Expect(HttpStatusCode.OK);

        Assert.Contains("Hasło zmienione", answer.Text, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        await hub.ClosedAsync();
        await program.ClosedAsync();
        (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.Unauthorized);
        (await browser.GetAsync(house.First, "/correspondence")).Expect(HttpStatusCode.Redirect);
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.session AS s JOIN app.account AS a ON a.id = s.account_id WHERE a.email = $1", tenant.Email));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/correspondence")).Status); // nobody was signed in
        Assert.Equal(1, await Letterbox.CountAsync(house, tenant.Email, "securityNotice"));

        Assert.Contains("Ten link już nie działa", (await visitor.SendAsync(link, ("Password", "jeszcze inne hasło"))).Text, StringComparison.Ordinal);
        (await TokenAsync(tenant.Email, tenant.Password)).Expect(HttpStatusCode.Unauthorized);
        (await TokenAsync(tenant.Email, New)).Expect(HttpStatusCode.Created);
        Assert.Contains("passwordResetAsked passwordReset", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reset_OfAnAddressNobodyConfirmed_EndsPasskeysMadeBefore(bool confirmed)
    {
        var tenant = await house.SignUpAsync();
        using var maker = await Visitor.OfAsync(tenant);
        using var device = new SoftPasskey(house.First);
        await device.AddAsync(maker, tenant.Password);
        if (confirmed)
            await house.ConfirmAsync(tenant);
        using var visitor = Visitor.Stranger(house.First);

        await visitor.SendAsync(await AskAsync(visitor, tenant.Email), ("Password", New));

        using var again = Visitor.Stranger(house.First);
        (await device.SignInAsync(again)).Expect(confirmed ? HttpStatusCode.Redirect : HttpStatusCode.OK);
        Assert.Equal(confirmed ? 0L : 1L, await house.ScalarAsync<long>(
            "SELECT count(*) FROM app.mail_outbox WHERE recipient = $1 AND details ->> 'what' = 'passkeyRemoved'", tenant.Email));
    }

    [Fact]
    public async Task Reset_TakesCalendarAddressesBack()
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);
        await house.ScalarAsync<int>(
            "WITH f AS (INSERT INTO app.calendar_feed (id, tenant_id, account_id, culture, created_at) SELECT gen_random_uuid(), tenant_id, account_id, 'pl', now() FROM app.membership WHERE tenant_id = $1 RETURNING 1) SELECT count(*)::int FROM f", tenant.TenantId);
        using var visitor = Visitor.Stranger(house.First);

        await visitor.SendAsync(await AskAsync(visitor, tenant.Email), ("Password", New));

        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.calendar_feed WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task Reset_LeavesTheSecondFactorAsItIs()
    {
        var tenant = await house.SignUpAsync();
        await house.ScalarAsync<int>("WITH s AS (UPDATE app.account SET two_factor_enabled = true WHERE email = $1 RETURNING 1) SELECT count(*)::int FROM s", tenant.Email);
        using var visitor = Visitor.Stranger(house.First);

        await visitor.SendAsync(await AskAsync(visitor, tenant.Email), ("Password", New));

        Assert.True(await house.ScalarAsync<bool>("SELECT two_factor_enabled FROM app.account WHERE email = $1", tenant.Email));
    }

    [Fact]
    public async Task Request_ForAnUnknownAddress_IsAnsweredAlikeAndAsSlowly()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = Visitor.Stranger(house.First);

        var (known, knownTook) = await TimedAsync(visitor, tenant.Email);
        var (unknown, unknownTook) = await TimedAsync(visitor, "nikt-taki@firma.example");

        Assert.Equal(Words(known), Words(unknown));
        // Far longer than the work takes, so that the answer's time tells nothing of it.
        Assert.True(knownTook >= 480 && unknownTook >= 480, $"{knownTook} ms and {unknownTook} ms");
        Assert.Equal(0, await Letterbox.CountAsync(house, "nikt-taki@firma.example", Kind));
    }

    [Fact]
    public async Task Requests_OfOneAccount_GetAtMostThreeLinksAnHour_AlsoAtOnce()
    {
        var tenant = await house.SignUpAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var visitor = Visitor.Stranger(house.First);
            (await visitor.SendAsync("/account/forgot", ("Email", tenant.Email))).Expect(HttpStatusCode.OK);
        }));

        Assert.Equal(3, await Letterbox.CountAsync(house, tenant.Email, Kind));
    }

    [Fact]
    public async Task Link_AfterAnHour_IsOver()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = Visitor.Stranger(house.First);
        var link = await AskAsync(visitor, tenant.Email);
        Assert.Equal(60, await house.ScalarAsync<int>("SELECT (extract(epoch FROM expires_at - created_at) / 60)::int FROM app.account_link WHERE email = $1 AND purpose = 'reset-password'", tenant.Email));
        await house.ScalarAsync<int>("WITH s AS (UPDATE app.account_link SET expires_at = now() WHERE email = $1 RETURNING 1) SELECT count(*)::int FROM s", tenant.Email);

        Assert.Contains("Ten link już nie działa", (await visitor.SendAsync(link, ("Password", New))).Text, StringComparison.Ordinal);

        (await TokenAsync(tenant.Email, tenant.Password)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Token_OfAConfirmationLink_ResetsNothing()
    {
        var tenant = await house.SignUpAsync();
        var link = await Letterbox.LinkAsync(house, tenant.Email, "confirmEmail");
        using var visitor = Visitor.Stranger(house.First);

        Assert.Contains("Ten link już nie działa", (await visitor.SendAsync(link.Replace("/confirm/", "/reset/", StringComparison.Ordinal), ("Password", New))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_ToACommonPassword_IsRefusedAndTheLinkStaysGood()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = Visitor.Stranger(house.First);
        var link = await AskAsync(visitor, tenant.Email);

        var answer = await visitor.SendAsync(link, ("Password", "QwertyUiop123"));

        Assert.Contains("To hasło jest na listach haseł", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Hasło zmienione", (await visitor.SendAsync(link, ("Password", New))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lockout_LeavesSessionsAndTokensAlone_TellsNothing_AndTheResetGoesThrough()
    {
        var tenant = await house.SignUpAsync();
        using var inside = await Visitor.OfAsync(tenant);
        using var attacker = Visitor.Stranger(house.First);
        Answer last = null!;
        for (var i = 0; i < 11; i++)
            last = await attacker.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", "nie to hasło"));

        var unknown = await attacker.SendAsync("/account/sign-in", ("Email", "nikt-taki@firma.example"), ("Password", "nie to hasło"));
        Assert.Equal(Words(unknown), Words(last).Replace(tenant.Email, "nikt-taki@firma.example", StringComparison.Ordinal));
        (await attacker.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", tenant.Password))).Expect(HttpStatusCode.OK);
        (await inside.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);

        await attacker.SendAsync(await AskAsync(attacker, tenant.Email), ("Password", New));
        (await attacker.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", New))).Expect(HttpStatusCode.Redirect);
        Assert.Contains("!signInRefused !lockedOut !lockedOut !lockedOut passwordResetAsked passwordReset signedIn", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
    }

    private async Task<string> AskAsync(Visitor visitor, string email)
    {
        (await visitor.SendAsync("/account/forgot", ("Email", email))).Expect(HttpStatusCode.OK);
        return await Letterbox.LinkAsync(house, email, Kind);
    }

    private static async Task<(Answer Answer, double Milliseconds)> TimedAsync(Visitor visitor, string email)
    {
        var page = await visitor.GetAsync("/account/forgot");
        var clock = Stopwatch.StartNew();
        var answer = (await visitor.SendAsync("/account/forgot", page, ("Email", email))).Expect(HttpStatusCode.OK);
        return (answer, clock.Elapsed.TotalMilliseconds);
    }

    private async Task<Answer> TokenAsync(string email, string password) =>
        await Answer.ReadAsync(await house.First.Http.PostAsJsonAsync("/api/v1/tokens", new { email, password, name = "x" }));

    // What a reader sees: tokens and nonces differ in every page.
    private static string Words(Answer page) => System.Text.RegularExpressions.Regex.Replace(
        page.Text, "value=\"CfDJ8[^\"]*\"|nonce=\"[^\"]*\"|__RequestVerificationToken[^>]*", "", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
