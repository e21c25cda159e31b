using System.Diagnostics;
using AleSekretariat.Testing.Hosts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AleSekretariat.E2E.Tests;

/// <summary>product.md §6, Quick series: twenty letters in under two minutes, by keyboard alone.</summary>
[Collection(RunningProduct.TakingTurns)]
public sealed class SeriesTests(RunningProduct product)
{
    // Somebody who types for a living makes over 400 strokes a minute; 300 leaves room to look at the next envelope.
    private static readonly TimeSpan Stroke = TimeSpan.FromMinutes(1) / 300;

    private static readonly (string Sender, string[] Subjects)[] Post =
    [
        ("Veolia Łódź S.A.", ["Węzeł Milionowa 23", "Węzeł Milionowa 25", "Węzeł Wodna 2", "Węzeł Wodna 4", "Węzeł Wodna 6", "Węzeł Targowa 1", "Węzeł Targowa 3"]),
        ("PGE Obrót S.A.", ["Faktura 118/11", "Faktura 119/11", "Faktura 120/11", "Faktura 121/11", "Faktura 122/11", "Korekta 9/11"]),
        ("ZUS Łódź", ["Wezwanie do korekty", "Zaświadczenie", "Decyzja", "Zawiadomienie", "Upomnienie", "Potwierdzenie", "Ulotka"]),
    ];

    [Fact]
    public async Task TwentyLetters_ByKeyboardAlone_TakeLessThanTwoMinutesOfTyping()
    {
        await using var secretary = await Person.AtTheirDeskAsync(product);
        await secretary.SignUpAsync("SM „Nad Jasieniem”");
        using var api = await secretary.ApiAsync();
        var tenantId = (await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<System.Text.Json.JsonElement>(api, "/api/v1/status", Cancel)).GetProperty("tenantId").GetString()!;
        var (exitCode, output) = await HostProcess.RunAsync("Silo", product.Settings, "grant", tenantId, "silver", "month", "--reason", "Seria");
        Assert.True(exitCode == 0, output);
        await Expect(secretary.EntriesMeter).ToHaveAttributeAsync("aria-valuemax", "100");

        var keys = secretary.Page.Keyboard;
        var strokes = 0;
        async Task Type(string text)
        {
            strokes += text.Length;
            await keys.TypeAsync(text);
        }

        async Task Press(string key)
        {
            strokes++;
            await keys.PressAsync(key);
        }

        var waited = Stopwatch.StartNew();
        await Press("s");
        await Expect(secretary.Page.GetByLabel("Nadawca")).ToBeFocusedAsync();
        var number = 0;
        foreach (var (sender, subjects) in Post)
        {
            if (number > 0)
            {
                // Back from the subject to the sender, which is selected whole as Tab selects it.
                await Press("Shift+Tab");
                await Press("Shift+Tab");
                await Press("Shift+Tab");
            }

            await Type(sender);
            await Press("Tab");
            if (number == 0)
                await Type("pole");
            await Press("Tab");
            await Press("Tab");
            foreach (var subject in subjects)
            {
                await Type(subject);
                await Press("Enter");
                number++;
                await Expect(secretary.Page.GetByTestId("number")).ToHaveTextAsync($"RPW/{number}/{TestYear}");
                await Expect(secretary.Page.GetByLabel("Przedmiot")).ToHaveValueAsync("");
                await Expect(secretary.Page.GetByLabel("Przedmiot")).ToBeFocusedAsync();
                await Expect(secretary.Page.GetByLabel("Nadawca")).ToHaveValueAsync(sender);
                await Expect(secretary.Page.GetByLabel("Doręczenie")).ToHaveValueAsync("registered");
            }
        }

        waited.Stop();
        Assert.Equal(20, number);
        var spent = strokes * Stroke + waited.Elapsed;
        Assert.True(spent < TimeSpan.FromMinutes(2), $"{strokes} strokes and {waited.Elapsed} of waiting are {spent}.");
        await Press("Escape");
        await secretary.ArriveAsync();
        await Expect(secretary.Page.GetByRole(AriaRole.Link, new() { Name = $"RPW/20/{TestYear}" })).ToBeVisibleAsync();
        await Expect(secretary.Page.GetByText("ZUS Łódź").First).ToBeVisibleAsync();
        Assert.Empty(secretary.Complaints);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int TestYear => TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw")).Year;
}
