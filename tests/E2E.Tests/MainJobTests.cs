using System.Net.Http.Json;
using AleSekretariat.Testing.Hosts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>The main job from the first page to the refused eleventh letter and back from read-only, as people do it.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class MainJobTests(RunningProduct product)
{
    [Fact]
    public async Task Green_TenLetters_AreNumberedInOrderAndTheEleventhIsRefusedWithItsTextKept()
    {
        await using var secretary = await Person.AtTheirDeskAsync(product);
        await secretary.SignUpAsync("Introligatornia Żuraw");
        await using var manager = await Person.AtTheirDeskAsync(product, secretary.Email);
        await manager.SignInAsync();

        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal($"RPW/{i}/{TestYear}", await secretary.RegisterLetterAsync($"Wezwanie do korekty nr {i}", "ZUS II Oddział w Łodzi"));
            // The manager's page, opened before the first letter and never reloaded, follows each one.
            await Expect(manager.EntriesMeter).ToHaveAttributeAsync("aria-valuenow", $"{i}");
        }

        await secretary.WriteLetterAsync("Zamówienie 24 albumów w oprawie płóciennej", "Spółdzielnia Rękodzielników „Snutka”");
        await secretary.Page.GetByLabel("Znak pisma").FillAsync("SR/118/11/2026");
        await secretary.SaveAsync();

        var refusal = secretary.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Tego pisma nie zarejestrowano" });
        await Expect(refusal).ToContainTextAsync("to byłby 11. wpis");
        await Expect(refusal).ToContainTextAsync("Limit odnowi się 1");
        await Expect(refusal.GetByRole(AriaRole.Link, new() { Name = "Zobacz pakiety" })).ToHaveAttributeAsync("href", "/billing/packages");
        await Expect(secretary.Page.GetByLabel("Nadawca")).ToHaveValueAsync("Spółdzielnia Rękodzielników „Snutka”");
        await Expect(secretary.Page.GetByLabel("Przedmiot")).ToHaveValueAsync("Zamówienie 24 albumów w oprawie płóciennej");
        await Expect(secretary.Page.GetByLabel("Znak pisma")).ToHaveValueAsync("SR/118/11/2026");
        await Expect(secretary.EntriesMeter).ToHaveAttributeAsync("aria-valuenow", "10");

        await refusal.GetByRole(AriaRole.Link, new() { Name = "Zobacz pakiety" }).ClickAsync();
        await Expect(secretary.Page.GetByRole(AriaRole.Heading, new() { Name = "Pakiety", Level = 1 })).ToBeVisibleAsync();
        await Expect(secretary.Page.GetByText("190,00 zł").Or(secretary.Page.GetByText("19,00 zł")).First).ToBeVisibleAsync();
        await manager.Page.GotoAsync("/correspondence");
        await Expect(manager.Page.GetByRole(AriaRole.Link, new() { Name = $"RPW/10/{TestYear}" })).ToBeVisibleAsync();
        await Expect(manager.Page.GetByText("Zamówienie 24 albumów")).ToHaveCountAsync(0);
        Assert.Empty(manager.Complaints);
        Assert.Empty(secretary.Complaints);
    }

    [Fact]
    public async Task Contracts_AreCountedApartFromLetters()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Drukarnia Łabędź sp. z o.o.");
        await owner.RegisterLetterAsync("Oferta na papier", "Papiernia Kwidzyn");

        await owner.Page.GotoAsync("/contracts/new");
        await owner.Page.GetByLabel("Przedmiot").FillAsync("Najem lokalu przy ul. Piotrkowskiej 114");
        await owner.Page.GetByLabel("Nazwa").First.FillAsync("Zarząd Lokali Miejskich w Łodzi");
        await owner.Page.GetByLabel("Do, ostatni dzień").FillAsync("31.12.2028");
        await owner.Page.GetByLabel("Wartość netto").FillAsync("16 760,50");
        await owner.SaveAsync();

        await Expect(owner.Page.GetByTestId("number")).ToHaveTextAsync($"UM/1/{TestYear}");
        await Expect(owner.Page.GetByText("16 760,50 zł").First).ToBeVisibleAsync();
        await Expect(owner.EntriesMeter).ToHaveAttributeAsync("aria-valuenow", "1");
        await Expect(owner.ContractsMeter).ToHaveAttributeAsync("aria-valuenow", "1");
        Assert.Empty(owner.Complaints);
    }

    [Fact]
    public async Task PaidPackage_RunOutByTheClock_IsReadOnlyAtOnceAndComesBackByGreen()
    {
        await using var owner = await Person.AtTheirDeskAsync(product);
        await owner.SignUpAsync("Kancelaria Śniadecka");
        using var api = await owner.ApiAsync();
        var tenantId = (await api.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/status", Cancel)).GetProperty("tenantId").GetString()!;
        var (exitCode, output) = await HostProcess.RunAsync("Silo", product.Settings, "grant", tenantId, "silver", "month", "--reason", "Umowa pilotażowa");
        Assert.True(exitCode == 0, output);
        await Expect(owner.EntriesMeter).ToHaveAttributeAsync("aria-valuemax", "100");

        using var moved = await api.PostAsJsonAsync("/api/v1/test-clock", new { advance = "P35D" }, Cancel);
        moved.EnsureSuccessStatusCode();

        // The open page tells it by itself.
        await Expect(owner.Page.GetByText("Konto jest tylko do odczytu.")).ToBeVisibleAsync();
        using var refused = await api.PostAsJsonAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Za późno" }, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);

        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Przejdź na Green, bezpłatnie" }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Przejdź na Green" }).ClickAsync();
        await Expect(owner.Page.GetByText("Konto jest tylko do odczytu.")).ToHaveCountAsync(0);
        await Expect(owner.EntriesMeter).ToHaveAttributeAsync("aria-valuemax", "10");
        Assert.StartsWith("RPW/1/", await owner.RegisterLetterAsync("Znowu można", "ZUS"), StringComparison.Ordinal);
        Assert.Empty(owner.Complaints);
    }

    [Fact]
    public async Task LostNetwork_FoundAgain_BringsThePageUpToDateWithoutReloading()
    {
        await using var secretary = await Person.AtTheirDeskAsync(product);
        await secretary.SignUpAsync("Muzeum Książki");
        using var api = await secretary.ApiAsync();
        await Expect(secretary.EntriesMeter).ToHaveAttributeAsync("aria-valuenow", "0");

        await secretary.LoseTheNetworkAsync();
        using var registered = await api.PostAsJsonAsync("/api/v1/correspondence", new { direction = "outgoing", subject = "Pismo z innego komputera" }, Cancel);
        registered.EnsureSuccessStatusCode();
        await secretary.FindTheNetworkAsync();

        await Expect(secretary.EntriesMeter).ToHaveAttributeAsync("aria-valuenow", "1", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Annulled_KeepsItsNumberAndItsPlaceInTheCount()
    {
        await using var secretary = await Person.AtTheirDeskAsync(product);
        await secretary.SignUpAsync("Biuro Rachunkowe Świerk");
        var number = await secretary.RegisterLetterAsync("Wpis podwójny", "ZUS");

        await secretary.Page.GotoAsync("/correspondence");
        await secretary.Page.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await secretary.Page.GetByRole(AriaRole.Link, new() { Name = "Anuluj wpis" }).ClickAsync();
        await secretary.Page.GetByLabel("Powód").FillAsync("wpisano dwa razy");
        await secretary.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Anuluj") }).ClickAsync();

        await Expect(secretary.Page.GetByText("wpisano dwa razy").First).ToBeVisibleAsync();
        await secretary.Page.GotoAsync("/correspondence");
        await Expect(secretary.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = number })).ToContainTextAsync("anulowana");
        await Expect(secretary.EntriesMeter).ToHaveAttributeAsync("aria-valuenow", "1");
        Assert.Empty(secretary.Complaints);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int TestYear => TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw")).Year;
}
