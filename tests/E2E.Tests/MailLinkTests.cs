using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>What begins in a mail: the address confirmed, and the way back in without the password.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class MailLinkTests(RunningProduct product)
{
    private const string NewPassword = "piec-zupelnie-innych-slow";

    [Fact]
    public async Task Address_ConfirmedByTheLinkInTheMail_IsNotAskedForAgainAndTheLinkIsOver()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Introligatornia Żuraw");
        await Expect(owner.Page.GetByText("Potwierdź swój adres e-mail.")).ToBeVisibleAsync();

        var link = await owner.ReadLinkAsync("Potwierdź swój adres e-mail");
        await owner.Page.GotoAsync(link);
        await Expect(owner.Page.GetByText(owner.Email)).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Potwierdź adres" }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Adres potwierdzony" })).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Przejdź do aplikacji" }).ClickAsync();
        await owner.ArriveAsync();
        await Expect(owner.Page.GetByText("Potwierdź swój adres e-mail.")).ToHaveCountAsync(0);
        await owner.ChooseAsync("Konto i bezpieczeństwo");
        await Expect(owner.Page.GetByText("potwierdzony", new() { Exact = true })).ToBeVisibleAsync();

        await owner.Page.GotoAsync(link);
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Ten link już nie działa" })).ToBeVisibleAsync();
        Assert.Empty(owner.Complaints);
    }

    [Fact]
    public async Task ForgottenPassword_ResetByTheLinkInTheMail_EndsTheOldOneEverywhere()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Drukarnia Łabędź sp. z o.o.");
        await using var elsewhere = await Person.AtTheirDeskAsync(product, owner.Email);
        var page = elsewhere.Page;

        await page.GotoAsync("/account/sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nie pamiętasz hasła?" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(owner.Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Wyślij link" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sprawdź pocztę" })).ToBeVisibleAsync();

        await page.GotoAsync(await owner.ReadLinkAsync("Ustaw nowe hasło"));
        await page.GetByLabel("Nowe hasło").FillAsync("krótkie");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ustaw hasło" }).ClickAsync();
        await Expect(page.GetByText("Za krótkie")).ToBeVisibleAsync();
        await page.GetByLabel("Nowe hasło").FillAsync(NewPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ustaw hasło" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hasło zmienione" })).ToBeVisibleAsync();

        // The desk where somebody was still signed in notices by itself.
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Zaloguj się" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Przejdź do logowania" }).ClickAsync();
        await elsewhere.TrySignInAsync(Person.Password);
        await Expect(page.GetByText("E-mail lub hasło się nie zgadza.")).ToBeVisibleAsync();
        await elsewhere.TrySignInAsync(NewPassword);
        await elsewhere.ArriveAsync();
        Assert.Empty(elsewhere.Complaints);
    }
}
