using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>The address is confirmed by a press of a button behind the mailed link, and by nothing less.</summary>
public sealed class ConfirmationTests(House house)
{
    [Fact]
    public async Task SignUp_OwesTheMail_AndTheButtonBehindItsLinkConfirms()
    {
        var tenant = await house.SignUpAsync();
        var link = await Letterbox.LinkAsync(house, tenant.Email, "confirmEmail");
        using var visitor = Visitor.Stranger(house.First);

        var page = (await visitor.GetAsync(link)).Expect(HttpStatusCode.OK);
        Assert.False(await IsConfirmedAsync(tenant));
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));

        var answer = (await visitor.SendAsync(link, page)).Expect(HttpStatusCode.OK);

        Assert.True(await IsConfirmedAsync(tenant));
        Assert.Contains("Adres potwierdzony", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/correspondence")).Status); // nobody was signed in
        Assert.EndsWith("emailConfirmed", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
        Assert.Contains("Ten link już nie działa", (await visitor.GetAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_ToAnAddressThatIsNoLongerTheAccounts_ConfirmsNothing()
    {
        var tenant = await house.SignUpAsync();
        var link = await Letterbox.LinkAsync(house, tenant.Email, "confirmEmail");
        await house.ScalarAsync<int>("WITH s AS (UPDATE app.account SET email = 'inny-' || email WHERE email = $1 RETURNING 1) SELECT count(*)::int FROM s", tenant.Email);
        using var visitor = Visitor.Stranger(house.First);

        Assert.Contains("Ten link już nie działa", (await visitor.SendAsync(link)).Text, StringComparison.Ordinal);

        Assert.False(await house.ScalarAsync<bool>("SELECT email_confirmed FROM app.account WHERE email = 'inny-' || $1", tenant.Email));
    }

    [Fact]
    public async Task Banner_WhileUnconfirmed_SendsAtMostThreeLinksAnHour()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);
        Assert.Contains("Potwierdź swój adres e-mail.", (await visitor.GetAsync("/correspondence")).Text, StringComparison.Ordinal);

        for (var i = 0; i < 4; i++)
        {
            var answer = await visitor.SendAsync("/account/security?handler=confirm", await visitor.GetAsync("/account/security"));
            Assert.Equal(i < 2 ? "/account/security?done=confirm" : "/account/security?done=confirmLater", answer.Headers.Location!.ToString());
        }

        Assert.Equal(3, await Letterbox.CountAsync(house, tenant.Email, "confirmEmail"));
        var link = await Letterbox.LinkAsync(house, tenant.Email, "confirmEmail");
        await visitor.SendAsync(link);
        Assert.DoesNotContain("Potwierdź swój adres e-mail.", (await visitor.GetAsync("/correspondence")).Text, StringComparison.Ordinal);
    }

    private Task<bool> IsConfirmedAsync(TenantClient tenant) => house.ScalarAsync<bool>("SELECT email_confirmed FROM app.account WHERE email = $1", tenant.Email);
}
