using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Live;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Members;

/// <summary>The page of the company's people: the owner changes, others look, and who is out is out within seconds.</summary>
public sealed class PeoplePageTests(House house)
{
    private static readonly TimeSpan Out = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Suspended_PagesTokenAndLiveChannelEndWithinSeconds_ReinstatedComesBack()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, owner);
        using var colleague = await guest.JoinAsync(house.Second);
        var token = (await Answer.ReadAsync(await house.First.Http.PostAsJsonAsync("/api/v1/tokens", new { email = guest.Email, password = Guest.Password, name = "x" }))).String("token");
        var program = tenant with { Token = token };
        (await program.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        await using var hub = await HubClient.ConnectAsync(house.Second, token);
        var id = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", guest.Email);

        var clock = Stopwatch.StartNew();
        (await owner.SendAsync("/account/people?handler=Suspend", await owner.GetAsync("/account/people"), ("accountId", id.ToString()))).Expect(HttpStatusCode.Redirect);
        await hub.ClosedAsync();
        await UntilAsync(async () => (await program.GetAsync("/api/v1/status")).Status == HttpStatusCode.Unauthorized, clock);
        await UntilAsync(async () => (await colleague.GetAsync("/correspondence")).Headers.Location?.ToString() == "/account/company", clock);
        Assert.True(clock.Elapsed < Out, $"It took {clock.Elapsed}.");
        Assert.Contains("zawieszona", (await owner.GetAsync("/account/people")).Text, StringComparison.Ordinal);

        (await owner.SendAsync("/account/people?handler=Reinstate", await owner.GetAsync("/account/people"), ("accountId", id.ToString()))).Expect(HttpStatusCode.Redirect);
        var back = Stopwatch.StartNew();
        await UntilAsync(async () => (await colleague.GetAsync("/correspondence")).Status == HttpStatusCode.OK, back);
    }

    [Fact]
    public async Task SomebodyElse_SeesThePeopleButMayChangeNothing()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        using var colleague = await (await Guest.InviteAsync(house, tenant, owner)).JoinAsync(house.First);

        var page = await colleague.GetAsync("/account/people");

        Assert.Contains(tenant.Email, page.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zaproś osobę", page.Text, StringComparison.Ordinal);
        (await colleague.SendAsync("/account/people", page, ("Email", "ktos@firma.example"), ("Role", "office"))).Expect(HttpStatusCode.Forbidden);
        (await colleague.SendAsync("/account/people?handler=Leave", page)).Expect(HttpStatusCode.Redirect);
        Assert.Equal("/account/company", (await colleague.GetAsync("/account/people")).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Invite_Mistakes_AreToldAtTheField()
    {
        var tenant = await house.SignUpAsync();
        await house.ConfirmAsync(tenant);
        using var owner = await Visitor.OfAsync(tenant);

        Assert.Contains("Email_error", (await owner.SendAsync("/account/people", ("Email", "nie adres"), ("Role", "office"))).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("Ta osoba już należy do firmy.", (await owner.SendAsync("/account/people", ("Email", tenant.Email), ("Role", "office"))).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        foreach (var role in (string[])["owner", "2", "office,viewer", "viewer, owner", ""])
            (await owner.SendAsync("/account/people", ("Email", "ktos@firma.example"), ("Role", role))).Expect(HttpStatusCode.NotFound);
        (await owner.SendAsync("/account/people?handler=Leave", await owner.GetAsync("/account/people"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invite_ByAnAddressThatIsNotConfirmed_WaitsForIt_AndTheLinkCanBeSentAgain()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);

        var refused = (await owner.SendAsync("/account/people", ("Email", "ktos@firma.example"), ("Role", "viewer"))).Expect(HttpStatusCode.OK);
        Assert.Contains("Najpierw potwierdź swój adres e-mail.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"ktos@firma.example\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.invitation WHERE tenant_id = $1", tenant.TenantId));
        Assert.Contains("action=\"/account/security?handler=confirm\"", refused.Text, StringComparison.Ordinal);
        (await owner.SendAsync("/account/security?handler=confirm", refused)).Expect(HttpStatusCode.Redirect);
        Assert.Equal(2, await Accounts.Letterbox.CountAsync(house, tenant.Email, "confirmEmail"));

        await owner.SendAsync(await Accounts.Letterbox.LinkAsync(house, tenant.Email, "confirmEmail"));
        (await owner.SendAsync("/account/people", ("Email", "ktos@firma.example"), ("Role", "viewer"))).Expect(HttpStatusCode.Redirect);
        Assert.DoesNotContain("Najpierw potwierdź swój adres", (await owner.GetAsync("/account/people")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandingOver_WithASecondFactor_AsksThePasswordAsWell_AndLeavesItAsItIs()
    {
        var tenant = await house.SignUpAsync();
        using var first = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, first);
        (await guest.JoinAsync(house.First)).Dispose();
        var heir = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", guest.Email);
        var app = await Accounts.PhoneApp.SetUpAsync(first, tenant.Password);
        using var owner = Visitor.Stranger(house.First);
        (await owner.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        (await owner.GetAsync("/account/people/transfer")).Expect(HttpStatusCode.Redirect); // the password alone opens nothing
        (await owner.SendAsync("/account/sign-in/code", ("Code", app.NextCode))).Expect(HttpStatusCode.Redirect);

        (await owner.SendAsync("/account/people/transfer", ("AccountId", heir.ToString()), ("Password", "nie to"))).Expect(HttpStatusCode.OK);
        (await owner.SendAsync("/account/people/transfer", ("AccountId", heir.ToString()), ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);

        Assert.Equal("true 1 2", await house.ScalarAsync<string>(
            "SELECT a.two_factor_enabled || ' ' || m.role || ' ' || h.role FROM app.account AS a JOIN app.membership AS m ON m.account_id = a.id JOIN app.membership AS h ON h.tenant_id = m.tenant_id AND h.account_id = $2 WHERE a.email = $1", tenant.Email, heir));
    }

    [Fact]
    public async Task HeldOutByTheLimit_ComeBackWithOnePressOnceThereIsRoom()
    {
        var tenant = await house.SignUpAsync(Package.Silver);
        using var owner = await Visitor.OfAsync(tenant);
        for (var i = 0; i < 3; i++)
            (await (await Guest.InviteAsync(house, tenant, owner)).JoinAsync(house.First)).Dispose();
        (await owner.SendAsync("/billing/green")).Expect(HttpStatusCode.Redirect);

        var full = await owner.GetAsync("/account/people");
        Assert.Contains("2 osoby zawiesił limit pakietu.", full.Text, StringComparison.Ordinal);
        Assert.Contains("2 z 2 miejsc zajęte", full.Text, StringComparison.Ordinal);
        await house.GrantAsync(tenant, Package.Silver);
        var held = await house.ScalarAsync<Guid[]>("SELECT array_agg(account_id) FROM app.membership WHERE tenant_id = $1 AND suspended_by_limit", tenant.TenantId);
        Assert.Equal(2, held.Length);
        (await owner.SendAsync("/account/people?handler=Reinstate", await owner.GetAsync("/account/people"), [.. held.Select(id => ("accountId", id.ToString()))])).Expect(HttpStatusCode.Redirect);

        Assert.Contains("4 z 5 miejsc zajęte", (await owner.GetAsync("/account/people")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandingOver_AsksThePassword_AndTheNewOwnerDecides()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, owner);
        using var heir = await guest.JoinAsync(house.First);
        var id = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", guest.Email);

        Assert.Contains("Hasło się nie zgadza.", (await owner.SendAsync("/account/people/transfer", ("AccountId", id.ToString()), ("Password", "nie to"))).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await owner.SendAsync("/account/people/transfer", ("AccountId", id.ToString()), ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);

        (await owner.GetAsync("/account/close")).Expect(HttpStatusCode.Forbidden);
        var clock = Stopwatch.StartNew();
        await UntilAsync(async () => (await heir.GetAsync("/account/close")).Status == HttpStatusCode.OK, clock);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, Stopwatch clock)
    {
        while (!await condition())
            Assert.True(clock.Elapsed < Out, $"Not within {Out}.");
    }
}
