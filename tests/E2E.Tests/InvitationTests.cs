using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>A second person comes into the company, and one person works in two (product.md §7).</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class InvitationTests(RunningProduct product)
{
    [Fact]
    public async Task Invited_OpensTheLink_Joins_OpensACompanyOfTheirOwn_AndSwitchesBack()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Introligatornia Żuraw");
        await owner.ConfirmAddressAsync();
        await using var guest = await Person.AtTheirDeskAsync(product);

        await owner.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Użytkownik") }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Osoby" }).ClickAsync();
        await Expect(owner.Page.GetByText("1 z 2 miejsc zajęte")).ToBeVisibleAsync();
        await owner.Page.GetByLabel("E-mail").FillAsync(guest.Email);
        await owner.Page.GetByLabel("Rola").SelectOptionAsync("office");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Wyślij zaproszenie" }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.List, new() { Name = "Zaproszenia" }).GetByText(guest.Email)).ToBeVisibleAsync();

        await guest.Page.GotoAsync(await guest.ReadLinkAsync("Zaproszenie do aleSekretariatu: Introligatornia Żuraw"));
        await Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Dołącz do firmy Introligatornia Żuraw" })).ToBeVisibleAsync();
        await guest.Page.GetByLabel("Ustal hasło").FillAsync(Person.Password);
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Załóż konto i dołącz" }).ClickAsync();
        await guest.ArriveAsync();
        Assert.StartsWith("RPW/1/", await guest.RegisterLetterAsync("Pierwsze pismo nowej osoby", "ZUS"), StringComparison.Ordinal);

        await owner.Page.ReloadAsync();
        await Expect(owner.Page.GetByText("2 z 2 miejsc zajęte")).ToBeVisibleAsync();
        await Expect(owner.Page.GetByRole(AriaRole.List, new() { Name = "Osoby" }).GetByText(guest.Email).First).ToBeVisibleAsync();

        await guest.Page.GotoAsync("/account/company");
        await guest.Page.GetByLabel("Nazwa firmy").FillAsync("Kancelaria Śniadecka");
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Otwórz firmę na Green" }).ClickAsync();
        await guest.ArriveAsync();
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Firma: Kancelaria Śniadecka. Zmień" }).ClickAsync();
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Introligatornia Żuraw" }).ClickAsync();
        await Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "RPW/1/" })).ToBeVisibleAsync();
        Assert.Empty(owner.Complaints);
        Assert.Empty(guest.Complaints);
    }
}
