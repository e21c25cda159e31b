using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>Every page, in both languages and both themes, on a desk and on a phone: complete, accessible, quiet.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class EveryPageTests(RunningProduct product)
{
    private static readonly string[] Inside =
    [
        "/correspondence", "/correspondence?q=nic-takiego", "/correspondence/new", "/contracts", "/contracts/new", "/billing/packages", "/billing/green", "/account/close", "/account/two-factor", "/account/passkeys", "/account/security", "/account/people", "/account/people/transfer", "/error/404",
    ];

    private static readonly string[] Outside = ["/account/sign-in", "/account/sign-up"];

    [Theory]
    [InlineData("pl", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task Page_InItsLanguageAndTheme_HasNoAccessibilityViolationAndNoConsoleError(string language, ColorScheme scheme)
    {
        await using var visitor = await Person.AtTheirDeskAsync(product, scheme: scheme, locale: language);
        foreach (var address in Outside)
            await LookAtAsync(visitor, address, language);

        await using var owner = await Person.AtTheirDeskAsync(product, scheme: scheme);
        await owner.SignUpAsync("Introligatornia Żuraw");
        await owner.RegisterLetterAsync("Wezwanie do złożenia wyjaśnień", "Urząd Skarbowy Łódź-Śródmieście");
        var letter = new Uri(owner.Page.Url).AbsolutePath;
        await SpeakAsync(owner, language);
        foreach (var address in Inside.Append(letter).Append(letter + "/annul"))
            await LookAtAsync(owner, address, language);
    }

    [Theory]
    [InlineData("/correspondence")]
    [InlineData("/correspondence/new")]
    [InlineData("/contracts/new")]
    [InlineData("/billing/packages")]
    [InlineData("/account/people")]
    public async Task Page_OnAPhone_NeverScrollsSideways(string address)
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Introligatornia Żuraw");
        await owner.RegisterLetterAsync("Przedsądowe wezwanie do zapłaty – faktura FV/2026/09/118", "Kancelaria Brzezińska i Wspólnicy");
        await owner.Page.SetViewportSizeAsync(390, 844);

        await owner.Page.GotoAsync(address);

        Assert.Equal(390, await owner.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
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
        Assert.DoesNotMatch(@"\b(Shell|SignUp|SignIn|Invite|Join|Transfer|List|New|Fact|Banner|Meter)\.[A-Z]\w+", text);

        var found = await person.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{address} ({language}): " + string.Join("; ", found.Violations.Select(v =>
            $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Html))}")));
        var complaints = person.Complaints.Where(text => !text.Contains("404", StringComparison.Ordinal));
        Assert.True(!complaints.Any(), $"{address} ({language}): " + string.Join("; ", complaints));
    }
}
