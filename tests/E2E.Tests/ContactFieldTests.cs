using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>The field for a contact by keyboard alone: find, pick, add, type over.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class ContactFieldTests(RunningProduct product)
{
    [Fact]
    public async Task Sender_FoundByAFewLettersAndPickedByKeyboard_IsTheContact()
    {
        await using var secretary = await AtTheLetterAsync();
        var (page, field) = (secretary.Page, secretary.Page.GetByLabel("Nadawca"));

        await field.PressSequentiallyAsync("snut");
        var options = OptionsOf(page);
        await Expect(options.First).ToContainTextAsync("Spółdzielnia Rękodzielników „Snutka”");
        await Expect(field).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(field).ToHaveAttributeAsync("aria-activedescendant", (await options.First.GetAttributeAsync("id"))!);
        await page.Keyboard.PressAsync("Enter");

        await Expect(field).ToHaveValueAsync("Spółdzielnia Rękodzielników „Snutka”");
        await Expect(field).ToBeFocusedAsync();
        await Expect(page.Locator(".as-contact-note")).ToHaveTextAsync("Z bazy kontrahentów");
        await SaveAsync(secretary, "Zamówienie 24 albumów");
        await LettersOfAsync(secretary, "Snutka", "Zamówienie 24 albumów");
        Assert.Empty(secretary.Complaints);
    }

    [Fact]
    public async Task Sender_NotThereYet_IsAddedFromTheFieldByKeyboard()
    {
        await using var secretary = await AtTheLetterAsync();
        var (page, field) = (secretary.Page, secretary.Page.GetByLabel("Nadawca"));

        await field.PressSequentiallyAsync("Pracownia Żółw");
        await Expect(OptionsOf(page)).ToContainTextAsync("Dodaj kontrahenta „Pracownia Żółw”");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".as-contact-note")).ToHaveTextAsync("Z bazy kontrahentów");
        await SaveAsync(secretary, "Oferta na oprawy");
        await LettersOfAsync(secretary, "Pracownia Żółw", "Oferta na oprawy");
        Assert.Empty(secretary.Complaints);
    }

    [Fact]
    public async Task Sender_TypedOverAfterPicking_IsAPlainName()
    {
        await using var secretary = await AtTheLetterAsync();
        var (page, field) = (secretary.Page, secretary.Page.GetByLabel("Nadawca"));
        await field.PressSequentiallyAsync("snut");
        await Expect(OptionsOf(page).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".as-contact-note")).ToBeVisibleAsync();

        await field.PressSequentiallyAsync(", filia w Zgierzu");
        await Expect(page.Locator(".as-contact-note")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Escape");
        await SaveAsync(secretary, "Pismo z filii");

        await page.GotoAsync("/contacts?q=snutka");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Snutka") }).ClickAsync();
        await Expect(page.GetByText("Nie ma pism tego kontrahenta.")).ToBeVisibleAsync();
        Assert.Empty(secretary.Complaints);
    }

    private static ILocator OptionsOf(IPage page) => page.GetByRole(AriaRole.Listbox, new() { Name = "Kontrahenci" }).GetByRole(AriaRole.Option);

    private async Task<Person> AtTheLetterAsync()
    {
        var secretary = await Person.AtTheirDeskAsync(product);
        await secretary.SignUpAsync("Introligatornia Żuraw");
        using var api = await secretary.ApiAsync();
        foreach (var name in (string[])["Spółdzielnia Rękodzielników „Snutka”", "Papiernia Kwidzyn sp. z o.o."])
        {
            using var added = await api.PostAsJsonAsync("/api/v1/contacts", new { name }, TestContext.Current.CancellationToken);
            added.EnsureSuccessStatusCode();
        }

        await secretary.Page.GotoAsync("/correspondence/new");
        return secretary;
    }

    private static async Task SaveAsync(Person secretary, string subject)
    {
        await secretary.Page.GetByLabel("Przedmiot").FillAsync(subject);
        await secretary.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(secretary.Page.GetByTestId("number")).ToBeVisibleAsync();
    }

    private static async Task LettersOfAsync(Person secretary, string contact, string subject)
    {
        await secretary.Page.GotoAsync("/contacts?q=" + Uri.EscapeDataString(contact));
        await secretary.Page.GetByRole(AriaRole.Link, new() { NameRegex = new(contact) }).ClickAsync();
        await Expect(secretary.Page.GetByText(subject)).ToBeVisibleAsync();
    }
}
