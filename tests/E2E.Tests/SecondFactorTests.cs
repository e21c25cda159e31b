using AleSekretariat.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>Signing in with more than a password, as people do it: an app's codes, and a passkey of a device.</summary>
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

    [Fact]
    public async Task Passkey_OfTheDevice_SignsInWithoutPasswordOrCodeUntilItIsRemoved()
    {
        await using var owner = await Person.AtTheirDeskAsync(product, host: "localhost");
        await PlugInAuthenticatorAsync(owner.Page);
        await owner.SignUpAsync("Drukarnia Łabędź");
        await TurnOnAsync(owner);

        await AddPasskeyAsync(owner, "nie to hasło");
        await Expect(owner.Page.GetByText("Hasło się nie zgadza.")).ToBeVisibleAsync();
        await AddPasskeyAsync(owner, Person.Password);
        await Expect(owner.Page.GetByLabel("Laptop w biurze")).ToBeVisibleAsync();

        await SignOutAsync(owner);
        await owner.Page.GotoAsync("/account/sign-in");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się kluczem dostępu" }).ClickAsync();
        await owner.ArriveAsync();

        await owner.Page.GotoAsync("/account/passkeys");
        await owner.Page.GetByLabel("Hasło").Last.FillAsync(Person.Password);
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Usuń wybrany klucz" }).ClickAsync();
        await Expect(owner.Page.GetByLabel("Laptop w biurze")).ToHaveCountAsync(0);
        await SignOutAsync(owner);
        await owner.Page.GotoAsync("/account/sign-in");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się kluczem dostępu" }).ClickAsync();
        await Expect(owner.Page.GetByText("Tego klucza nie znamy")).ToBeVisibleAsync();
        // The browser reports the refused password's 422 as an error of the network.
        Assert.DoesNotContain(owner.Complaints, text => !text.Contains("422", StringComparison.Ordinal));
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

    private static async Task AddPasskeyAsync(Person person, string password)
    {
        await person.Page.GotoAsync("/account/passkeys");
        await person.Page.GetByLabel("Nazwa klucza").FillAsync("Laptop w biurze");
        await person.Page.GetByLabel("Hasło").First.FillAsync(password);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Dodaj klucz" }).ClickAsync();
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

    /// <summary>A device with a fingerprint reader and a finger on it, as Chromium plays one.</summary>
    private static async Task PlugInAuthenticatorAsync(IPage page)
    {
        var chromium = await page.Context.NewCDPSessionAsync(page);
        await chromium.SendAsync("WebAuthn.enable");
        await chromium.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
