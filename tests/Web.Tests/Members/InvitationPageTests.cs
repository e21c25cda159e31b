using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Members;

/// <summary>The page behind the link in an invitation (product.md §7).</summary>
public sealed class InvitationPageTests(House house)
{
    [Fact]
    public async Task NewAddress_SetsAPasswordAndIsInside_WithTheAddressConfirmed()
    {
        var tenant = await house.SignUpAsync("Oprawa Wilk");
        using var owner = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, owner, "viewer");
        using var stranger = Visitor.Stranger(house.First);

        var page = (await stranger.GetAsync(guest.Link)).Expect(HttpStatusCode.OK);
        Assert.Contains("Dołącz do firmy Oprawa Wilk", page.Text, StringComparison.Ordinal);
        Assert.Contains(guest.Email, page.Text, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("Password_error", (await stranger.SendAsync(guest.Link + "?handler=Join", page, ("Password", "krótkie"))).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("Password_error", (await stranger.SendAsync(guest.Link + "?handler=Join", page, ("Password", tenant.Company + " 2026"))).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        using var colleague = await guest.JoinAsync(house.Second);

        Assert.Contains("Oprawa Wilk", (await colleague.GetAsync("/correspondence")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.True(await house.ScalarAsync<bool>("SELECT a.email_confirmed AND m.role = 0 FROM app.account AS a JOIN app.membership AS m ON m.account_id = a.id WHERE a.email = $1", guest.Email));
        Assert.Contains("To zaproszenie już nie działa", (await stranger.GetAsync(guest.Link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountOfTheAddress_AcceptsAndSwitchesBetweenTheCompanies()
    {
        var (tenant, own) = (await house.SignUpAsync("Drukarnia Łabędź"), await house.SignUpAsync("Kancelaria Śniadecka"));
        using var owner = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, owner, email: own.Email);
        using var stranger = Visitor.Stranger(house.First);
        Assert.Contains("/account/sign-in?returnUrl=%2Faccount%2Finvitation%2F", (await stranger.GetAsync(guest.Link)).Text, StringComparison.Ordinal);
        using var person = await Visitor.OfAsync(own);

        (await person.SendAsync(guest.Link, await person.GetAsync(guest.Link))).Expect(HttpStatusCode.Redirect);

        var here = await person.GetAsync("/correspondence");
        Assert.Contains("Firma: Drukarnia Łabędź. Zmień", here.Text, StringComparison.Ordinal);
        (await person.SendAsync("/account/company?handler=Switch", await person.GetAsync("/account/people"), ("tenantId", own.TenantId.ToString()))).Expect(HttpStatusCode.Redirect);
        Assert.Contains("Firma: Kancelaria Śniadecka. Zmień", (await person.GetAsync("/correspondence")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountWithASecondFactor_JoinsOnlyAfterItsCode()
    {
        var (tenant, own) = (await house.SignUpAsync("Oprawa Wilk"), await house.SignUpAsync());
        using var owner = await Visitor.OfAsync(tenant);
        using var at = await Visitor.OfAsync(own);
        var app = await Accounts.PhoneApp.SetUpAsync(at, own.Password);
        var guest = await Guest.InviteAsync(house, tenant, owner, email: own.Email);
        using var person = Visitor.Stranger(house.First);
        var signIn = "/account/sign-in?returnUrl=" + Uri.EscapeDataString(guest.Link);

        var step = (await person.SendAsync(signIn, ("Email", own.Email), ("Password", own.Password))).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString();
        await person.SendAsync(guest.Link, await person.GetAsync(guest.Link)); // the password alone accepts nothing
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.membership WHERE tenant_id = $1", tenant.TenantId));

        Assert.Equal(guest.Link, (await person.SendAsync(step, ("Code", app.NextCode))).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        (await person.SendAsync(guest.Link, await person.GetAsync(guest.Link))).Expect(HttpStatusCode.Redirect);
        Assert.Contains("Firma: Oprawa Wilk. Zmień", (await person.GetAsync("/correspondence")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignedInAsAnother_IsToldSo_AndCannotAccept()
    {
        var (tenant, other) = (await house.SignUpAsync(), await house.SignUpAsync());
        using var owner = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, owner);
        using var thief = await Visitor.OfAsync(other);

        var page = await thief.GetAsync(guest.Link);
        Assert.Contains($"Jesteś teraz jako {other.Email}", page.Text, StringComparison.Ordinal);
        (await thief.SendAsync(guest.Link, page)).Expect(HttpStatusCode.OK);
        (await thief.SendAsync(guest.Link + "?handler=Join", page, ("Password", Guest.Password))).Expect(HttpStatusCode.OK);

        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.membership WHERE tenant_id = $1", tenant.TenantId));
        Assert.Equal(guest.Link, (await thief.SendAsync(guest.Link + "?handler=SignOut", page)).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains("Załóż konto i dołącz", (await thief.GetAsync(guest.Link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoPlaceLeft_IsSaid_NoAccountIsLeftBehind_AndTheLinkStaysGood()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (first, second) = (await Guest.InviteAsync(house, tenant, owner), await Guest.InviteAsync(house, tenant, owner));
        using var colleague = await first.JoinAsync(house.First);
        using var late = Visitor.Stranger(house.First);

        var answer = await late.SendAsync(second.Link + "?handler=Join", await late.GetAsync(second.Link), ("Password", Guest.Password));

        Assert.Contains("nie ma wolnego miejsca: jej pakiet mieści 2 osoby", answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.account WHERE email = $1", second.Email));
        await house.GrantAsync(tenant, Domain.Licensing.Package.Silver);
        using var now = await second.JoinAsync(house.First);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    public async Task LinkOfNobodys_IsNotThere(string token)
    {
        using var stranger = Visitor.Stranger(house.First);

        (await stranger.GetAsync("/account/invitation/" + token)).Expect(HttpStatusCode.NotFound);
    }
}
