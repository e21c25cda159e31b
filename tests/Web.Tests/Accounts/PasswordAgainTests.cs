using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Members;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>Wherever a signed-in person is asked for the password again, a wrong one is recorded and counts.</summary>
public sealed class PasswordAgainTests(House house)
{
    public static TheoryData<string, string, string> Forms => new()
    {
        { "/account/security?handler=password", "CurrentPassword", "NewPassword=zupełnie nowe hasło" },
        { "/account/security?handler=sessions", "SessionPassword", "All=true" },
        { "/account/close", "Password", "Company=Drukarnia Łabędź" },
        { "/account/tokens", "Password", "Name=skrypt;Scope=read;Days=30" },
        { "/account/two-factor?handler=Begin", "Password", "" },
        { "/account/passkeys?handler=Options", "Password", "Name=Laptop" },
        { "/account/data?handler=Erase", "Password", "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task WrongPassword_IsRecorded_AndTenOfThemLockTheAccount(string form, string field, string others)
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);
        var page = await person.GetAsync(form.Split('?')[0]);
        (string, string)[] fields = [.. others.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))];

        for (var i = 0; i < 10; i++)
            Assert.NotEqual(HttpStatusCode.Redirect, (await person.SendAsync(form, page, [.. fields, (field, "nie to hasło")])).Status);

        Assert.EndsWith(string.Join(' ', [.. Enumerable.Repeat("!passwordRefused", 9), "!lockedOut"]), await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Redirect, (await person.SendAsync(form, page, [.. fields, (field, tenant.Password)])).Status);
        Assert.DoesNotContain("challenge", (await person.GetAsync("/correspondence")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal); // who is in, stays in
    }

    [Fact]
    public async Task WrongPassword_WhenHandingOver_IsRecorded()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, owner);
        (await guest.JoinAsync(house.First)).Dispose();
        var heir = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", guest.Email);

        (await owner.SendAsync("/account/people/transfer", ("AccountId", heir.ToString()), ("Password", "nie to hasło"))).Expect(HttpStatusCode.OK);

        Assert.EndsWith("!passwordRefused", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewPassword_WithTheBoxAsItStands_RevokesTheTokens()
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);
        var page = await person.GetAsync("/account/security");
        Assert.Matches("name=\"RevokeTokens\" value=\"true\"[^>]* checked", page.Text);

        (await person.SendAsync("/account/security?handler=password", page, ("CurrentPassword", tenant.Password), ("NewPassword", "zupełnie nowe hasło"), ("RevokeTokens", "true"))).Expect(HttpStatusCode.Redirect);

        (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.Unauthorized);
        Assert.Contains("passwordChanged tokensRevoked", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
    }
}
