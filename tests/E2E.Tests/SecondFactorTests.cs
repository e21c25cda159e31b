using AleSekretariat.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>Signing in with more than a password, as people do it: with an app's codes.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class SecondFactorTests(RunningProduct product)
{
    [Fact]
    public async Task AuthenticatorApp_SetUpFromTheMenu_IsAskedForAtTheNextSignIn()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Introligatornia Żuraw");

        var app = await TurnOnAsync(owner);
        await SignOutAsync(owner);
        await SendPasswordAsync(owner);
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Kod z aplikacji" })).ToBeVisibleAsync();
        await SendCodeAsync(owner, app.CodeOfStep(9));
        await Expect(owner.Page.GetByText("Kod się nie zgadza")).ToBeVisibleAsync();
        await SendCodeAsync(owner, app.NextCode);

        await owner.ArriveAsync();
        Assert.Empty(owner.Complaints);
    }

    private static async Task<AuthenticatorApp> TurnOnAsync(Person person)
    {
        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Użytkownik") }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Weryfikacja dwuetapowa" }).ClickAsync();
        await person.Page.GetByLabel("Hasło").FillAsync(Person.Password);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Włącz weryfikację" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Kod QR") })).ToBeVisibleAsync();
        var app = AuthenticatorApp.With(await person.Page.GetByTestId("key").InnerTextAsync());
        await person.Page.GetByLabel("Kod, który pokazuje aplikacja").FillAsync(app.Code);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Potwierdź i włącz" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Mam je zapisane" }).ClickAsync();
        await Expect(person.Page.GetByText("Zostało 10 kodów zapasowych.")).ToBeVisibleAsync();
        return app;
    }

    private static async Task SignOutAsync(Person person)
    {
        await person.Page.GotoAsync("/correspondence");
        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Użytkownik") }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Wyloguj" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Zaloguj się" })).ToBeVisibleAsync();
    }

    private static async Task SendPasswordAsync(Person person)
    {
        await person.Page.GotoAsync("/account/sign-in");
        await person.Page.GetByLabel("E-mail").FillAsync(person.Email);
        await person.Page.GetByLabel("Hasło").FillAsync(Person.Password);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się", Exact = true }).ClickAsync();
    }

    private static async Task SendCodeAsync(Person person, string code)
    {
        await person.Page.GetByLabel("Kod", new() { Exact = true }).FillAsync(code);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się" }).ClickAsync();
    }
}
