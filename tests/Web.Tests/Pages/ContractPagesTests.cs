using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Pages;

/// <summary>A contract on its pages, without a script: typed, read, corrected, and what two people do at once.</summary>
public sealed class ContractPagesTests(House house)
{
    private static readonly (string, string)[] Lease =
    [
        ("Form.Subject", "Dzierżawa falcerki"), ("Form.Parties[0].Name", "Grafmasz Serwis"), ("Form.Parties[0].Nip", "725-186-81-07"), ("Form.Parties[0].Regon", "526965718"),
        ("Form.Parties[0].Role", "wydzierżawiający"), ("Form.SignedOn", "12.12.2024"), ("Form.Term", "fixed"), ("Form.ValidFrom", "1.1.2025"), ("Form.ValidTo", "31.12.2095"),
        ("Form.RenewalAmount", "12"), ("Form.RenewalUnit", "months"), ("Form.NoticeAmount", "1"), ("Form.NoticeUnit", "months"), ("Form.NoticeEffect", "endOfMonth"),
        ("Form.Value", "1 850,00"), ("Form.Currency", "PLN"), ("Form.VatRate", "23%"), ("Form.Recurrence", "monthly"), ("Form.ReminderDays", "60 7"), ("Form.OriginalPlace", "segregator U-3"),
    ];

