using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>Every page, in both languages and both themes, on a desk and on a phone: complete, accessible, quiet.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed partial class EveryPageTests(RunningProduct product)
{
    private static readonly string[] Inside =
    [
        "/correspondence", "/correspondence?q=nic-takiego", "/correspondence/new", "/contracts", "/contracts/new", "/contacts", "/contacts/new", "/billing/packages", "/billing/green",
        "/account/security", "/account/two-factor", "/account/passkeys", "/account/tokens", "/account/data",
        "/account/people", "/account/people/transfer", "/account/company", "/account/settings", "/account/audit", "/account/audit?group=access", "/account/close",
        "/deadlines", "/error/404",
    ];

    private static readonly string[] Outside =
    [
        "/account/sign-in", "/account/sign-up", "/account/forgot", "/account/confirm/nie-ten", "/account/reset/nie-ten", "/account/invitation/nie-to", "/error/404",
        "/legal/terms", "/legal/privacy", "/legal/processing",
    ];

    [Theory]
    [InlineData("pl", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task Page_InItsLanguageAndTheme_HasNoAccessibilityViolationNoConsoleErrorAndFitsAPhone(string language, ColorScheme scheme)
    {
        await using var visitor = await Person.AtTheirDeskAsync(product, scheme: scheme, locale: language);
        foreach (var address in Outside)
            await LookAtAsync(visitor, address, language);

        await using var owner = await Person.AtTheirDeskAsync(product, scheme: scheme);
        await owner.SignUpAsync("Introligatornia Żuraw");
        await owner.RegisterLetterAsync("Przedsądowe wezwanie do zapłaty – faktura FV/2026/09/118", "Kancelaria Brzezińska i Wspólnicy");
        var letter = new Uri(owner.Page.Url).AbsolutePath;
        await using var guest = await Person.AtTheirDeskAsync(product);
        await LookAtAsync(owner, "/account/people", "pl");
        var confirmation = await owner.ReadLinkAsync("Potwierdź swój adres e-mail");
        await LookAtAsync(visitor, confirmation, language);
        await owner.ConfirmAddressAsync();
        await owner.InviteAsync(guest, "viewer");
        await visitor.Page.GotoAsync("/account/forgot");
        await visitor.Page.GetByLabel("E-mail").FillAsync(owner.Email);
        await visitor.Page.Keyboard.PressAsync("Enter");
        foreach (var address in new[]
        {
            confirmation, await owner.ReadLinkAsync("Ustaw nowe hasło"), await guest.ReadLinkAsync("Zaproszenie do aleSekretariatu: Introligatornia Żuraw"),
        })
        {
            await LookAtAsync(visitor, address, language);
        }

        var contract = await owner.RegisterContractAsync("Dzierżawa falcerki", "Grafmasz Serwis sp. z o.o.");
        await SpeakAsync(owner, language);
        foreach (var address in Inside.Append(letter).Append(letter + "/annul").Concat(((string[])["", "/edit", "/annex", "/terminate", "/annul"]).Select(page => contract + page)))
            await LookAtAsync(owner, address, language);
    }

    [Fact]
    public async Task DemoCompany_OfferedOnTheSignInPage_OpensWithLettersInside()
    {
        await using var visitor = await Person.AtTheirDeskAsync(product);
        await visitor.Page.GotoAsync("/account/sign-in");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Wejdź do firmy pokazowej" }).ClickAsync();

        await visitor.ArriveAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "RPW/1/" })).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    private static async Task SpeakAsync(Person person, string language)
    {
        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Użytkownik") }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = language == "en" ? "English" : "polski", Exact = true }).ClickAsync();
        await Expect(person.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
    }

    private static async Task LookAtAsync(Person person, string address, string language)
    {
        await person.Page.GotoAsync(address);
        await Expect(person.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        var text = await person.Page.Locator("body").InnerTextAsync();
        Assert.DoesNotMatch(@"\b[A-Z]\w+\.[A-Z]\w+", text);

        await AskAxeAsync(person.Page, $"{address} ({language})");
        await person.Page.SetViewportSizeAsync(390, 844);
        var width = await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width == 390, $"{address} ({language}) is {width} wide on a phone.");
        // Once is enough: languages and colours were asked about on the desk.
        if (language == "pl")
            await AskAxeAsync(person.Page, $"{address} ({language}) on a phone");
        await person.Page.SetViewportSizeAsync(1440, 900);
        // A page for a mistake has the mistake's status, and the console says so.
        var complaints = person.Complaints.Where(complaint => !Mistakes().IsMatch(complaint));
        Assert.True(!complaints.Any(), $"{address} ({language}): " + string.Join("; ", complaints));
    }

    private static async Task AskAxeAsync(IPage page, string where)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, where + ": " + string.Join("; ", found.Violations.Select(v =>
            $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Html))}")));
    }

    [GeneratedRegex("status of 404")]
    private static partial Regex Mistakes();
}
