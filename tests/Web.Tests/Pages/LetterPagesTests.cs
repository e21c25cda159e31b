using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Pages;

/// <summary>A letter's pages without a script: everything typed, corrected, given, answered, moved on.</summary>
public sealed class LetterPagesTests(House house)
{
    [Fact]
    public async Task EveryField_TypedOnce_StandsOnTheLettersPageAndInItsForm()
    {
        var tenant = await house.SignUpAsync();
        var contract = (await tenant.PostAsync("/api/v1/contracts", new { subject = "Najem", parties = new[] { new { name = "ZLM" } } })).Expect(HttpStatusCode.Created);
        var other = await tenant.RegisterLetterAsync("Pierwsze pismo");
        using var secretary = await Visitor.OfAsync(tenant);

        var saved = await secretary.SendAsync("/correspondence/new", ("Form.Direction", "incoming"), ("Form.Subject", "Wezwanie do korekty"), ("Form.Correspondent", "ZUS"),
            ("Form.Enclosures", "2"), ("Form.Tags", "pilne, ZUS"), ("Form.CaseMark", "DO.12"), ("Form.Contract", contract.String("number")), ("Form.Related", other.GetProperty("number").GetString()!),
            ("Form.CorrespondentAddress", "ul. Lipiec 11"), ("Form.MassGrams", "120"), ("Form.Fee", "9,90"), ("Form.DeclaredValue", "1 000"), ("Form.EarlierNumber", "15/2025"));
        var address = saved.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString().Split('?')[0];

        var page = await secretary.GetAsync(address);
        foreach (var text in new[] { "Wezwanie do korekty", "pilne", "DO.12", contract.String("number"), other.GetProperty("number").GetString()!, "ul. Lipiec 11", "9,90 zł", "1 000,00 zł", "15/2025" })
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        var form = await secretary.GetAsync(address + "/edit");
        foreach (var value in new[] { "2", "pilne, ZUS", "DO.12", contract.String("number"), "120", "9,90", "1 000,00", "15/2025" })
            Assert.Contains($"value=\"{value}\"", form.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_OfNoContractOrLetter_AreToldAtTheirFields()
    {
        using var secretary = await Visitor.OfAsync(await house.SignUpAsync());

        var answer = await secretary.SendAsync("/correspondence/new", ("Form.Direction", "incoming"), ("Form.Subject", "Pismo"), ("Form.Contract", "UM/9/2026"), ("Form.Related", "RPW/9/2026"), ("Form.Fee", "dużo"), ("Form.Enclosures", "dwa"));

        Assert.Contains("""id="Form_Fee_error">To nie jest kwota""", answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("""id="Form_Enclosures_error">To nie jest liczba""", answer.Text, StringComparison.Ordinal);
        answer = await secretary.SendAsync("/correspondence/new", ("Form.Direction", "incoming"), ("Form.Subject", "Pismo"), ("Form.Contract", "UM/9/2026"), ("Form.Related", "RPW/9/2026"));
        Assert.Contains("""id="Form_Contract_error">W rejestrze nie ma numeru UM/9/2026.""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""id="Form_Related_error">W rejestrze nie ma numeru RPW/9/2026.""", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correcting_WhatSomebodyElseChangedMeanwhile_NamesThemAndKeepsWhatIsTyped()
    {
        var tenant = await house.SignUpAsync();
        var id = (await tenant.RegisterLetterAsync("Zapytanie")).GetProperty("id").GetString();
        using var secretary = await Visitor.OfAsync(tenant);
        var opened = await secretary.GetAsync($"/correspondence/{id}/edit");
        (await secretary.SendAsync($"/correspondence/{id}/edit", ("Form.Subject", "Zapytanie o oprawę"))).Expect(HttpStatusCode.Redirect);

        var stale = await secretary.SendAsync($"/correspondence/{id}/edit", opened, ("Form.Subject", "Zapytanie o cenę"), ("Form.Notes", "dzwonili"));

        Assert.Contains("zmiana tego pisma o", stale.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("<del>Zapytanie</del> → Zapytanie o oprawę", stale.Text, StringComparison.Ordinal);
        Assert.Contains("\nZapytanie o cenę</textarea>", stale.Text, StringComparison.Ordinal);
        Assert.Contains("\ndzwonili</textarea>", stale.Text, StringComparison.Ordinal);
        // Once more is meant.
        (await secretary.SendAsync($"/correspondence/{id}/edit", stale, ("Form.Subject", "Zapytanie o cenę"), ("Form.Notes", "dzwonili"))).Expect(HttpStatusCode.Redirect);
        Assert.Contains("<del>Zapytanie o oprawę</del> → Zapytanie o cenę", (await secretary.GetAsync($"/correspondence/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_IsReadWhenItsAssigneeOpensIt_ThenConfirmedThere()
    {
        var owner = await house.SignUpAsync();
        var account = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", owner.Email);
        var id = (await owner.RegisterLetterAsync("Do zapłaty")).GetProperty("id").GetString();
        var page = $"/correspondence/{id}";
        using var boss = await Visitor.OfAsync(owner);

        var nobody = await boss.PostAsync(page + "?handler=Assign", [Token(await boss.GetAsync(page))]);
        Assert.Contains("Wskaż osobę", nobody.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await boss.PostAsync(page + "?handler=Assign", [Token(nobody), new("AccountId", account.ToString("D")), new("Instruction", "zapłacić do piątku")])).Expect(HttpStatusCode.Redirect);

        var opened = await boss.GetAsync(page);
        Assert.Contains("zapłacić do piątku", opened.Text, StringComparison.Ordinal);
        Assert.Contains("przeczytano", opened.Text, StringComparison.Ordinal);
        (await boss.PostAsync(page + "?handler=Confirm", [Token(opened)])).Expect(HttpStatusCode.Redirect);
        (await boss.PostAsync(page + "?handler=Move", [Token(opened), new("Status", "done")])).Expect(HttpStatusCode.Redirect);

        var done = await boss.GetAsync(page);
        Assert.Contains("potwierdzono", done.Text, StringComparison.Ordinal);
        Assert.Contains("<del>zadekretowana</del> → załatwiona", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_BeginsWithTheOtherSide_ClosesTheLetter_AndBothStandInOneThread()
    {
        var tenant = await house.SignUpAsync();
        var letter = (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Reklamacja", correspondent = new { name = "Józef Źródlak" } })).Expect(HttpStatusCode.Created);
        using var secretary = await Visitor.OfAsync(tenant);
        var form = $"/correspondence/new?replyTo={letter.String("id")}";
        var opened = await secretary.GetAsync(form);
        Assert.Contains("""value="Józef Źródlak""", opened.Text, StringComparison.Ordinal);
        Assert.Contains("Po zapisaniu tamto pismo będzie załatwione", opened.Text, StringComparison.Ordinal);

        var saved = await secretary.SendAsync(form, ("Form.Direction", "outgoing"), ("Form.Subject", "Odpowiedź na reklamację"), ("Form.Correspondent", "Józef Źródlak"));

        var answer = await secretary.GetAsync(saved.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString().Split('?')[0]);
        Assert.Contains(letter.String("number"), answer.Text, StringComparison.Ordinal);
        var closed = await secretary.GetAsync($"/correspondence/{letter.String("id")}");
        Assert.Contains("załatwiona", closed.Text, StringComparison.Ordinal);
        Assert.Contains("Odpowiedź na reklamację", closed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_OfALetter_StaysWhenItIsCorrectedAndGoesOnToItsAnswer()
    {
        var tenant = await house.SignUpAsync();
        var contact = (await tenant.PostAsync("/api/v1/contacts", new { name = "Veolia Łódź" })).Expect(HttpStatusCode.Created).Json.GetProperty("id").GetGuid();
        var letter = (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Rozliczenie", correspondent = new { contactId = contact } })).Expect(HttpStatusCode.Created).String("id");
        using var secretary = await Visitor.OfAsync(tenant);

        (await secretary.SendAsync($"/correspondence/{letter}/edit", ("Form.Subject", "Rozliczenie ciepła"), ("Form.Correspondent", "Veolia Łódź"))).Expect(HttpStatusCode.Redirect);
        var answer = (await secretary.SendAsync($"/correspondence/new?replyTo={letter}", ("Form.Direction", "outgoing"), ("Form.Subject", "Odpowiedź"), ("Form.Correspondent", "Veolia Łódź")))
            .Expect(HttpStatusCode.Redirect).Headers.Location!.ToString().Split('?')[0];

        foreach (var path in new[] { $"/api/v1/correspondence/{letter}", "/api/v1" + answer })
            Assert.Equal(contact, (await tenant.GetAsync(path)).Expect(HttpStatusCode.OK).Json.GetProperty("correspondent").GetProperty("contactId").GetGuid());
        (await secretary.SendAsync($"/correspondence/{letter}/edit", ("Form.Subject", "Rozliczenie ciepła"), ("Form.Correspondent", "Veolia Poznań"))).Expect(HttpStatusCode.Redirect);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await tenant.GetAsync($"/api/v1/correspondence/{letter}")).Json.GetProperty("correspondent").GetProperty("contactId").ValueKind);
    }

    [Fact]
    public async Task Returned_WithoutAReason_IsToldAndAskedAgain()
    {
        var tenant = await house.SignUpAsync();
        var page = $"/correspondence/{(await tenant.RegisterLetterAsync("Zapytanie", "outgoing")).GetProperty("id").GetString()}";
        using var secretary = await Visitor.OfAsync(tenant);
        (await secretary.PostAsync(page + "?handler=Move", [Token(await secretary.GetAsync(page)), new("Status", "sent")])).Expect(HttpStatusCode.Redirect);

        var refused = await secretary.PostAsync(page + "?handler=Move", [Token(await secretary.GetAsync(page)), new("Status", "returned"), new("On", "31.02")]);
        Assert.Contains("To nie jest data", refused.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        refused = await secretary.PostAsync(page + "?handler=Move", [Token(refused), new("Status", "returned")]);
        Assert.Contains("Podaj powód", refused.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await secretary.PostAsync(page + "?handler=Move", [Token(refused), new("Status", "returned"), new("Reason", "adresat nieznany")])).Expect(HttpStatusCode.Redirect);
        Assert.Contains("adresat nieznany", (await secretary.GetAsync(page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alike_TellsWhatIsInTheBook_AndNothingElse()
    {
        var tenant = await house.SignUpAsync();
        await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Wezwanie", correspondent = new { name = "ZUS w Łodzi" }, reference = "71/KZ" });
        using var secretary = await Visitor.OfAsync(tenant);

        var alike = await secretary.GetAsync("/correspondence/alike?Form.Correspondent=zus%20w%20lodzi&Form.Reference=71/KZ&Form.LetterDate=");
        var other = await secretary.GetAsync("/correspondence/alike?Form.Correspondent=ZUS&Form.Reference=72/KZ&Form.LetterDate=");

        Assert.Contains("RPW/1/", alike.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RPW", other.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    private static KeyValuePair<string, string> Token(Answer page) => new(
        "__RequestVerificationToken",
        Regex.Match(page.Text, "name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value);
}
