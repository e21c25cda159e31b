using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Company;

/// <summary>Company settings from the form to the next number, on every node.</summary>
public sealed class SettingsPageTests(House house)
{
    private const string Page = "/account/settings";

    [Fact]
    public async Task Saved_IsSeenByEverybody_AndTheNextNumberHasTheNewMask()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        Assert.StartsWith("RPW/1/", (await tenant.RegisterLetterAsync()).GetProperty("number").GetString(), StringComparison.Ordinal);

        var answer = await PostAsync(browser, With(("Company", "Drukarnia Żuraw"), ("Nip", "526-000-12-46"), ("MaskIncoming", "WPŁ.{seq:4}.{yyyy}"), ("LetterKinds", "Faktura\r\nSkarga"), ("Address", "ul. Prosta 1\r\n00-001 Warszawa")));

        answer.Expect(HttpStatusCode.Redirect);
        Assert.StartsWith("WPŁ.0002.", (await tenant.Through(house.Second).RegisterLetterAsync()).GetProperty("number").GetString(), StringComparison.Ordinal);
        var page = (await browser.GetAsync(house.Second, Page)).Expect(HttpStatusCode.OK).Text;
        Assert.All((string[])["Drukarnia Żuraw", "5260001246", "WPŁ.{seq:4}.{yyyy}", "Skarga", "00-001 Warszawa"], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Equal("Drukarnia Żuraw", await house.ScalarAsync<string>("SELECT company FROM app.tenant_overview WHERE tenant_id = $1", tenant.TenantId));
        Assert.Equal("company, nip, address, maskIncoming, letterKinds", await house.ScalarAsync<string>("SELECT details ->> 'fields' FROM app.audit WHERE tenant_id = $1 AND kind = 'settingsChanged'", tenant.TenantId));
    }

    [Fact]
    public async Task SavedAgainUnchanged_WritesNothing()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

        for (var i = 0; i < 2; i++)
            (await PostAsync(browser, With(("Company", "Inna nazwa")))).Expect(HttpStatusCode.Redirect);

        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.audit WHERE tenant_id = $1 AND kind = 'settingsChanged'", tenant.TenantId));
    }

    [Fact]
    public async Task MaskOfAnotherSeries_EvenAnEarlierOne_IsRefusedAtItsField_AndWhatWasTypedStays()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        (await PostAsync(browser, With(("MaskIncoming", "PRZ/{seq}/{yyyy}")))).Expect(HttpStatusCode.Redirect);

        var page = (await PostAsync(browser, With(("MaskIncoming", "PRZ/{seq}/{yyyy}"), ("MaskOutgoing", "RPW/{seq}/{yyyy}"), ("Address", "wpisany adres")))).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("Form_MaskOutgoing_error", page, StringComparison.Ordinal);
        Assert.Contains("wpisany adres", page, StringComparison.Ordinal);
        Assert.Equal("WYS/{seq}/{yyyy}", await house.ScalarAsync<string>("SELECT mask_outgoing FROM app.tenant WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task TakenOutOfADictionary_IsRetired_AndMayComeBack()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        (await PostAsync(browser, With(("LetterKinds", "Faktura\nSkarga")))).Expect(HttpStatusCode.Redirect);
        (await PostAsync(browser, With(("LetterKinds", "Oferta\nFaktura")))).Expect(HttpStatusCode.Redirect);

        Assert.Equal("Oferta,Faktura|Skarga", await house.ScalarAsync<string>("""
            SELECT string_agg(name, ',' ORDER BY ordinal) FILTER (WHERE NOT retired) || '|' || string_agg(name, ',') FILTER (WHERE retired)
            FROM app.dictionary_item WHERE tenant_id = $1
            """, tenant.TenantId));
    }

    [Fact]
    public async Task ReadOnlyCompany_IsRefusedInWords()
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        (await tenant.PostAsync("/api/v1/account/close", new { password = tenant.Password, company = tenant.Company })).Expect(HttpStatusCode.OK);

        var page = (await PostAsync(browser, With(("Company", "Nowa nazwa")))).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("tylko do odczytu", WebUtility.HtmlDecode(page).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal(tenant.Company, await house.ScalarAsync<string>("SELECT company FROM app.tenant WHERE tenant_id = $1", tenant.TenantId));
    }

    private Task<Answer> PostAsync(BrowserSession browser, IEnumerable<KeyValuePair<string, string>> fields) => browser.PostAsync(house.First, Page, fields, tokenFrom: Page);

    private static Dictionary<string, string> With(params (string Field, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Form.Company"] = "Drukarnia Łabędź",
            ["Form.MaskIncoming"] = "RPW/{seq}/{yyyy}",
            ["Form.MaskOutgoing"] = "WYS/{seq}/{yyyy}",
            ["Form.MaskInternal"] = "WEW/{seq}/{yyyy}",
            ["Form.MaskContracts"] = "UM/{seq}/{yyyy}",
        };
        foreach (var (field, value) in changes)
            fields["Form." + field] = value;
        return fields;
    }
}
