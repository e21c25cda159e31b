using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Web.Legal;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Members;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Legal;

/// <summary>No account and no company without its proof (product.md §7), whichever way they come.</summary>
public sealed class AcceptanceTests(House house)
{
    private const string Password = "cztery przypadkowe słowa";

    private static readonly string Version = LegalArchive.OfThisProgram().InForce(LegalDocuments.Terms, DateOnly.FromDateTime(DateTime.UtcNow)).Name;

    private static int _count;

    [Fact]
    public async Task SignUp_WithoutTheBox_SaysSoAtIt_KeepsWhatWasTyped_AndStoresNothing()
    {
        using var stranger = Visitor.Stranger(house.First);
        var email = NewEmail();

        var answer = await stranger.SendAsync("/account/sign-up", ("Company", "Zecernia pod Lipą"), ("Nip", "526-025-02-74"), ("Email", email), ("Password", "krótkie"));

        answer.Expect(HttpStatusCode.OK);
        Assert.Contains("aria-describedby=\"Accept_error\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Zaznacz to pole", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Password_error", answer.Text, StringComparison.Ordinal);
        Assert.All((string[])["Zecernia pod Lipą", "526-025-02-74", email], typed => Assert.Contains($"value=\"{typed}\"", answer.Text, StringComparison.Ordinal));
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT (SELECT count(*) FROM app.account WHERE email = $1) + (SELECT count(*) FROM app.tenant WHERE company = 'Zecernia pod Lipą')", email));
    }

    [Fact]
    public async Task SignUp_WithTheBox_RecordsTheThree_AndABoxTickedStaysTicked()
    {
        using var stranger = Visitor.Stranger(house.First);
        var email = NewEmail();
        (string Name, string Value)[] typed = [("Company", "Zecernia pod Klonem"), ("Email", email), ("Accept", "true")];

        var again = (await stranger.SendAsync("/account/sign-up", [.. typed, ("Password", "krótkie")])).Expect(HttpStatusCode.OK);
        Assert.Matches("<input[^>]*name=\"Accept\"[^>]*checked", again.Text);
        Assert.DoesNotContain("Accept_error", again.Text, StringComparison.Ordinal);
        (await stranger.SendAsync("/account/sign-up", again, [.. typed, ("Password", Password)])).Expect(HttpStatusCode.Redirect);

        var tenant = await house.ScalarAsync<Guid>("SELECT tenant_id FROM app.tenant WHERE company = 'Zecernia pod Klonem'");
        Assert.Equal($"privacy {Version} -, processing {Version} {tenant}, terms {Version} -", await AcceptedByAsync(email));
        Assert.DoesNotContain("accept-agreements", (await stranger.GetAsync("/correspondence")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignUp_ThroughTheApi_RecordsTheThree_AndTheDocumentSaysSo()
    {
        var tenant = await house.SignUpAsync();

        Assert.Equal($"privacy {Version} -, processing {Version} {tenant.TenantId}, terms {Version} -", await AcceptedByAsync(tenant.Email));
        var operation = (await house.First.Http.GetFromJsonAsync<System.Text.Json.JsonElement>("/openapi/v1.json")).GetProperty("paths").GetProperty("/api/v1/accounts").GetProperty("post");
        Assert.All(LegalDocuments.All, document => Assert.Contains("/legal/" + document, operation.GetProperty("description").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignUp_ManyAtOnceWithOneAddress_LeavesTheProofsOfOne()
    {
        var email = NewEmail();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => house.First.Http.PostAsJsonAsync("/api/v1/accounts", new { company = "Naraz z dowodem", email, password = Password })));

        Assert.Equal(3L, await house.ScalarAsync<long>("SELECT count(*) FROM app.acceptance AS c JOIN app.account AS a ON a.id = c.account_id WHERE a.email = $1", email));
    }

    [Fact]
    public async Task AnotherCompany_HasAProcessingAgreementOfItsOwn()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);

        Assert.Contains("/legal/processing", (await owner.SendAsync("/account/company", ("Company", "  "))).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal($"privacy {Version} -, processing {Version} {tenant.TenantId}, terms {Version} -", await AcceptedByAsync(tenant.Email));
        (await owner.SendAsync("/account/company", ("Company", "Druga Introligatornia"))).Expect(HttpStatusCode.Redirect);

        Assert.Equal(2L, await house.ScalarAsync<long>("""
            SELECT count(*) FROM app.acceptance AS c JOIN app.membership AS m ON (m.account_id, m.tenant_id) = (c.account_id, c.tenant_id) JOIN app.account AS a ON a.id = c.account_id
            WHERE a.email = $1 AND c.document = 'processing'
            """, tenant.Email));
        Assert.DoesNotContain("accept-agreements", (await owner.GetAsync("/correspondence")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JoiningWithANewAccount_RecordsTermsAndPrivacy_NotTheCompanysAgreement()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var guest = await Guest.InviteAsync(house, tenant, owner);
        using var stranger = Visitor.Stranger(house.First);
        Assert.Contains("Zakładając konto, akceptujesz", (await stranger.GetAsync(guest.Link)).Text, StringComparison.Ordinal);

        using var joined = await guest.JoinAsync(house.First);

        Assert.Equal($"privacy {Version} -, terms {Version} -", await AcceptedByAsync(guest.Email));
        Assert.DoesNotContain("accept-agreements", (await joined.GetAsync("/correspondence")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeletedCompany_TakesItsAgreementAlong_AnErasedPersonTheirs()
    {
        var (tenant, other) = (await house.SignUpAsync(), await house.SignUpAsync());
        using var owner = await Visitor.OfAsync(tenant);
        (await owner.SendAsync("/account/company", ("Company", "Firma do usunięcia"))).Expect(HttpStatusCode.Redirect);

        var company = await house.ScalarAsync<Guid>("UPDATE app.tenant SET deleting_since = now() WHERE company = 'Firma do usunięcia' RETURNING tenant_id");
        await house.ScalarAsync<int>("SELECT app.delete_members($1)", company);
        Assert.Equal($"privacy {Version} -, processing {Version} {tenant.TenantId}, terms {Version} -", await AcceptedByAsync(tenant.Email));

        var account = await house.ScalarAsync<Guid>("DELETE FROM app.membership AS m USING app.account AS a WHERE a.id = m.account_id AND a.email = $1 RETURNING a.id", other.Email);
        Assert.True(await house.ScalarAsync<bool>("SELECT app.erase_person($1, 'osoba usunięta')", account));
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.acceptance WHERE account_id = $1", account));
    }

    private static string NewEmail() => $"umowa{Interlocked.Increment(ref _count)}@firma.example";

    private Task<string> AcceptedByAsync(string email) => house.ScalarAsync<string>("""
        SELECT string_agg(c.document || ' ' || c.version || ' ' || coalesce(c.tenant_id::text, '-'), ', ' ORDER BY c.document)
        FROM app.acceptance AS c JOIN app.account AS a ON a.id = c.account_id WHERE a.email = $1 AND c.at BETWEEN now() - interval '10 minutes' AND now() + interval '1 minute'
        """, email);
}