    [Fact]
    public async Task Contract_RightlyTyped_IsToldInWordsWithItsLastDayFirst()
    {
        using var secretary = await Visitor.OfAsync(await house.SignUpAsync());

        var saved = (await secretary.SendAsync("/contracts/new", Lease)).Expect(HttpStatusCode.Redirect);
        var page = (await secretary.GetAsync(saved.Headers.Location!.ToString().Split('?')[0])).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("30.11.2095</p>", page, StringComparison.Ordinal);
        Assert.Contains("środa, za ", page, StringComparison.Ordinal);
        Assert.Contains("Umowa kończy się 31.12.2095. Wypowiedzenie: <b>1 miesiąc</b>, ze skutkiem na koniec miesiąca", page, StringComparison.Ordinal);
        Assert.Contains("Bez wypowiedzenia przedłuży się do <b>31.12.2096</b>.", page, StringComparison.Ordinal);
        Assert.Contains("Koszt: 12 × 1 850,00 zł = <b>22 200,00 zł</b> netto.", page, StringComparison.Ordinal);
        Assert.Contains("1 850,00 zł netto + 23% VAT = 2 275,50 zł brutto, co miesiąc", page, StringComparison.Ordinal);
        Assert.Contains("o 12 miesięcy, za każdym razem", page, StringComparison.Ordinal);
        Assert.Contains("REGON 526965718", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Ostatni dzień na wypowiedzenie", StringComparison.Ordinal) < page.IndexOf("Warunki", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edit_OneFieldChanged_IsTheOnlyLineOfHistory()
    {
        var (secretary, address) = await RegisteredAsync(await house.SignUpAsync());
        using var _ = secretary;

        var answer = await secretary.SendAsync(address + "/edit", Edited(("Form.Value", "1 900,00"), ("Form.NoticeEffect", "none")));

        Assert.Equal(address, answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        var page = (await secretary.GetAsync(address)).Text;
        Assert.Contains("Wartość netto: <del>1 850,00</del> → 1 900,00", page, StringComparison.Ordinal);
        Assert.Contains("Wypowiedzenie: <del>1 miesiąc, ze skutkiem na koniec miesiąca</del> → 1 miesiąc", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Strony: <del>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_SomebodyWasQuicker_NamesTheirChangeAndKeepsWhatWasTyped()
    {
        var (secretary, address) = await RegisteredAsync(await house.SignUpAsync());
        using var _ = secretary;
        var opened = await secretary.GetAsync(address + "/edit");
        (await secretary.SendAsync(address + "/edit", Edited(("Form.OriginalPlace", "szafa 9")))).Expect(HttpStatusCode.Redirect);

        var conflict = await secretary.SendAsync(address + "/edit", opened, Edited(("Form.Subject", "Dzierżawa i serwis")));

        conflict.Expect(HttpStatusCode.OK);
        Assert.Contains("zmiana tej umowy o ", conflict.Text, StringComparison.Ordinal);
        Assert.Contains("Oryginał: <del>segregator U-3</del> → szafa 9", conflict.Text, StringComparison.Ordinal);
        Assert.Contains("\nDzierżawa i serwis</textarea>", conflict.Text, StringComparison.Ordinal);
        // Seen and saved once more: now it stands.
        var saved = await secretary.SendAsync(address + "/edit", conflict, Edited(("Form.Subject", "Dzierżawa i serwis")));
        saved.Expect(HttpStatusCode.Redirect);
        Assert.Contains("<h1 class=\"\">Dzierżawa i serwis", (await secretary.GetAsync(address)).Text.Replace("<h1>", "<h1 class=\"\">", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_Mistakes_AreToldAtTheirFieldsWithTheTextKept()
    {
        var (secretary, address) = await RegisteredAsync(await house.SignUpAsync());
        using var _ = secretary;

        var answer = await secretary.SendAsync(address + "/edit", Edited(("Form.ValidTo", "31.13.2095"), ("Form.Parties[0].Regon", "526965719"), ("Form.ReminderDays", "90, x")));

        answer.Expect(HttpStatusCode.OK);
        Assert.Contains("""id="Form_ValidTo_error">To nie jest data.""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""id="Form_Parties_0__Regon_error">Cyfra kontrolna""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""id="Form_ReminderDays_error">To nie jest liczba""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""value="31.13.2095""", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Annex_OneTermTyped_IsItsOnlyChange_AndTheDayPickerShowsBoth()
    {
        var (secretary, address) = await RegisteredAsync(await house.SignUpAsync());
        using var _ = secretary;

        var answer = await secretary.SendAsync(address + "/annex", Terms(("Form.Number", "1"), ("Form.SignedOn", "9.12.2025"), ("Form.EffectiveFrom", "1.1.2026"), ("Form.Description", "waloryzacja"), ("Form.Value", "1 950,00")));

        answer.Expect(HttpStatusCode.Redirect);
        var page = (await secretary.GetAsync(address + "?on=1.1.2026")).Text;
        Assert.Contains("Aneks nr 1</b>", page, StringComparison.Ordinal);
        Assert.Contains("Wartość netto: <del>1 850,00</del> → 1 950,00</div>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Wypowiedzenie: <del>", page, StringComparison.Ordinal);
        Assert.Contains("1 950,00 zł netto + 23% VAT = 2 398,50 zł brutto, co miesiąc</td><td>aneks nr 1", page, StringComparison.Ordinal);
        var before = (await secretary.GetAsync(address + "?on=31.12.2025")).Text;
        Assert.Contains("1 850,00 zł netto + 23% VAT = 2 275,50 zł brutto, co miesiąc</td><td>umowa", before, StringComparison.Ordinal);
        Assert.Contains("przed aneksami", before, StringComparison.Ordinal);
        Assert.Contains("To nie jest data.", (await secretary.GetAsync(address + "?on=32.1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Annex_ThatChangesNothing_IsToldSo()
    {
        var (secretary, address) = await RegisteredAsync(await house.SignUpAsync());
        using var _ = secretary;

        var answer = await secretary.SendAsync(address + "/annex", Terms(("Form.Number", "1")));

        Assert.Contains("""id="Form_Description_error">Zmień jakiś warunek""", answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_RegistersTheLetter_ShownOnBoth()
    {
        var (secretary, address) = await RegisteredAsync(await house.SignUpAsync());
        using var _ = secretary;
        var page = (await secretary.GetAsync(address + "/terminate")).Text;
        Assert.Contains("wysłane dziś daje 31.12.2095", page, StringComparison.Ordinal);
        Assert.Contains("Wypowiedzenie umowy UM/1/", page, StringComparison.Ordinal);

        var answer = await secretary.SendAsync(address + "/terminate", ("Form.Addressee", "Grafmasz Serwis"), ("Form.Subject", "Wypowiedzenie umowy dzierżawy"), ("Form.DeliveryMethod", "registered"));

        var letter = (await secretary.GetAsync(answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString())).Text;
        Assert.Contains("""data-testid="number">WYS/1/""", letter, StringComparison.Ordinal);
        Assert.Contains("To pismo wypowiada umowę", letter, StringComparison.Ordinal);
        var contract = (await secretary.GetAsync(address)).Text;
        Assert.Contains("Wypowiedziana, obowiązuje do 31.12.2095.", contract, StringComparison.Ordinal);
        Assert.Contains(">WYS/1/", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("Przygotuj wypowiedzenie", contract, StringComparison.Ordinal);
        Assert.Contains("Pismo z wypowiedzeniem: WYS/1/", contract, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_NoMoreLettersThisMonth_IsRefusedWithTheWayToPackages()
    {
        var tenant = await house.SignUpAsync();
        var (secretary, address) = await RegisteredAsync(tenant);
        using var _ = secretary;
        await tenant.RegisterLettersAsync(10);

        var answer = await secretary.SendAsync(address + "/terminate", ("Form.Addressee", "Grafmasz Serwis"), ("Form.Subject", "Wypowiedzenie umowy dzierżawy"));

        Assert.Contains("Tego pisma nie zarejestrowano: to byłby 11. wpis", answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wypowiedziana, obowiązuje", (await secretary.GetAsync(address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfAStatus_ShowsThoseOnly()
    {
        var (secretary, _) = await RegisteredAsync(await house.SignUpAsync());
        using var __ = secretary;

        Assert.Contains("Dzierżawa falcerki", (await secretary.GetAsync("/contracts?status=inForce")).Text, StringComparison.Ordinal);
        var none = (await secretary.GetAsync("/contracts?status=expired")).Text;
        Assert.DoesNotContain("Dzierżawa falcerki", none, StringComparison.Ordinal);
        Assert.Contains("Nie ma umów o tym statusie", none, StringComparison.Ordinal);
    }

    /// <summary>The terms as they stand, as a browser sends an annex's form.</summary>
    private static (string, string)[] Terms(params (string Name, string Value)[] fields) =>
        [.. Lease.Where(field => !field.Item1.Contains("Parties", StringComparison.Ordinal) && field.Item1 is not ("Form.Subject" or "Form.OriginalPlace" or "Form.ReminderDays" or "Form.SignedOn" or "Form.ValidFrom")
            && !fields.Any(given => given.Name == field.Item1)), .. fields];

    private static async Task<(Visitor Secretary, string Address)> RegisteredAsync(TenantClient tenant)
    {
        var secretary = await Visitor.OfAsync(tenant);
        var saved = (await secretary.SendAsync("/contracts/new", Lease)).Expect(HttpStatusCode.Redirect);
        return (secretary, saved.Headers.Location!.ToString().Split('?')[0]);
    }

    /// <summary>The form as it was typed, but for what is given.</summary>
    private static (string, string)[] Edited(params (string Name, string Value)[] fields) =>
        [.. Lease.Where(field => !fields.Any(given => given.Name == field.Item1)), .. fields];
}
