using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>One person's data (docs/personal-data.md): all of it for them, and none of it once they asked for that.</summary>
public sealed class PersonalDataTests(House house)
{
    private const string Page = "/account/data";

    [Fact]
    public async Task Export_HasEverything_ButNoSecrets_AndNothingOfOthers()
    {
        var (tenant, other) = (await house.SignUpAsync(), await house.SignUpAsync());
        var number = (await tenant.RegisterLetterAsync("Treść tylko dla firmy")).GetProperty("number").GetString()!;
        using var device = new SoftPasskey(house.First);
        using (var person = await Visitor.OfAsync(tenant))
        {
            await device.AddAsync(person, tenant.Password);
            (await person.SendAsync("/deadlines?handler=Feed", await person.GetAsync("/deadlines"))).Expect(HttpStatusCode.Redirect);
        }

        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

        var answer = (await browser.PostAsync(house.First, Page + "?handler=Export", [], tokenFrom: Page)).Expect(HttpStatusCode.OK);

        var document = answer.Json;
        Assert.Equal(tenant.Email, document.GetProperty("account").GetProperty("email").GetString());
        Assert.Equal(tenant.TenantId, document.GetProperty("companies")[0].GetProperty("id").GetGuid());
        Assert.Equal(number, document.GetProperty("registered")[0].GetProperty("letters")[0].GetProperty("number").GetString());
        Assert.Equal(1, document.GetProperty("tokens").GetArrayLength());
        Assert.Equal(1, document.GetProperty("calendarAddresses").GetArrayLength());
        Assert.Equal("Laptop", document.GetProperty("passkeys")[0].GetProperty("name").GetString());
        Assert.NotEqual(0, document.GetProperty("sessions").GetArrayLength());
        Assert.DoesNotContain("hash", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("stamp", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(tenant.Token, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Treść tylko dla firmy", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Email, answer.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.audit AS e JOIN app.account AS a ON a.id = e.account_id WHERE a.email = $1 AND e.kind = 'personalDataExported'", tenant.Email));
    }

    [Fact]
    public async Task Erase_WhileAMember_IsRefused()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

        (await browser.PostAsync(house.First, Page + "?handler=Erase", [new("Password", tenant.Password)], tokenFrom: Page)).Expect(HttpStatusCode.OK);

        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.account WHERE email = $1", tenant.Email));
    }

    [Fact]
    public async Task Erased_TheRegistersKeepAPseudonym_AndNothingNamesThePerson()
    {
        var tenant = await house.SignUpAsync();
        var letter = (await tenant.RegisterLetterAsync()).GetProperty("id").GetGuid();
        (await tenant.PostAsync($"/api/v1/correspondence/{letter}/annul", new { reason = "pomyłka" })).Expect(HttpStatusCode.OK);
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        var colleague = await Colleague.JoinAsync(house, tenant, role: 2);
        await house.ScalarAsync<int>("""
            WITH gone AS (DELETE FROM app.membership AS m USING app.account AS a WHERE a.id = m.account_id AND a.email = $1 RETURNING m.account_id),
            told AS (INSERT INTO app.audit (tenant_id, account_id, by_name, kind, details)
              SELECT $2, gen_random_uuid(), 'kolega', 'memberRemoved', jsonb_build_object('member', $1) FROM gone RETURNING 1)
            SELECT count(*)::int FROM told
            """, tenant.Email, tenant.TenantId);

        (await browser.PostAsync(house.Second, Page + "?handler=Erase", [new("Password", "nie to hasło")], tokenFrom: Page)).Expect(HttpStatusCode.OK);
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.account WHERE email = $1", tenant.Email));
        (await browser.PostAsync(house.Second, Page + "?handler=Erase", [new("Password", tenant.Password)], tokenFrom: Page)).Expect(HttpStatusCode.Redirect);

        var shown = (await colleague.GetAsync($"/api/v1/correspondence/{letter}")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("osoba usunięta", WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Unescape(shown)).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Email, shown, StringComparison.Ordinal);
        foreach (var table in (string[])["account", "session", "personal_token", "audit", "mail_outbox", "history", "correspondence"])
            Assert.Equal(0L, await house.ScalarAsync<long>($"SELECT count(*) FROM app.{table} AS x WHERE strpos(x::text, $1) > 0", tenant.Email));
        (await tenant.Through(house.Second).GetAsync("/api/v1/status")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Erased_WhoHandedTheCompanyOver_IsNotNamedByTheLicencesHistoryEither()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await Colleague.JoinAsync(house, tenant, role: 2);
        await house.ScalarAsync<int>("""
            WITH gone AS (DELETE FROM app.membership AS m USING app.account AS a WHERE a.id = m.account_id AND a.email = $1 RETURNING m.account_id),
            handed AS (INSERT INTO app.audit (tenant_id, account_id, by_name, kind) SELECT $2, account_id, $1, 'ownershipTransferred' FROM gone),
            bought AS (INSERT INTO app.licence_history (tenant_id, key, at, kind, by_name)
              SELECT $2, n.name, now(), 'bought', n.name FROM gone CROSS JOIN (VALUES ($1), ('system')) AS n (name) RETURNING 1)
            SELECT count(*)::int FROM bought
            """, tenant.Email, tenant.TenantId);

        await EraseAsync(browser, tenant);

        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.licence_history AS x WHERE x.tenant_id = $1 AND x.by_name = $2", tenant.TenantId, tenant.Email));
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.licence_history AS x WHERE x.tenant_id = $1 AND x.key = 'system' AND x.by_name = 'system'", tenant.TenantId));
    }

    [Fact]
    public async Task Erased_UnderANameThatIsARole_AndAnAddressNeverConfirmed_LeavesOtherCompaniesAsTheyWere()
    {
        var (tenant, other) = (await house.SignUpAsync(), await house.SignUpAsync());
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        await Colleague.JoinAsync(house, tenant, role: 2);
        await house.ScalarAsync<int>("""
            WITH named AS (UPDATE app.account SET display_name = 'office' WHERE email = $1 RETURNING id),
            gone AS (DELETE FROM app.membership AS m USING named AS n WHERE m.account_id = n.id),
            invited AS (INSERT INTO app.invitation (tenant_id, id, email, normalized_email, role, invited_by, invited_by_name, created_at, expires_at)
              SELECT $2, gen_random_uuid(), $1, upper($1), 1, gen_random_uuid(), 'ktoś', now(), now() + interval '7 days'),
            told AS (INSERT INTO app.audit (tenant_id, account_id, by_name, kind, details)
              VALUES ($2, gen_random_uuid(), 'ktoś', 'memberInvited', jsonb_build_object('email', $1, 'role', 'office')) RETURNING 1)
            SELECT count(*)::int FROM told
            """, tenant.Email, other.TenantId);

        await EraseAsync(browser, tenant);

        Assert.Equal("office " + tenant.Email, await house.ScalarAsync<string>(
            "SELECT concat_ws(' ', details ->> 'role', details ->> 'email') FROM app.audit WHERE tenant_id = $1 AND kind = 'memberInvited'", other.TenantId));
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.invitation WHERE tenant_id = $1", other.TenantId));
    }

    private async Task EraseAsync(BrowserSession browser, TenantClient tenant)
    {
        (await browser.PostAsync(house.First, Page + "?handler=Erase", [new("Password", tenant.Password)], tokenFrom: Page)).Expect(HttpStatusCode.Redirect);
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.account WHERE email = $1", tenant.Email));
    }
}
