using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Contacts;

/// <summary>Contacts without a script: adding, changing, warning of a double, merging.</summary>
public sealed class ContactPagesTests(House house)
{
    private const string Api = "/api/v1/contacts";

    [Fact]
    public async Task Contact_RightlyTyped_IsShownWithItsHistory()
    {
        using var secretary = await Visitor.OfAsync(await house.SignUpAsync());

        var answer = await secretary.SendAsync("/contacts/new", ("Form.Name", "Papiernia „Kwidzyn” <b>"), ("Form.Nip", "727-234-12-33"), ("Form.Address", "ul. Lotnicza 1\r\n82-500 Kwidzyn"));

        var page = await secretary.GetAsync(answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains("<h1>Papiernia „Kwidzyn” <b></h1>", page.Text, StringComparison.Ordinal);
        Assert.Contains("7272341233", page.Text, StringComparison.Ordinal);
        Assert.Contains("dodano kontrahenta", page.Text, StringComparison.Ordinal);
        Assert.Contains("Papiernia „Kwidzyn”", (await secretary.GetAsync("/contacts?q=kwidzyn")).Text, StringComparison.Ordinal);
        Assert.Contains("Nic nie pasuje do „gdynia”", (await secretary.GetAsync("/contacts?q=gdynia")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_AreAllToldAtTheirFieldsWithTheTextKept()
    {
        using var secretary = await Visitor.OfAsync(await house.SignUpAsync());

        var answer = (await secretary.SendAsync("/contacts/new", ("Form.Name", " "), ("Form.Nip", "7272341234"), ("Form.Email", "biuro@"))).Expect(HttpStatusCode.OK);

        Assert.Contains("""id="Form_Name_error">To pole jest wymagane.""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""id="Form_Nip_error">Cyfra kontrolna""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""id="Form_Email_error">To nie jest adres e-mail""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""value="7272341234""", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_AfterSomebodyElses_ShowsBothAndSavesTheSecondTime()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        var id = await AddAsync(tenant, new { name = "Zakład Poligraficzny" });
        var form = await secretary.GetAsync($"/contacts/{id}/edit");
        (await ContactsApiTests.PutAsync(tenant, $"{Api}/{id}", new { name = "Zakład Poligraficzny", phone = "600 100 200" }, "\"v1\"")).Expect(HttpStatusCode.OK);

        var late = (await secretary.SendAsync($"/contacts/{id}/edit", form, ("Form.Name", "Poligrafia Nowa"))).Expect(HttpStatusCode.OK);

        Assert.Contains("W międzyczasie zmieniono tego kontrahenta", late.Text, StringComparison.Ordinal);
        Assert.Contains("teraz zapisane: 600 100 200", late.Text, StringComparison.Ordinal);
        Assert.Contains("""value="Poligrafia Nowa""", late.Text, StringComparison.Ordinal);
        (await secretary.SendAsync($"/contacts/{id}/edit", late, ("Form.Name", "Poligrafia Nowa"))).Expect(HttpStatusCode.Redirect);
        Assert.Equal("Poligrafia Nowa", (await tenant.GetAsync($"{Api}/{id}")).String("name"));
    }

    [Fact]
    public async Task Double_IsWarnedOfAndStoredAllTheSame()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        await AddAsync(tenant, new { name = "Drukarnia Łabędź sp. z o.o.", nip = "7272341233" });

        Assert.Contains("Ten sam NIP lub REGON ma:", (await secretary.GetAsync("/contacts/new?handler=Alike&Form.Name=Inna&Form.Nip=727-234-12-33")).Text, StringComparison.Ordinal);
        Assert.Contains("Podobnie nazywa się:", (await secretary.GetAsync("/contacts/new?handler=Alike&Form.Name=drukarnia+labedz+S.A.")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("as-banner", (await secretary.GetAsync("/contacts/new?handler=Alike&Form.Name=Piekarnia&Form.Nip=1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("as-banner", (await secretary.GetAsync("/contacts/new?handler=Alike&Form.Name=%00")).Text, StringComparison.Ordinal);

        var stored = await secretary.SendAsync("/contacts/new", ("Form.Name", "Drukarnia Labedz"), ("Form.Nip", "7272341233"));
        var page = await secretary.GetAsync(stored.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains("/merge?with=", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merger_MovesTheLettersAndLeadsOldLinksOn()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        var stays = await AddAsync(tenant, new { name = "ZUS II Oddział w Łodzi" });
        var goes = await AddAsync(tenant, new { name = "Zakład Ubezpieczeń Społecznych", nip = "7272341233" });
        var letter = (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Wezwanie do korekty", correspondent = new { contactId = goes } })).Expect(HttpStatusCode.Created);

        Assert.Contains("Zakład Ubezpieczeń Społecznych", (await secretary.GetAsync($"/contacts/{stays}/merge?q=zaklad")).Text, StringComparison.Ordinal);
        var question = (await secretary.GetAsync($"/contacts/{stays}/merge?with={goes}")).Expect(HttpStatusCode.OK);
        Assert.Contains("1 pismo", question.Text, StringComparison.Ordinal);
        var merged = await secretary.SendAsync($"/contacts/{stays}/merge?with={goes}", question, ("Stays", stays));

        Assert.StartsWith($"/contacts/{stays}", merged.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString(), StringComparison.Ordinal);
        var page = await secretary.GetAsync($"/contacts/{stays}");
        Assert.Contains("Wezwanie do korekty", page.Text, StringComparison.Ordinal);
        Assert.Contains("Dołączono kontrahenta: Zakład Ubezpieczeń Społecznych", page.Text, StringComparison.Ordinal);
        Assert.Contains("7272341233", page.Text, StringComparison.Ordinal);
        Assert.Equal($"/contacts/{stays}", (await secretary.GetAsync($"/contacts/{goes}")).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Equal(stays, (await tenant.GetAsync($"{Api}/{goes}")).ExpectProblem(HttpStatusCode.NotFound, "not-found").String("mergedInto"));
        Assert.Equal($"/contacts/{stays}", (await secretary.SendAsync($"/contacts/{stays}/merge?with={goes}", question, ("Stays", stays))).Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        var correspondent = (await tenant.GetAsync(letter.Headers.Location!.ToString())).Json.GetProperty("correspondent");
        Assert.Equal((stays, "Zakład Ubezpieczeń Społecznych"), (correspondent.GetProperty("contactId").GetString(), correspondent.GetProperty("name").GetString()));
        Assert.Contains("Kontrahent: <del>", (await secretary.GetAsync(letter.Headers.Location!.ToString().Replace("/api/v1", "", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_OfferWhatFitsAndToAddWhatDoesNot()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        var id = await AddAsync(tenant, new { name = "Spółdzielnia „Snutka” & Córki", nip = "7272341233", address = "ul. Żurawia 5\nŁódź" });

        var found = (await secretary.GetAsync("/contacts/suggest?q=snut")).Text;
        Assert.Contains($"""data-id="{id}" data-name="Spółdzielnia „Snutka” & Córki" data-nip="7272341233""", found, StringComparison.Ordinal);
        Assert.Contains("NIP 7272341233 · Łódź", found, StringComparison.Ordinal);
        Assert.Contains("""data-add="snut""", found, StringComparison.Ordinal);
        Assert.DoesNotContain("data-add", (await secretary.GetAsync("/contacts/suggest?q=727-234")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"option\"", (await secretary.GetAsync("/contacts/suggest?q=")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PickedContact_IsTheLettersAndTheContracts_UntilTheNameIsTypedOver()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        var id = await AddAsync(tenant, new { name = "Papiernia Kwidzyn", nip = "7272341233" });
        var letter = ("Form.Direction", "incoming");

        async Task<string?> ContactOfAsync(string sender, string subject)
        {
            var saved = await secretary.SendAsync("/correspondence/new", letter, ("Form.Subject", subject), ("Form.Correspondent", sender), ("Form.ContactId", id), ("Form.ContactName", "Papiernia Kwidzyn"));
            var address = saved.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString().Split('?')[0];
            return (await tenant.GetAsync("/api/v1" + address)).Expect(HttpStatusCode.OK).Json.GetProperty("correspondent").GetProperty("contactId").GetString();
        }

        Assert.Equal(id, await ContactOfAsync("Papiernia Kwidzyn", "Oferta na papier"));
        Assert.Null(await ContactOfAsync("Papiernia Kwidzyn, filia", "Oferta filii"));
        var contract = await secretary.SendAsync("/contracts/new", ("Form.Subject", "Dostawy papieru"), ("Form.Term", "open"), ("Form.Parties[0].Name", "Papiernia Kwidzyn"), ("Form.Parties[0].ContactId", id), ("Form.Parties[0].ContactName", "Papiernia Kwidzyn"));
        var party = (await tenant.GetAsync("/api/v1" + contract.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString().Split('?')[0])).Json.GetProperty("parties")[0];
        Assert.Equal((id, "7272341233"), (party.GetProperty("contactId").GetString(), party.GetProperty("nip").GetString()));
        Assert.Contains("Dostawy papieru", (await secretary.GetAsync($"/contacts/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadOnly_IsToldWithTheTextKept()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);
        var form = await secretary.GetAsync("/contacts/new");
        (await tenant.PostAsync("/api/v1/account/close", new { password = tenant.Password, company = tenant.Company })).Expect(HttpStatusCode.OK);

        var answer = (await secretary.SendAsync("/contacts/new", form, ("Form.Name", "Za późno"))).Expect(HttpStatusCode.OK);

        Assert.Contains("Nie zapisano kontrahenta: konto jest tylko do odczytu.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""value="Za późno""", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<string> AddAsync(TenantClient tenant, object contact) =>
        (await tenant.PostAsync(Api, contact)).Expect(HttpStatusCode.Created).String("id");
}
