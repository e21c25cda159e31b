using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>One's own account: name, password, sessions.</summary>
public sealed class SecurityPageTests(House house)
{
    private const string Page = "/account/security";
    private const string New = "zupełnie nowe hasło";

    [Fact]
    public async Task Name_IsWhatHistoriesSign()
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);

        (await SendAsync(person, "name", ("DisplayName", "  Katarzyna Lis "))).Expect(HttpStatusCode.Redirect);

        var registered = await person.SendAsync("/correspondence/new", ("Form.Direction", "incoming"), ("Form.Correspondent", "ZUS"), ("Form.Subject", "Wezwanie"));
        Assert.Contains("Katarzyna Lis", (await person.GetAsync(registered.Headers.Location!.ToString().Split('?')[0])).Text, StringComparison.Ordinal);
        Assert.Contains("Za długie", (await SendAsync(person, "name", ("DisplayName", new string('x', 101)))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_ChangedWithTheOldOne_EndsTheOtherSessionsAndGivesThisOneANewId()
    {
        var tenant = await house.SignUpAsync();
        using var here = await Visitor.OfAsync(tenant);
        using var there = await Visitor.OfAsync(tenant);
        var before = await SessionsAsync(tenant);

        (await SendAsync(here, "password", ("CurrentPassword", tenant.Password), ("NewPassword", New))).Expect(HttpStatusCode.Redirect);

        (await here.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        (await there.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect);
        Assert.DoesNotContain(Assert.Single(await SessionsAsync(tenant)), before);
        Assert.Equal(1, await Letterbox.CountAsync(house, tenant.Email, "securityNotice"));
        (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        await BrowserSession.SignInAsync(house.First, tenant.Email, New);
        Assert.Contains("passwordChanged", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nie to hasło", New, "Hasło się nie zgadza.")]
    [InlineData(null, "krótkie", "Za krótkie")]
    [InlineData(null, "password12345", "To hasło jest na listach haseł")]
    [InlineData(null, "Drukarnia Łabędź 2026", "Tego hasła łatwo się domyślić")]
    public async Task Password_NotGoodEnough_StaysAsItWas(string? current, string proposed, string says)
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);

        var answer = (await SendAsync(person, "password", ("CurrentPassword", current ?? tenant.Password), ("NewPassword", proposed))).Expect(HttpStatusCode.OK);

        Assert.Contains(says, answer.Text, StringComparison.Ordinal);
        await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
    }

    [Fact]
    public async Task Sessions_AreListedInWords_AndEndOneByOneOrAll_WithThePassword()
    {
        var tenant = await house.SignUpAsync();
        using var here = await Visitor.OfAsync(tenant);
        using var second = await Visitor.OfAsync(tenant);
        using var third = await Visitor.OfAsync(tenant);
        var page = await here.GetAsync(Page);
        Assert.Contains("ta przeglądarka", page.Text, StringComparison.Ordinal);
        Assert.Contains("z adresu 127.0.0.1", page.Text, StringComparison.Ordinal);
        var sessions = await SessionsAsync(tenant); // oldest first
        Assert.Equal(3, sessions.Count);

        Assert.Contains("Hasło się nie zgadza.", (await SendAsync(here, "sessions", ("Chosen", sessions[1]), ("SessionPassword", "nie to hasło"))).Text, StringComparison.Ordinal);
        Assert.Equal(3, (await SessionsAsync(tenant)).Count);
        (await SendAsync(here, "sessions", ("Chosen", sessions[1]), ("SessionPassword", tenant.Password))).Expect(HttpStatusCode.Redirect);
        (await second.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect);
        (await third.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);

        (await SendAsync(here, "sessions", ("All", "true"), ("SessionPassword", tenant.Password))).Expect(HttpStatusCode.Redirect);
        (await third.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect);
        (await here.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        Assert.EndsWith("sessionsEnded sessionsEnded", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_OfSomebodyElse_CannotBeEnded()
    {
        var tenant = await house.SignUpAsync();
        var other = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);
        using var neighbour = await Visitor.OfAsync(other);

        await SendAsync(person, "sessions", ("Chosen", Assert.Single(await SessionsAsync(other))), ("SessionPassword", tenant.Password));

        (await neighbour.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Language_ChosenInOneBrowser_IsTheAccountsInEveryOther()
    {
        var tenant = await house.SignUpAsync();
        using var here = await Visitor.OfAsync(tenant);
        var page = await here.GetAsync(Page);
        await here.SendAsync("/account/preferences?handler=language", page, ("value", "en"));
        await here.SendAsync("/account/preferences?handler=theme", page, ("value", "dark"));

        using var there = await Visitor.OfAsync(tenant, language: "pl");

        var shown = (await there.GetAsync(Page)).Text;
        Assert.Contains("<html lang=\"en\" data-bs-theme=\"dark\">", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAPersonWithoutACompany_IsThere()
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);
        await house.ScalarAsync<int>("WITH gone AS (DELETE FROM app.membership WHERE tenant_id = $1 RETURNING 1) SELECT count(*)::int FROM gone", tenant.TenantId);
        using var again = await Visitor.OfAsync(tenant);

        Assert.Contains("Twoje sesje", (await again.GetAsync(Page)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    private static async Task<Answer> SendAsync(Visitor person, string handler, params (string Name, string Value)[] fields) =>
        await person.SendAsync($"{Page}?handler={handler}", await person.GetAsync(Page), fields);

    private async Task<IReadOnlyList<string>> SessionsAsync(TenantClient tenant) =>
        (await house.ScalarAsync<string[]>("SELECT coalesce(array_agg(s.id::text ORDER BY s.created_at, s.id), '{}') FROM app.session AS s JOIN app.account AS a ON a.id = s.account_id WHERE a.email = $1", tenant.Email));
}
