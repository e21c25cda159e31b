using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;
using Ical.Net;

namespace AleSekretariat.Web.Tests.Deadlines;

/// <summary>From making the secret address, through a calendar that fetches it, to its end.</summary>
public sealed partial class CalendarFeedTests(House house)
{
    private const string Page = "/deadlines";

    [Fact]
    public async Task Address_IsMade_FetchedByAnybodyWhoKnowsIt_AndTakenBack()
    {
        var tenant = await house.SignUpAsync();
        var letter = await DeadlinesPageTests.RegisterAsync(tenant, "Odwołanie; zażalenie, ważne", "2025-12-10", "2025-12-24");
        using var visitor = await Visitor.OfAsync(tenant);
        using var calendar = Visitor.Stranger(house.Second, "en");

        var address = await MakeAsync(visitor);
        var feed = (await calendar.GetAsync(address)).Expect(HttpStatusCode.OK);

        Assert.StartsWith("text/calendar", feed.ContentType, StringComparison.Ordinal);
        var due = Assert.Single(Calendar.Load(feed.Text)!.Events);
        Assert.Equal("Odpowiedz: Odwołanie; zażalenie, ważne", due.Summary);
        Assert.Equal(new DateOnly(2025, 12, 29), due.Start!.Date);
        Assert.Contains("14 dni od 10.12", due.Description, StringComparison.Ordinal);
        Assert.EndsWith("/correspondence/" + letter.GetProperty("id").GetString(), due.Url!.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("Jeszcze nie był pobrany", (await visitor.GetAsync(Page)).Text, StringComparison.Ordinal);

        var second = await MakeAsync(visitor);
        (await calendar.GetAsync(address)).Expect(HttpStatusCode.NotFound);
        (await calendar.GetAsync(second)).Expect(HttpStatusCode.OK);
        (await visitor.PostAsync(Page + "?handler=Revoke", [Token(await visitor.GetAsync(Page))])).Expect(HttpStatusCode.Redirect);
        (await calendar.GetAsync(second)).Expect(HttpStatusCode.NotFound);
        foreach (var kind in (string[])["calendarAddressMade", "calendarAddressRevoked"])
            Assert.True(await house.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM app.audit WHERE tenant_id = $1 AND kind = $2)", tenant.TenantId, kind));
    }

    [Fact]
    public async Task Address_ShowsWhatItsPersonMaySee_AndEndsWithTheirMembership()
    {
        var tenant = await house.SignUpAsync();
        (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Poufna sprawa", receivedOn = "2026-01-02", dueOn = "2026-01-09", confidential = true })).Expect(HttpStatusCode.Created);
        await DeadlinesPageTests.RegisterAsync(tenant, "Zwykłe pismo", "2026-01-02", "2026-01-09");
        var colleague = await BrowserSession.BeginAsync(house.First, (await Colleague.JoinAsync(house, tenant, role: 0)).Email);
        using var calendar = Visitor.Stranger(house.First);
        (await colleague.PostAsync(house.First, Page + "?handler=Feed", [], tokenFrom: Page)).Expect(HttpStatusCode.Redirect);
        var address = Address().Match((await colleague.GetAsync(house.First, Page)).Text).Value;

        Assert.Equal("Odpowiedz: Zwykłe pismo", Assert.Single(Calendar.Load((await calendar.GetAsync(address)).Expect(HttpStatusCode.OK).Text)!.Events).Summary);

        await house.ScalarAsync<Guid>("UPDATE app.membership SET suspended = true WHERE tenant_id = $1 AND role <> 2 RETURNING account_id", tenant.TenantId);
        (await calendar.GetAsync(address)).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/calendar/x.ics")]
    [InlineData("/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics")]
    [InlineData("/calendar/.ics")]
    public async Task UnknownAddress_IsNotFound(string address)
    {
        using var calendar = Visitor.Stranger(house.First);

        (await calendar.GetAsync(address)).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<string> MakeAsync(Visitor visitor)
    {
        (await visitor.PostAsync(Page + "?handler=Feed", [Token(await visitor.GetAsync(Page))])).Expect(HttpStatusCode.Redirect);
        return Address().Match((await visitor.GetAsync(Page)).Text).Value;
    }

    private static KeyValuePair<string, string> Token(Answer page) => new("__RequestVerificationToken", Antiforgery().Match(page.Text).Groups["token"].Value);

    [GeneratedRegex("/calendar/[\\w-]{43}\\.ics", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Antiforgery();
}
