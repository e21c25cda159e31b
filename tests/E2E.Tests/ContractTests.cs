using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>A contract's life as an office lives it: typed, prolonging itself, changed by an annex, corrected by two people, ended by a letter.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class ContractTests(RunningProduct product)
{
    [Fact]
    public async Task Contract_FromItsFirstDayToItsNotice_IsToldInWordsAllTheWay()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        var page = owner.Page;
        await owner.SignUpAsync("Introligatornia Żuraw");
        var address = await owner.RegisterContractAsync("Dzierżawa i serwis falcerki", "Grafmasz Serwis sp. z o.o.");

        await page.GotoAsync(address);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ostatni dzień na wypowiedzenie" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Bez wypowiedzenia przedłuży się do 31.12.2096.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Koszt: 12 × 1 650,00 zł = 19 800,00 zł netto.")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("a");
        await page.GetByLabel("Obowiązuje od").FillAsync("1.1.2026");
        await page.GetByLabel("Z dnia").FillAsync("9.12.2025");
        await page.GetByLabel("Wartość netto").FillAsync("1 850,00");
        await owner.SaveAsync();
        await Expect(page.GetByText("Aneks nr 1", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Warunki na dzień").FillAsync("31.12.2025");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("1 650,00 zł netto, co miesiąc")).ToBeVisibleAsync();

        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Przygotuj wypowiedzenie" }).ClickAsync();
        await Expect(page.GetByLabel("Adresat")).ToHaveValueAsync("Grafmasz Serwis sp. z o.o.");
        await owner.SaveAsync();
        await Expect(page.GetByTestId("number")).ToContainTextAsync("WYS/1/");
        await page.GetByText("To pismo wypowiada umowę").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByText("Wypowiedziana, obowiązuje do 31.12.2095.")).ToBeVisibleAsync();
        Assert.Empty(owner.Complaints);
    }

    [Fact]
    public async Task TwoPeople_EditOneContract_TheSlowerIsToldWhatChangedAndLosesNothing()
    {
        await using var quick = await Person.AtTheirDeskAsync(product);
        await quick.SignUpAsync("Drukarnia Łabędź");
        var address = await quick.RegisterContractAsync("Dzierżawa i serwis falcerki", "Grafmasz Serwis sp. z o.o.");
        await using var slow = await Person.AtTheirDeskAsync(product, quick.Email);
        await slow.SignInAsync();
        await slow.Page.GotoAsync(address + "/edit");
        await slow.Page.GetByLabel("Uwagi").FillAsync("Klucze u portiera");

        await quick.Page.GotoAsync(address + "/edit");
        await quick.Page.GetByLabel("Miejsce oryginału").FillAsync("szafa 9");
        await quick.SaveAsync();
        await Expect(quick.Page.GetByText("Oryginał: szafa 9")).ToBeVisibleAsync();
        await slow.SaveAsync();

        var alert = slow.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "zmiana tej umowy o" });
        await Expect(alert).ToContainTextAsync("szafa 9");
        await Expect(slow.Page.GetByLabel("Uwagi")).ToHaveValueAsync("Klucze u portiera");
    }
}
