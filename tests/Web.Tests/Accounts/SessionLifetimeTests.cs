using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Live;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>How long a session is good: 30 days at most, 12 hours idle, 14 days idle where it is remembered.</summary>
public sealed class SessionLifetimeTests(House house)
{
    [Theory]
    [InlineData(false, "11 hours 59 minutes", "11 hours 59 minutes", true)]
    [InlineData(false, "12 hours 1 minute", "12 hours 1 minute", false)]
    [InlineData(true, "13 days 23 hours", "13 days 23 hours", true)]
    [InlineData(true, "14 days 1 hour", "14 days 1 hour", false)]
    [InlineData(true, "29 days 23 hours", "1 minute", true)]
    [InlineData(true, "30 days 1 hour", "1 minute", false)]
    [InlineData(false, "30 days 1 hour", "1 minute", false)]
    public async Task Session_IsGoodForSoLong(bool remember, string opened, string seen, bool good)
    {
        var tenant = await house.SignUpAsync();
        using var person = Visitor.Stranger(house.First);
        (await person.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", tenant.Password), ("Remember", remember ? "true" : "false"))).Expect(HttpStatusCode.Redirect);
        await AgeAsync(tenant, opened, seen);

        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.Redirect, (await person.GetAsync("/correspondence")).Status);
    }

    [Fact]
    public async Task Visit_KeepsTheSession_WhatAnOpenPageAsksByItselfDoesNot()
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);
        await AgeAsync(tenant, "2 hours", "2 hours");

        (await person.GetAsync("/live/status")).Expect(HttpStatusCode.OK);
        Assert.False(await WasSeenAsync(tenant));
        (await person.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        Assert.True(await WasSeenAsync(tenant));
    }

    [Fact]
    public async Task ExpiredSession_LosesItsLiveConnection()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await using var hub = await HubClient.ConnectAsync(house.Second, browser);
        await hub.StatusWithUsedAsync(0);

        await AgeAsync(tenant, "13 hours", "13 hours");

        await hub.ClosedAsync();
    }

    [Fact]
    public async Task SigningInAgain_EndsTheSessionOfTheCookieBefore()
    {
        var tenant = await house.SignUpAsync();
        var other = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);

        // The form was open before signing in; it is sent with the cookie of the first session.
        var page = await person.GetAsync("/account/company");
        (await person.SendAsync("/account/sign-in", page, ("Email", other.Email), ("Password", other.Password))).Expect(HttpStatusCode.Redirect);

        Assert.Equal(0, await CountAsync(tenant));
        Assert.Equal(1, await CountAsync(other));
    }

    [Fact]
    public async Task FiftyFirstSession_EndsTheOneLongestUnused()
    {
        var tenant = await house.SignUpAsync();
        var first = await BrowserSession.BeginAsync(house.First, tenant.Email);
        await AgeAsync(tenant, "2 hours", "2 hours");
        for (var i = 0; i < 50; i++)
            await BrowserSession.BeginAsync(house.First, tenant.Email);

        Assert.Equal(50, await CountAsync(tenant));
        (await first.GetAsync(house.First, "/correspondence")).Expect(HttpStatusCode.Redirect);
    }

    private Task<int> AgeAsync(TenantClient tenant, string opened, string seen) => house.ScalarAsync<int>("""
        WITH aged AS (
          UPDATE app.session AS s SET created_at = now() - $2::interval, last_seen_at = now() - $3::interval
          FROM app.account AS a WHERE a.id = s.account_id AND a.email = $1 RETURNING 1)
        SELECT count(*)::int FROM aged
        """, tenant.Email, TimeSpanOf(opened), TimeSpanOf(seen));

    private static TimeSpan TimeSpanOf(string words)
    {
        var parts = words.Split(' ');
        var span = TimeSpan.Zero;
        for (var i = 0; i < parts.Length; i += 2)
        {
            var number = int.Parse(parts[i], System.Globalization.CultureInfo.InvariantCulture);
            span += parts[i + 1][0] switch { 'd' => TimeSpan.FromDays(number), 'h' => TimeSpan.FromHours(number), _ => TimeSpan.FromMinutes(number) };
        }

        return span;
    }

    private Task<bool> WasSeenAsync(TenantClient tenant) =>
        house.ScalarAsync<bool>("SELECT bool_and(s.last_seen_at > now() - interval '1 hour') FROM app.session AS s JOIN app.account AS a ON a.id = s.account_id WHERE a.email = $1", tenant.Email);

    private async Task<int> CountAsync(TenantClient tenant) =>
        (int)await house.ScalarAsync<long>("SELECT count(*) FROM app.session AS s JOIN app.account AS a ON a.id = s.account_id WHERE a.email = $1", tenant.Email);
}
