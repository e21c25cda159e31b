using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>What only an owner does: settings, the audit, roles, handing the company over.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class OwnersWorkTests(RunningProduct product)
{
    [Fact]
    public async Task Settings_WithAMaskThatIsNoneAreRefusedWhole_ThenNumberTheNextLetterAndStandInTheAudit()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Muzeum Książki");
        Assert.StartsWith("RPW/1/", await owner.RegisterLetterAsync("Oferta na papier", "Papiernia Kwidzyn"), StringComparison.Ordinal);

        await owner.ChooseAsync("Ustawienia firmy");
        await owner.Page.GetByLabel("Przychodzące").FillAsync("MK-{yyyy}");
        await owner.Page.GetByLabel("Rodzaje pism").FillAsync("Dar\nWypożyczenie");
        await SaveAsync(owner.Page);
        await Expect(owner.Page.GetByText("To nie jest wzór numeru.")).ToBeVisibleAsync();
        await Expect(owner.Page.GetByLabel("Rodzaje pism")).ToHaveValueAsync("Dar\nWypożyczenie");
        await owner.Page.GetByLabel("Przychodzące").FillAsync("MK-{seq:4}/{yyyy}");
        await SaveAsync(owner.Page);
        await Expect(owner.Page.GetByText("Zapisano.")).ToBeVisibleAsync();
        await Expect(owner.Page.GetByLabel("Rodzaje pism")).ToHaveValueAsync("Dar\nWypożyczenie");
        Assert.StartsWith("MK-0002/", await owner.RegisterLetterAsync("Umowa darowizny", "Anna Śniadecka"), StringComparison.Ordinal);

        await owner.ChooseAsync("Dziennik zdarzeń");
        var changed = owner.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Zmiana ustawień firmy" });
        await Expect(changed).ToContainTextAsync(owner.Email);
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Logowania" }).ClickAsync();
        await Expect(changed).ToHaveCountAsync(0);
        Assert.Empty(owner.Complaints);
    }

    [Fact]
    public async Task Viewer_SeesNothingToWriteWith_UntilTheirRoleChanges_AndMayTakeTheCompanyOver()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Kancelaria Śniadecka");
        await owner.RegisterLetterAsync("Wezwanie", "ZUS");
        var letter = new Uri(owner.Page.Url).AbsolutePath;
        await using var guest = await Person.AtTheirDeskAsync(product);
        await owner.ConfirmAddressAsync();
        await owner.InviteAsync(guest, "viewer");
        await guest.JoinAsync("Kancelaria Śniadecka");

        foreach (var address in new[] { "/correspondence", "/contracts", letter, "/account/people" })
        {
            await guest.Page.GotoAsync(address);
            await Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Expect(guest.Page.Locator("[data-write]")).ToHaveCountAsync(0);
        }
        await guest.OpenMenuAsync();
        await Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Osoby" })).ToBeVisibleAsync();
        await Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Ustawienia firmy" })).ToHaveCountAsync(0);
        await guest.Page.GotoAsync("/correspondence/new");
        await Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Ta strona jest dla innej roli" })).ToBeVisibleAsync();

        await owner.Page.GotoAsync("/account/people");
        await owner.Page.GetByLabel($"Zmień: {guest.Email}").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Ustaw sekretariat" }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Ustaw sekretariat" })).ToHaveCountAsync(0);
        await OpenUntilAsync(guest.Page, "/correspondence", guest.Page.GetByRole(AriaRole.Link, new() { Name = "Nowy wpis" }));
        Assert.StartsWith("RPW/2/", await guest.RegisterLetterAsync("Już wolno", "ZUS"), StringComparison.Ordinal);

        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Przekaż firmę innej osobie" }).ClickAsync();
        await owner.Page.GetByLabel("Nowy właściciel").SelectOptionAsync(new SelectOptionValue { Label = guest.Email });
        await owner.Page.GetByLabel("Twoje hasło").FillAsync(Person.Password);
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Przekaż firmę" }).ClickAsync();
        await Expect(owner.Page.GetByText("Opuść firmę").First).ToBeVisibleAsync();
        await OpenUntilAsync(guest.Page, "/account/audit", guest.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Przekazanie własności" }));
        Assert.Empty(owner.Complaints);
        // The page that a viewer may not open answers 403, and the console says so.
        Assert.DoesNotContain(guest.Complaints, text => !text.Contains("403", StringComparison.Ordinal));
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Zapisz ustawienia" }).ClickAsync();

    /// <summary>Opens a page again until it shows what it should: every web node knows a new role within a few seconds.</summary>
    private static async Task OpenUntilAsync(IPage page, string address, ILocator shown)
    {
        var since = Stopwatch.StartNew();
        do
        {
            await page.GotoAsync(address);
        }
        while (await shown.CountAsync() == 0 && since.Elapsed < TimeSpan.FromSeconds(30));
        await Expect(shown).ToBeVisibleAsync();
    }
}
