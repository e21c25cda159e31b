using System.Net;
using AleSekretariat.Web.Tests.Accounts;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Members;

/// <summary>What gives or takes access asks who it is again, once the proof is older than ten minutes.</summary>
public sealed class FreshProofTests(House house)
{
    private const string Page = "/account/people";

    [Theory]
    [InlineData("Role", "Zmiana roli")]
    [InlineData("Suspend", "Zawieszenie")]
    [InlineData("Remove", "Usunięcie z firmy")]
    [InlineData("Factor", "Zmiana wymagań przy logowaniu")]
    public async Task OldProof_TheActWaitsForThePassword_AndTheNextOnesDoNot(string handler, string says)
    {
        var tenant = await house.SignUpAsync();
        using var first = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, first);
        (await guest.JoinAsync(house.First)).Dispose();
        var id = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", guest.Email);
        (string, string)[] fields = [("accountId", id.ToString()), ("role", "viewer"), ("required", "true")];
        using var owner = await LongAgoAsync(tenant);
        var before = await StateAsync(tenant);

        var asked = (await owner.SendAsync($"{Page}?handler={handler}", await owner.GetAsync(Page), fields)).Expect(HttpStatusCode.OK);
        Assert.Contains("To na pewno Ty?", asked.Text, StringComparison.Ordinal);
        Assert.Contains(says, asked.Text, StringComparison.Ordinal);
        var wrong = (await owner.SendAsync($"{Page}?handler={handler}", asked, ("Password", "nie to hasło"))).Expect(HttpStatusCode.OK);
        Assert.Contains("Hasło się nie zgadza.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(tenant));
        Assert.EndsWith("!passwordRefused", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);

        // The form that asks carries all that was asked for.
        (await owner.SendAsync($"{Page}?handler={handler}", wrong, ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        Assert.NotEqual(before, await StateAsync(tenant));
        if (handler is "Role" or "Suspend")
            (await owner.SendAsync($"{Page}?handler=Remove", await owner.GetAsync(Page), ("accountId", id.ToString()))).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task OldProof_AnInvitationWaitsForThePassword()
    {
        var tenant = await house.SignUpAsync();
        using var first = await Visitor.OfAsync(tenant);
        await Guest.InviteAsync(house, tenant, first);
        using var owner = await LongAgoAsync(tenant);

        var asked = (await owner.SendAsync(Page, await owner.GetAsync(Page), ("email", "obcy@example.com"), ("role", "office"))).Expect(HttpStatusCode.OK);
        Assert.Contains("Zaproszenie: obcy@example.com.", asked.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await InvitedAsync());

        (await owner.SendAsync(Page, asked, ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        Assert.Equal(1L, await InvitedAsync());

        Task<long> InvitedAsync() =>
            house.ScalarAsync<long>("SELECT count(*) FROM app.invitation WHERE tenant_id = $1 AND email = 'obcy@example.com'", tenant.TenantId);
    }

    [Fact]
    public async Task PasswordTypedElsewhereInTheSession_IsAProofToo()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await LongAgoAsync(tenant);
        (await owner.SendAsync("/account/two-factor?handler=Begin", await owner.GetAsync("/account/two-factor"), ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);

        (await owner.SendAsync($"{Page}?handler=Factor", await owner.GetAsync(Page), ("required", "true"))).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task PersonOfAnotherCompany_IsNotThere_BeforeThePasswordAsAfterIt()
    {
        var (tenant, other) = (await house.SignUpAsync(), await house.SignUpAsync());
        var foreign = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", other.Email);
        using var owner = await LongAgoAsync(tenant);

        (await owner.SendAsync($"{Page}?handler=Suspend", await owner.GetAsync(Page), ("accountId", foreign.ToString()))).Expect(HttpStatusCode.NotFound);
    }

    /// <summary>Signed in eleven minutes ago.</summary>
    private async Task<Visitor> LongAgoAsync(TenantClient tenant)
    {
        var visitor = await Visitor.OfAsync(tenant);
        await house.ScalarAsync<int>(
            "WITH s AS (UPDATE app.session AS s SET proven_at = s.proven_at - interval '11 minutes' FROM app.account AS a WHERE a.id = s.account_id AND a.email = $1 RETURNING 1) SELECT count(*)::int FROM s", tenant.Email);
        return visitor;
    }

    private Task<string> StateAsync(TenantClient tenant) => house.ScalarAsync<string>(
        "SELECT (SELECT t.second_factor_required::text FROM app.tenant AS t WHERE t.tenant_id = $1) || string_agg(m.role || m.suspended::text, ' ' ORDER BY m.joined_at) FROM app.membership AS m WHERE m.tenant_id = $1", tenant.TenantId);
}
