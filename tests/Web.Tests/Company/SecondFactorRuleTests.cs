using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Web.Tests.Accounts;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Live;
using AleSekretariat.Web.Tests.Members;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Company;

/// <summary>A company that asks everybody for a second factor: pages, tokens and the live channel wait for it, for the owner too.</summary>
public sealed class SecondFactorRuleTests(House house)
{
    private const string People = "/account/people";
    private const string SetUp = "/account/two-factor";

    [Fact]
    public async Task Required_PeopleWithoutOneAreLedToSetItUp_AndComeInOnceTheyHave()
    {
        var tenant = await house.SignUpAsync("Oprawa Wilk");
        using var owner = await Visitor.OfAsync(tenant);
        await RequireAsync(owner, true);

        Assert.Equal(SetUp, (await owner.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Equal(SetUp, (await owner.GetAsync("/live/shell")).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains("Firma Oprawa Wilk wymaga drugiego składnika.", (await owner.GetAsync(SetUp)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await owner.GetAsync("/account/security")).Expect(HttpStatusCode.OK);
        (await owner.GetAsync("/account/passkeys")).Expect(HttpStatusCode.OK);

        await PhoneApp.SetUpAsync(owner, tenant.Password);

        (await owner.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("wymaga drugiego składnika", (await owner.GetAsync(SetUp)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Required_TokensAndLiveConnectionsOfPeopleWithoutOneEnd_WhoHasOneWorksOn()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        await PhoneApp.SetUpAsync(owner, tenant.Password);
        var guest = await Guest.InviteAsync(house, tenant, owner);
        using var colleague = await guest.JoinAsync(house.Second);
        var program = tenant with { Token = (await TokenAsync(guest)).Expect(HttpStatusCode.Created).String("token") };
        (await program.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        var browser = await BrowserSession.SignInAsync(house.First, guest.Email, Guest.Password);
        await using var page = await HubClient.ConnectAsync(house.First, browser);
        await using var hub = await HubClient.ConnectAsync(house.First, program.Token);
        await using var owners = await HubClient.ConnectAsync(house.First, tenant.Token);

        await RequireAsync(owner, true);
        await page.ClosedAsync();
        await hub.ClosedAsync();

        var refused = (await program.Through(house.Second).GetAsync("/api/v1/status")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("second-factor", refused.String("reason"));
        Assert.Contains("wymaga drugiego składnika", refused.String("title"), StringComparison.Ordinal);
        Assert.Equal("second-factor", (await TokenAsync(guest)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden").String("reason"));
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(house.Second, program.Token));
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(house.Second, browser));
        Assert.Equal(SetUp, (await browser.GetAsync(house.Second, "/correspondence")).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains("bez drugiego składnika", (await owner.GetAsync(People)).Text, StringComparison.Ordinal);
        (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        await tenant.RegisterLetterAsync();
        await owners.StatusWithUsedAsync(1);

        await RequireAsync(owner, false);
        (await browser.GetAsync(house.Second, "/account/company")).Expect(HttpStatusCode.OK);
        Assert.Equal("secondFactorRequired secondFactorOptional", await house.ScalarAsync<string>(
            "SELECT string_agg(kind, ' ' ORDER BY audit_id) FROM app.audit WHERE tenant_id = $1 AND kind LIKE 'secondFactor%'", tenant.TenantId));
        using var back = Visitor.Stranger(house.Second);
        (await back.SendAsync("/account/sign-in", ("Email", guest.Email), ("Password", Guest.Password))).Expect(HttpStatusCode.Redirect);
        (await back.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Passkey_CountsInTheSessionsThatShowedIt_NotForThePasswordAlone()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        using var device = new SoftPasskey(house.First);
        await RequireAsync(owner, true);

        await device.AddAsync(owner, tenant.Password);
        (await owner.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);

        using var byPasskey = Visitor.Stranger(house.First);
        (await device.SignInAsync(byPasskey)).Expect(HttpStatusCode.Redirect);
        (await byPasskey.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        using var byPassword = await Visitor.OfAsync(tenant);
        Assert.Equal(SetUp, (await byPassword.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains("Masz już klucz dostępu: wyloguj się i zaloguj się nim.", (await byPassword.GetAsync(SetUp)).Text, StringComparison.Ordinal);
        (await tenant.Through(house.Second).GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);

        // Nor does it bring a factor of its own, or take the one there is away.
        var (setUp, passkeys) = (await byPassword.GetAsync(SetUp), await byPassword.GetAsync("/account/passkeys"));
        Assert.DoesNotContain("name=\"Password\"", setUp.Text + passkeys.Text, StringComparison.Ordinal);
        foreach (var (act, page) in new[] { (SetUp + "?handler=Begin", setUp), (SetUp + "?handler=Confirm", setUp), ("/account/passkeys?handler=Options", passkeys), ("/account/passkeys?handler=Add", passkeys), ("/account/passkeys?handler=Remove", passkeys) })
            (await byPassword.SendAsync(act, page, ("Password", tenant.Password), ("RemovalPassword", tenant.Password), ("Name", "Obcy"))).Expect(HttpStatusCode.Forbidden);
        using var another = new SoftPasskey(house.First);
        await another.AddAsync(byPasskey, tenant.Password);

        // A new password begins the session anew; what it showed stays shown.
        (await owner.SendAsync("/account/security?handler=password", await owner.GetAsync("/account/security"), ("CurrentPassword", tenant.Password), ("NewPassword", "zupełnie nowe hasło"))).Expect(HttpStatusCode.Redirect);
        (await owner.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AnotherCompany_IsEnteredAsBefore()
    {
        var (strict, own) = (await house.SignUpAsync("Oprawa Wilk"), await house.SignUpAsync("Kancelaria Śniadecka"));
        using var owner = await Visitor.OfAsync(strict);
        var guest = await Guest.InviteAsync(house, strict, owner, email: own.Email);
        using var person = await Visitor.OfAsync(own);
        (await person.SendAsync(guest.Link, await person.GetAsync(guest.Link))).Expect(HttpStatusCode.Redirect);
        await RequireAsync(owner, true);
        using var later = await Visitor.OfAsync(own.Through(house.Second));
        (await later.SendAsync("/account/company?handler=Switch", await later.GetAsync("/account/company"), ("tenantId", strict.TenantId.ToString()))).Expect(HttpStatusCode.Redirect);

        var asked = await later.GetAsync((await later.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains("Przejdź do firmy Kancelaria Śniadecka", asked.Text, StringComparison.Ordinal);
        (await later.SendAsync("/account/company?handler=Switch", asked, ("tenantId", own.TenantId.ToString()))).Expect(HttpStatusCode.Redirect);

        (await later.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task CalendarAddress_OfSomebodyWithoutOne_ShowsNothingMore()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        (await owner.SendAsync("/deadlines?handler=Feed", await owner.GetAsync("/deadlines"))).Expect(HttpStatusCode.Redirect);
        var address = System.Text.RegularExpressions.Regex.Match((await owner.GetAsync("/deadlines")).Text, "/calendar/[\\w-]{43}\\.ics").Value;
        using var calendar = Visitor.Stranger(house.First);
        (await calendar.GetAsync(address)).Expect(HttpStatusCode.OK);

        await RequireAsync(owner, true);
        (await calendar.GetAsync(address)).Expect(HttpStatusCode.NotFound);

        await PhoneApp.SetUpAsync(owner, tenant.Password);
        (await calendar.GetAsync(address)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Decided_InAReadOnlyCompany_IsRefusedInWords()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        (await tenant.PostAsync("/api/v1/account/close", new { password = tenant.Password, company = tenant.Company })).Expect(HttpStatusCode.OK);

        var answer = await owner.SendAsync(People + "?handler=Factor", await owner.GetAsync(People), ("required", "true"));

        Assert.Contains("konto jest teraz tylko do odczytu", answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.False(await house.ScalarAsync<bool>("SELECT second_factor_required FROM app.tenant WHERE tenant_id = $1", tenant.TenantId));
    }

    private static async Task RequireAsync(Visitor owner, bool required) => Assert.Equal(People, (await owner.SendAsync(
        People + "?handler=Factor", await owner.GetAsync(People), ("required", required ? "true" : "false"))).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());

    private async Task<Answer> TokenAsync(Guest guest) =>
        await Answer.ReadAsync(await house.First.Http.PostAsJsonAsync("/api/v1/tokens", new { email = guest.Email, password = Guest.Password, name = "x" }));
}
