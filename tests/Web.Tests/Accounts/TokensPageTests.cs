using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>From making a token on the page, through its use, to its end.</summary>
public sealed partial class TokensPageTests(House house)
{
    private const string Page = "/account/tokens";

    [Fact]
    public async Task Token_IsShownOnce_Works_AndIsRevoked()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);

        var made = (await MakeAsync(visitor, tenant.Password, "Skaner w kancelarii", "registers")).Expect(HttpStatusCode.OK);
        var program = tenant with { Token = Token().Match(made.Text).Value };
        await program.RegisterLetterAsync();

        var list = (await visitor.GetAsync(Page)).Expect(HttpStatusCode.OK);
        Assert.Contains("Skaner w kancelarii", list.Text, StringComparison.Ordinal);
        Assert.Contains("ostatnio użyty", list.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Token(), list.Text);

        (await RevokeAsync(visitor, list, await IdAsync(tenant, "Skaner w kancelarii"))).Expect(HttpStatusCode.Redirect);
        (await program.GetAsync("/api/v1/status")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.DoesNotContain("Skaner w kancelarii", (await visitor.GetAsync(Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachStep_IsKeptAndTold()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);
        await MakeAsync(visitor, tenant.Password, "Import", "read");
        await RevokeAsync(visitor, await visitor.GetAsync(Page), await IdAsync(tenant, "Import"));

        foreach (var kind in (string[])["tokenIssued", "tokenRevoked"])
        {
            Assert.Equal(1L, await house.ScalarAsync<long>(
                "SELECT count(*) FROM app.audit WHERE tenant_id = $1 AND kind = $2 AND details ->> 'name' = 'Import' AND details ->> 'scope' = 'Read' AND address IS NOT NULL", tenant.TenantId, kind));
        }

        Assert.Equal(1L, await house.ScalarAsync<long>(
            "SELECT count(*) FROM app.mail_outbox AS m JOIN app.account AS a ON a.id = m.account_id WHERE a.email = $1 AND m.kind = 'securityNotice' AND m.details ->> 'what' = 'tokenIssued'", tenant.Email));
    }

    [Theory]
    [InlineData("Import", "read", "nie to hasło", "To nie jest Twoje hasło.")]
    [InlineData("", "read", null, "id=\"Name_error\"")]
    [InlineData("Import", "admin", null, "id=\"Scope_error\"")]
    public async Task WrongForm_MakesNothing_AndKeepsWhatWasTyped(string name, string scope, string? password, string said)
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);

        var answer = (await MakeAsync(visitor, password ?? tenant.Password, name, scope)).Expect(HttpStatusCode.OK);

        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Token(), answer.Text);
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.personal_token WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task Owner_SeesAndRevokesEverybodysTokens_AColleagueOnlyTheirOwn()
    {
        var tenant = await house.SignUpAsync();
        var colleague = await house.SignUpAsync();
        await house.ScalarAsync<int>(
            "WITH moved AS (UPDATE app.membership SET tenant_id = $1, role = 1 WHERE tenant_id = $2 RETURNING 1) SELECT count(*)::int FROM moved", tenant.TenantId, colleague.TenantId);
        using var owner = await Visitor.OfAsync(tenant);
        using var office = await Visitor.OfAsync(colleague);
        await MakeAsync(owner, tenant.Password, "Token właściciela", "read");
        await MakeAsync(office, colleague.Password, "Token biura", "read");

        var seenByOffice = await office.GetAsync(Page);
        Assert.Contains("Token biura", seenByOffice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Token właściciela", seenByOffice.Text, StringComparison.Ordinal);
        (await RevokeAsync(office, seenByOffice, await IdAsync(tenant, "Token właściciela"))).Expect(HttpStatusCode.NotFound);

        var seenByOwner = await owner.GetAsync(Page);
        Assert.Contains("Token biura", seenByOwner.Text, StringComparison.Ordinal);
        (await RevokeAsync(owner, seenByOwner, await IdAsync(tenant, "Token biura"))).Expect(HttpStatusCode.Redirect);
        Assert.DoesNotContain("Token biura", (await office.GetAsync(Page)).Text, StringComparison.Ordinal);
    }

    private Task<Guid> IdAsync(TenantClient tenant, string name) =>
        house.ScalarAsync<Guid>("SELECT id FROM app.personal_token WHERE tenant_id = $1 AND name = $2", tenant.TenantId, name);

    private static Task<Answer> MakeAsync(Visitor visitor, string password, string name, string scope) =>
        visitor.SendAsync(Page, ("Name", name), ("Scope", scope), ("Days", "90"), ("Password", password));

    private static Task<Answer> RevokeAsync(Visitor visitor, Answer page, Guid id) => visitor.SendAsync(Page + "?handler=revoke", page, ("tokenId", id.ToString()));

    [GeneratedRegex("ale_[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
