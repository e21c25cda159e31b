using System.Globalization;
using System.Net;
using System.Text.Json;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

public sealed class CorrespondenceApiTests(House house)
{
    private const string Path = "/api/v1/correspondence";

    [Fact]
    public async Task Create_WithEveryField_ReadsBackTheSame()
    {
        var tenant = await house.SignUpAsync();
        var letter = new
        {
            direction = "OUTGOING", subject = "  Odpowiedź na wezwanie „pilne” — §5 \U0001F4EC  ", correspondent = new { name = "Urząd Miasta Łódź" },
            sentOn = "2026-11-20", letterDate = "2026-11-19", reference = "WO.5512.7.2026", deliveryMethod = "eDelivery",
            eDeliveryAddress = "ae:pl-12345-67890-abcde-12", dueOn = "2026-12-24", confidential = true, notes = "Dwie\nlinie", anUnknownMember = 7,
        };

        var created = (await tenant.PostAsync(Path, letter)).Expect(HttpStatusCode.Created);

        var json = created.Json;
        var year = WarsawTime.DateOf(json.GetProperty("registeredAt").GetDateTimeOffset()).Year;
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"WYS/1/{year}"), json.GetProperty("number").GetString());
        Assert.Equal(1, json.GetProperty("sequence").GetInt32());
        Assert.Equal(year, json.GetProperty("year").GetInt32());
        Assert.Equal("prepared", json.GetProperty("status").GetString());
        Assert.Equal("Odpowiedź na wezwanie „pilne” — §5 \U0001F4EC", json.GetProperty("subject").GetString());
        Assert.Equal("AE:PL-12345-67890-ABCDE-12", json.GetProperty("eDeliveryAddress").GetString());
        Assert.Equal("2026-11-20", json.GetProperty("sentOn").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("receivedOn").ValueKind);
        Assert.Equal("\"v1\"", created.Headers.ETag!.Tag);
        Assert.Equal($"{Path}/{json.GetProperty("id").GetGuid()}", created.Headers.Location!.ToString());

        var read = (await tenant.GetAsync(created.Headers.Location.ToString())).Expect(HttpStatusCode.OK);
        Assert.Equal("\"v1\"", read.Headers.ETag!.Tag);
        AssertSame(json, read.Json);
    }

    [Fact]
    public async Task Create_WithTheLeast_FillsInTheDefaults()
    {
        var tenant = await house.SignUpAsync();

        var json = await tenant.RegisterLetterAsync("Faktura", "incoming");

        Assert.Equal("new", json.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("correspondent").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("letterDate").ValueKind);
        var today = WarsawTime.DateOf(json.GetProperty("registeredAt").GetDateTimeOffset());
        Assert.Equal(today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), json.GetProperty("receivedOn").GetString());
    }

    [Fact]
    public async Task Registers_HaveSeriesOfTheirOwnAndOneCounter()
    {
        var tenant = await house.SignUpAsync();

        var numbers = new List<string>();
        foreach (var direction in (string[])["incoming", "outgoing", "internal", "incoming"])
            numbers.Add((await tenant.RegisterLetterAsync("Pismo", direction)).GetProperty("number").GetString()!.Split('/')[0] + "/" + numbers.Count);

        Assert.Equal(["RPW/0", "WYS/1", "WEW/2", "RPW/3"], numbers);
        Assert.Equal(4, (await tenant.StatusAsync()).GetProperty("correspondence").GetProperty("used").GetInt32());
    }

    [Fact]
    public async Task List_GoesThroughAllPagesNewestFirst()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLettersAsync(7);

        var subjects = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await tenant.GetAsync($"{Path}?limit=3&cursor={cursor}")).Expect(HttpStatusCode.OK).Json;
            subjects.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("subject").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 7).Reverse().Select(i => string.Create(CultureInfo.InvariantCulture, $"Pismo numer {i}")), subjects);
    }

    [Theory]
    [InlineData("lodz", 1)]
    [InlineData("ŁÓDŹ%20wezw", 1)]
    [InlineData("100%25", 1)]
    [InlineData("wezwanie_", 0)]
    [InlineData("rpw/2", 1)]
    [InlineData("nic%20takiego", 0)]
    [InlineData("", 3)]
    public async Task List_Search_IgnoresCaseAndDiacriticsAndTakesEveryWord(string query, int expected)
    {
        var tenant = await house.SignUpAsync();
        (await tenant.PostAsync(Path, new { direction = "incoming", subject = "Wezwanie do zapłaty", correspondent = new { name = "Urząd Miasta Łódź" } })).Expect(HttpStatusCode.Created);
        (await tenant.PostAsync(Path, new { direction = "incoming", subject = "Rabat 100% dla stałych" })).Expect(HttpStatusCode.Created);
        (await tenant.PostAsync(Path, new { direction = "outgoing", subject = "Oferta" })).Expect(HttpStatusCode.Created);

        var page = (await tenant.GetAsync($"{Path}?q={query}")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(expected, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task List_OfOneDirection_HasNoOther()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLetterAsync("Przyszło", "incoming");
        await tenant.RegisterLetterAsync("Wyszło", "outgoing");

        var page = (await tenant.GetAsync($"{Path}?direction=Outgoing")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("Wyszło", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("subject").GetString());
    }

    [Fact]
    public async Task Annul_KeepsNumberAndCountAndTellsTheHistory()
    {
        var tenant = await house.SignUpAsync();
        var entry = await tenant.RegisterLetterAsync();
        var path = $"{Path}/{entry.GetProperty("id").GetGuid()}";

        var annulled = (await tenant.PostAsync(path + "/annul", new { reason = "Wpisane dwa razy" })).Expect(HttpStatusCode.OK);

        Assert.Equal("annulled", annulled.String("status"));
        Assert.Equal(entry.GetProperty("number").GetString(), annulled.String("number"));
        Assert.Equal("\"v2\"", annulled.Headers.ETag!.Tag);
        var read = (await tenant.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("annulled", read.String("status"));
        Assert.Equal("Wpisane dwa razy", read.String("annulReason"));
        Assert.Equal("\"v2\"", read.Headers.ETag!.Tag);
        Assert.Equal(1, (await tenant.StatusAsync()).GetProperty("correspondence").GetProperty("used").GetInt32());
        var history = (await tenant.GetAsync(path + "/history")).Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(history, change => change.GetProperty("field").GetString() == "status" && change.GetProperty("after").GetString() == "annulled");
        Assert.All(history, change => Assert.Equal(tenant.Email, change.GetProperty("by").GetString()));

        (await tenant.PostAsync(path + "/annul", new { reason = "Jeszcze raz" })).ExpectProblem(HttpStatusCode.Conflict, "conflict");
    }

    [Fact]
    public async Task Eleventh_OnGreen_IsRefusedWithFiguresAndUsesNothing()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLettersAsync(10);
        var before = await house.TracesAsync(tenant.TenantId);

        var refused = (await tenant.PostAsync(Path, new { direction = "incoming", subject = "Jedenaste" }, key: "eleven")).ExpectProblem(HttpStatusCode.Forbidden, "quota-exhausted");

        Assert.Equal("correspondence", refused.String("kind"));
        Assert.Equal(10, refused.Json.GetProperty("used").GetInt32());
        Assert.Equal(10, refused.Json.GetProperty("limit").GetInt32());
        var now = (await tenant.StatusAsync()).GetProperty("serverTime").GetDateTimeOffset();
        Assert.Equal(WarsawTime.StartOf(WarsawTime.MonthOf(now).Next()), refused.Json.GetProperty("resetsAt").GetDateTimeOffset());
        Assert.Equal(before, await house.TracesAsync(tenant.TenantId));

        // Contracts have a counter of their own.
        (await tenant.PostAsync("/api/v1/contracts", new { subject = "Najem", parties = new[] { new { name = "Wynajmujący" } } })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Eleventh_AfterTheMonthTurned_IsAccepted()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLettersAsync(10);

        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P31D" })).Expect(HttpStatusCode.OK);

        await tenant.RegisterLetterAsync();
        Assert.Equal(1, (await tenant.StatusAsync()).GetProperty("correspondence").GetProperty("used").GetInt32());
    }

    [Fact]
    public async Task TwentyAtOnce_AtEightOfTen_TwoSucceed()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLettersAsync(8);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            tenant.Through(i % 2 == 0 ? house.First : house.Second).PostAsync(Path, new { direction = "incoming", subject = "Naraz" })));

        Assert.Equal(2, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(18, answers.Count(answer => answer.Code == "quota-exhausted"));
        Assert.Equal((10, 10, 10, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task Confidential_IsSeenByItsRegistrarAndTheOwnerOnly()
    {
        var owner = await house.SignUpAsync(Package.Silver);
        var secret = (await owner.PostAsync(Path, new { direction = "incoming", subject = "Poufne", confidential = true })).Expect(HttpStatusCode.Created);
        var clerk = await Colleague.JoinAsync(house, owner, role: 1);
        var path = $"{Path}/{secret.Json.GetProperty("id").GetGuid()}";

        (await clerk.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await clerk.GetAsync(path + "/history")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await clerk.GetAsync(Path)).Json.GetProperty("items").GetArrayLength());

        var own = (await clerk.PostAsync(Path, new { direction = "incoming", subject = "Moje poufne", confidential = true })).Expect(HttpStatusCode.Created);
        (await clerk.GetAsync(own.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        (await owner.GetAsync(own.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Viewer_ReadsButWritesNothing()
    {
        var owner = await house.SignUpAsync(Package.Silver);
        var entry = await owner.RegisterLetterAsync();
        var viewer = await Colleague.JoinAsync(house, owner, role: 0);

        (await viewer.GetAsync($"{Path}/{entry.GetProperty("id").GetGuid()}")).Expect(HttpStatusCode.OK);
        (await viewer.PostAsync(Path, new { direction = "incoming", subject = "Nie wolno" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await viewer.PostAsync($"{Path}/{entry.GetProperty("id").GetGuid()}/annul", new { reason = "Nie wolno" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await viewer.PostAsync("/api/v1/licence/green", null)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    internal static void AssertSame(JsonElement expected, JsonElement actual)
    {
        // Warnings are said once, to whoever registers.
        foreach (var property in expected.EnumerateObject().Where(property => !property.NameEquals("warnings")))
        {
            // An instant is kept to the microsecond.
            if (property.NameEquals("registeredAt"))
                Assert.Equal(property.Value.GetDateTimeOffset(), actual.GetProperty(property.Name).GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
            else
                Assert.True(JsonElement.DeepEquals(property.Value, actual.GetProperty(property.Name)), $"{property.Name}: {property.Value} / {actual.GetProperty(property.Name)}");
        }
    }
}
