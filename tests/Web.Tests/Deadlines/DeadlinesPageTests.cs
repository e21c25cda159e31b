using System.Globalization;
using System.Net;
using System.Text.Json;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Deadlines;

public sealed class DeadlinesPageTests(House house)
{
    private const string Page = "/deadlines";

    [Fact]
    public async Task LetterDueOnADayOff_IsExplained_AndLateOnlyAfterTheWorkingDay()
    {
        var tenant = await house.SignUpAsync();
        await RegisterAsync(tenant, "Uzupełnienie pozwu", "2025-12-10", "2025-12-24");
        using var visitor = await Visitor.OfAsync(tenant);

        var page = (await visitor.GetAsync(Page)).Expect(HttpStatusCode.OK);

        Assert.Contains("14 dni od 10.12 → 24.12 (Wigilia, wolne), 25.12–28.12 wolne → 29.12", page.Text, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2025-12-29\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("Po terminie", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_StandInTheOrderOfTheirDays_AndAnnulledOnesAreGone()
    {
        var tenant = await house.SignUpAsync();
        var today = DateOnly.FromDateTime((await tenant.StatusAsync()).GetProperty("serverTime").GetDateTimeOffset().UtcDateTime);
        await RegisterAsync(tenant, "Za miesiąc", "2026-01-02", Day(today.AddDays(40)));
        await RegisterAsync(tenant, "Dawno temu", "2026-01-02", "2026-01-09");
        await tenant.RegisterLetterAsync("Bez terminu");
        var annulled = await RegisterAsync(tenant, "Anulowane", "2026-01-02", "2026-01-08");
        (await tenant.PostAsync($"/api/v1/correspondence/{annulled.GetProperty("id").GetString()}/annul", new { reason = "Pomyłka" })).Expect(HttpStatusCode.OK);
        using var visitor = await Visitor.OfAsync(tenant);

        var page = (await visitor.GetAsync(Page)).Expect(HttpStatusCode.OK).Text;
        var sheet = page[page.IndexOf("<main", StringComparison.Ordinal)..];

        Assert.InRange(sheet.IndexOf("Dawno temu", StringComparison.Ordinal), 0, sheet.IndexOf("Za miesiąc", StringComparison.Ordinal));
        Assert.DoesNotContain("Bez terminu", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("Anulowane", sheet, StringComparison.Ordinal);
        // What presses is told on every page.
        Assert.Contains("<span class=\"n hot\">1</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfidentialLetter_IsNotThereForWhoIsNotOnIt()
    {
        var tenant = await house.SignUpAsync();
        (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Wypowiedzenie dla pracownika", receivedOn = "2026-01-02", dueOn = "2026-01-09", confidential = true })).Expect(HttpStatusCode.Created);
        var colleague = await BrowserSession.BeginAsync(house.First, (await Colleague.JoinAsync(house, tenant, role: 1)).Email);

        var page = WebUtility.HtmlDecode((await colleague.GetAsync(house.First, Page)).Expect(HttpStatusCode.OK).Text).Replace('\u00A0', ' ');

        Assert.DoesNotContain("Wypowiedzenie dla pracownika", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"n hot\"", page, StringComparison.Ordinal);
        Assert.Contains("Nic nie czeka na odpowiedź", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mine_AreTheLettersIWasGiven()
    {
        var tenant = await house.SignUpAsync();
        await RegisterAsync(tenant, "Niczyje pismo", "2026-01-02", "2026-01-09");
        var given = await RegisterAsync(tenant, "Moje pismo", "2026-01-02", "2026-01-09");
        var me = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", tenant.Email);
        (await tenant.PostAsync($"/api/v1/correspondence/{given.GetProperty("id").GetString()}/assign", new { accountId = me, instruction = "Proszę odpisać" })).Expect(HttpStatusCode.OK);
        using var visitor = await Visitor.OfAsync(tenant);

        var mine = (await visitor.GetAsync(Page + "?whose=mine")).Expect(HttpStatusCode.OK).Text;
        var all = (await visitor.GetAsync(Page)).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("Moje pismo", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Niczyje pismo", mine, StringComparison.Ordinal);
        Assert.Contains("Niczyje pismo", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("_____AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task WrongCursor_IsNotFound(string cursor)
    {
        using var visitor = await Visitor.OfAsync(await house.SignUpAsync());

        (await visitor.GetAsync($"{Page}?cursor={cursor}")).Expect(HttpStatusCode.NotFound);
    }

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    internal static async Task<JsonElement> RegisterAsync(TenantClient tenant, string subject, string receivedOn, string dueOn) =>
        (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject, receivedOn, dueOn })).Expect(HttpStatusCode.Created).Json;
}
