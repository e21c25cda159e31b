using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>What a person does with their own account: sessions, tokens, data.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class OwnAccountTests(RunningProduct product)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForgottenSession_EndedFromAnotherBrowser_IsSignedOutWhereItStands()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Introligatornia Żuraw");
        await using var forgotten = await Person.AtTheirDeskAsync(product, owner.Email);
        await forgotten.SignInAsync();

        await owner.ChooseAsync("Konto i bezpieczeństwo");
        var sessions = owner.Page.GetByRole(AriaRole.Region, new() { Name = "Twoje sesje" });
        await Expect(sessions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await sessions.GetByLabel("Twoje hasło").FillAsync(Person.Password);
        await sessions.GetByRole(AriaRole.Button, new() { Name = "Zakończ zaznaczone" }).ClickAsync();
        await Expect(sessions.GetByText("Zaznacz sesje, które mają się zakończyć.")).ToBeVisibleAsync();
        await sessions.GetByRole(AriaRole.Checkbox).CheckAsync();
        await sessions.GetByLabel("Twoje hasło").FillAsync(Person.Password);
        await sessions.GetByRole(AriaRole.Button, new() { Name = "Zakończ zaznaczone" }).ClickAsync();

        await Expect(owner.Page.GetByText("Sesje zakończone.")).ToBeVisibleAsync();
        await Expect(sessions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(forgotten.Page.GetByRole(AriaRole.Heading, new() { Name = "Zaloguj się" })).ToBeVisibleAsync();
        Assert.Empty(owner.Complaints);
    }

    [Fact]
    public async Task Token_ShownOnce_OpensTheApiWithinItsScopeUntilItIsRevoked()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Muzeum Książki");
        await owner.ChooseAsync("Tokeny API");

        await CreateTokenAsync(owner.Page, "nie to hasło");
        await Expect(owner.Page.GetByText("To nie jest Twoje hasło.")).ToBeVisibleAsync();
        await CreateTokenAsync(owner.Page, Person.Password);
        var shown = owner.Page.GetByRole(AriaRole.Textbox, new() { Name = "Nowy token" });
        var token = await shown.InputValueAsync();
        using var program = new HttpClient { BaseAddress = product.Host.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(program));
        using var written = await program.PostAsJsonAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Tylko odczyt" }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);

        await owner.ChooseAsync("Tokeny API");
        await Expect(shown).ToHaveCountAsync(0);
        await Expect(owner.Page.GetByText("ostatnio użyty")).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Unieważnij token skaner w kancelarii" }).ClickAsync();
        await Expect(owner.Page.GetByText("Nie masz jeszcze żadnego tokenu w tej firmie.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(program));
        Assert.Empty(owner.Complaints);
    }

    [Fact]
    public async Task PersonalData_TakenAlong_ThenErasedOnceThePersonHasLeft_KeepsTheLetterWithoutTheName()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Biuro Rachunkowe Świerk");
        await using var leaver = await Person.AtTheirDeskAsync(product);
        await owner.ConfirmAddressAsync();
        await owner.InviteAsync(leaver, "office");
        await leaver.JoinAsync("Biuro Rachunkowe Świerk");
        await leaver.RegisterLetterAsync("Deklaracja za październik", "Urząd Skarbowy");
        var letter = new Uri(leaver.Page.Url).AbsolutePath;

        await leaver.ChooseAsync("Moje dane");
        var download = await leaver.Page.RunAndWaitForDownloadAsync(() => leaver.Page.GetByRole(AriaRole.Button, new() { Name = "Pobierz moje dane" }).ClickAsync());
        await using (var file = await download.CreateReadStreamAsync())
        {
            using var reader = new StreamReader(file);
            var text = await reader.ReadToEndAsync(Cancel);
            Assert.Contains(leaver.Email, text, StringComparison.Ordinal);
            Assert.Contains("RPW/1/", text, StringComparison.Ordinal);
        }

        await Expect(leaver.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Biuro Rachunkowe Świerk" })).ToBeVisibleAsync();
        await leaver.Page.GotoAsync("/account/people");
        await leaver.Page.GetByText("Opuść firmę").First.ClickAsync();
        await leaver.Page.GetByRole(AriaRole.Button, new() { Name = "Opuść firmę" }).ClickAsync();
        await Expect(leaver.Page.GetByRole(AriaRole.Heading, new() { Name = "Otwórz firmę" })).ToBeVisibleAsync();
        await leaver.Page.GetByRole(AriaRole.Link, new() { Name = "Moje dane" }).ClickAsync();
        await leaver.Page.GetByLabel("Hasło").FillAsync(Person.Password);
        await leaver.Page.GetByRole(AriaRole.Button, new() { Name = "Usuń moje dane na zawsze" }).ClickAsync();
        await leaver.TrySignInAsync(Person.Password);
        await Expect(leaver.Page.GetByText("E-mail lub hasło się nie zgadza.")).ToBeVisibleAsync();

        await owner.Page.GotoAsync(letter);
        await Expect(owner.Page.GetByText("osoba usunięta").First).ToBeVisibleAsync();
        await Expect(owner.Page.GetByText(leaver.Email)).ToHaveCountAsync(0);
        Assert.Empty(leaver.Complaints);
        Assert.Empty(owner.Complaints);
    }

    private static async Task CreateTokenAsync(IPage page, string password)
    {
        await page.GetByLabel("Nazwa").FillAsync("skaner w kancelarii");
        await page.GetByLabel("Twoje hasło").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Utwórz token" }).ClickAsync();
    }

    private static async Task<HttpStatusCode> ReadAsync(HttpClient program)
    {
        using var answer = await program.GetAsync(new Uri("/api/v1/status", UriKind.Relative), Cancel);
        return answer.StatusCode;
    }
}
