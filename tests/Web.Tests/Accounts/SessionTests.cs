using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Live;

namespace AleSekretariat.Web.Tests.Accounts;

public sealed class SessionTests(House house)
{
    private static readonly TimeSpan Out = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Cookie_OpensTheLiveChannelOnEitherNode()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

        await using var hub = await HubClient.ConnectAsync(house.Second, browser);

        Assert.Equal(tenant.TenantId, (await hub.StatusWithUsedAsync(0)).GetProperty("tenantId").GetGuid());
    }

    [Fact]
    public async Task Cookie_IsNoTokenForTheApi()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

        (await browser.GetAsync(house.First, "/api/v1/status")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task SigningOut_EndsTheSessionOnEveryNodeButNotTheOther()
    {
        var tenant = await house.SignUpAsync();
        var here = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        var there = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await using var hub = await HubClient.ConnectAsync(house.Second, here);
        await using var other = await HubClient.ConnectAsync(house.Second, there);
        await hub.StatusWithUsedAsync(0);

        var clock = Stopwatch.StartNew();
        await here.SignOutAsync(house.First);
        await hub.ClosedAsync();

        Assert.True(clock.Elapsed < Out, $"It took {clock.Elapsed}.");
        await Assert.ThrowsAnyAsync<Exception>(async () => await (await HubClient.ConnectAsync(house.First, here)).DisposeAsync());
        await tenant.RegisterLetterAsync();
        await other.StatusWithUsedAsync(1);
    }

    [Fact]
    public async Task NewPassword_EndsEverySession()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await using var hub = await HubClient.ConnectAsync(house.Second, browser);
        await hub.StatusWithUsedAsync(0);

        await BrowserSession.ChangePasswordAsync(house.First, tenant.Email, tenant.Password, "nowe długie hasło");

        await hub.ClosedAsync();
    }

    [Fact]
    public async Task DeletedCompany_EndsTheSession()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await using var hub = await HubClient.ConnectAsync(house.First, browser);

        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P2Y" })).Expect(HttpStatusCode.OK);

        await hub.ClosedAsync();
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.session WHERE account_id NOT IN (SELECT id FROM app.account)"));
        (await Answer.ReadAsync(await house.First.Http.PostAsJsonAsync("/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "x" })))
            .ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }
}
