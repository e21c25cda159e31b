using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

/// <summary>PUT with If-Match, status, assign, history and warnings of <c>/api/v1/correspondence</c> (api.md).</summary>
public sealed class LetterChangesApiTests(House house)
{
    private const string Path = "/api/v1/correspondence";
    private static readonly string[] Urgent = ["pilne"];
    private static readonly string[] UrgentTwice = ["pilne", "pilne"];

    [Fact]
    public async Task Put_WithTheTagOfTheLastRead_ChangesAndSaysSoInTheHistory()
    {
        var tenant = await house.SignUpAsync();
        var letter = await tenant.RegisterLetterAsync("Zapytanie");
        var path = $"{Path}/{letter.GetProperty("id")}";
        var tag = Tag(await tenant.GetAsync(path));

        var changed = (await PutAsync(tenant, path, new { direction = "incoming", subject = "Zapytanie o oprawę", fee = "12.50", tags = UrgentTwice, enclosures = 3 }, tag)).Expect(HttpStatusCode.OK);

        Assert.Equal(("Zapytanie o oprawę", "12.50", "PLN", 3, 2), (changed.String("subject"), changed.String("fee"), changed.String("currency"), changed.Json.GetProperty("enclosures").GetInt32(), changed.Json.GetProperty("version").GetInt32()));
        Assert.Equal("pilne", Assert.Single(changed.Json.GetProperty("tags").EnumerateArray()).GetString());
        Assert.NotEqual(tag, Tag(changed));
        Assert.Equal(letter.GetProperty("receivedOn").GetString(), changed.String("receivedOn"));
        var history = (await tenant.GetAsync(path + "/history")).Json.GetProperty("items").EnumerateArray().Skip(1)
            .Select(item => (item.GetProperty("field").GetString(), item.GetProperty("before").GetString(), item.GetProperty("after").GetString()));
        Assert.Equal([("subject", "Zapytanie", "Zapytanie o oprawę"), ("fee", null, "12.50"), ("tags", null, "pilne"), ("enclosures", null, "3")], history);
        // The same again with the new tag is no change.
        Assert.Equal(Tag(changed), Tag(await PutAsync(tenant, path, new { direction = "incoming", subject = "Zapytanie o oprawę", fee = 12.5, tags = Urgent, enclosures = 3 }, Tag(changed))));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired, "precondition-required")]
    [InlineData("\"v7\"", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    [InlineData("W/\"v1\"", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    [InlineData("v1", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    public async Task Put_WithoutOrWithAnotherTag_IsRefused(string? tag, HttpStatusCode status, string code)
    {
        var tenant = await house.SignUpAsync();
        var path = $"{Path}/{(await tenant.RegisterLetterAsync("Zapytanie")).GetProperty("id")}";

        (await PutAsync(tenant, path, new { direction = "incoming", subject = "Zmiana" }, tag)).ExpectProblem(status, code);

        Assert.Equal("Zapytanie", (await tenant.GetAsync(path)).String("subject"));
    }

    [Fact]
    public async Task Status_GoesItsWay_AndNoOther()
    {
        var tenant = await house.SignUpAsync();
        var path = $"{Path}/{(await tenant.RegisterLetterAsync("Odpowiedź", "outgoing")).GetProperty("id")}";

        (await tenant.PostAsync(path + "/status", new { status = "returned", reason = "nie podjęto" })).ExpectProblem(HttpStatusCode.Conflict, "conflict");
        (await tenant.PostAsync(path + "/status", new { status = "sent" })).Expect(HttpStatusCode.OK);
        (await tenant.PostAsync(path + "/status", new { status = "returned" })).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        (await tenant.PostAsync(path + "/status", new { status = "returned", on = "2020-01-01", reason = "nie podjęto" })).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        var returned = (await tenant.PostAsync(path + "/status", new { status = "returned", reason = "nie podjęto w terminie" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("returned", "nie podjęto w terminie", 3), (returned.String("status"), returned.String("returnReason"), returned.Json.GetProperty("version").GetInt32()));
        Assert.Equal(returned.String("sentOn"), returned.String("returnedOn"));
        (await tenant.PostAsync(path + "/status", new { })).ExpectProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Assign_GivesItToAColleague()
    {
        var owner = await house.SignUpAsync();
        var clerk = await Colleague.JoinAsync(house, owner, role: 1);
        var account = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", clerk.Email);
        var path = $"{Path}/{(await owner.RegisterLetterAsync()).GetProperty("id")}";

        var given = (await owner.PostAsync(path + "/assign", new { accountId = account, instruction = "odpisać", dueOn = "2199-01-02" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("assigned", account, clerk.Email, "odpisać", "2199-01-02"), (given.String("status"), given.Json.GetProperty("assignedTo").GetGuid(), given.String("assignedToName"), given.String("instruction"), given.String("assignmentDue")));
        Assert.Equal(JsonValueKind.Null, given.Json.GetProperty("readAt").ValueKind);
        (await owner.PostAsync(path + "/assign", new { accountId = Guid.NewGuid() })).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Contains(clerk.Email, (await owner.GetAsync(Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameSenderMarkAndDate_IsWarnedAboutAndRegistered_ButNeverByAConfidentialOne()
    {
        var owner = await house.SignUpAsync();
        var clerk = await Colleague.JoinAsync(house, owner, role: 1);
        object letter = new { direction = "incoming", subject = "Wezwanie", correspondent = new { name = "ZUS w Łodzi" }, reference = "71/KZ", letterDate = "2026-01-02" };
        var first = (await owner.PostAsync(Path, letter)).Expect(HttpStatusCode.Created);
        Assert.Empty(first.Json.GetProperty("warnings").EnumerateArray());

        var again = (await owner.PostAsync(Path, new { direction = "incoming", subject = "Wezwanie", correspondent = new { name = "zus w lodzi" }, reference = "71/KZ", letterDate = "2026-01-02" })).Expect(HttpStatusCode.Created);
        (await owner.PostAsync(Path, new { direction = "incoming", subject = "Tajne", correspondent = new { name = "Kancelaria" }, reference = "T/1", confidential = true })).Expect(HttpStatusCode.Created);
        var blind = (await clerk.PostAsync(Path, new { direction = "incoming", subject = "Jawne", correspondent = new { name = "Kancelaria" }, reference = "T/1" })).Expect(HttpStatusCode.Created);

        var warning = Assert.Single(again.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("reference", "duplicate", first.String("number")), (warning.GetProperty("field").GetString(), warning.GetProperty("code").GetString(), warning.GetProperty("entries")[0].GetProperty("number").GetString()));
        Assert.Empty(blind.Json.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task Confidential_IsNowhereForWhoeverIsNotOnIt_AndThereForWhoeverIs()
    {
        var owner = await house.SignUpAsync();
        var outsider = await Colleague.JoinAsync(house, owner, role: 1);
        var insider = await Colleague.JoinAsync(house, owner, role: 0);
        var account = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", insider.Email);
        var secret = (await owner.PostAsync(Path, new { direction = "incoming", subject = "Zwolnienie grupowe", confidential = true, people = new[] { account } })).Expect(HttpStatusCode.Created);
        var beside = (await owner.PostAsync(Path, new { direction = "incoming", subject = "Jawne obok", related = new[] { secret.Json.GetProperty("id").GetGuid() }, replyTo = secret.Json.GetProperty("id").GetGuid() })).Expect(HttpStatusCode.Created);
        var path = $"{Path}/{secret.String("id")}";

        foreach (var answer in new[] { await outsider.GetAsync(path), await outsider.GetAsync(path + "/history"), await PutAsync(outsider, path, new { direction = "incoming", subject = "Zmiana" }, "*"),
            await outsider.PostAsync(path + "/status", new { status = "done" }), await outsider.PostAsync(path + "/assign", new { accountId = account }), await outsider.PostAsync(path + "/annul", new { reason = "pomyłka" }) })
            answer.ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain("Zwolnienie", (await outsider.GetAsync(Path)).Text + (await outsider.GetAsync(Path + "?q=zwolnienie")).Text, StringComparison.Ordinal);
        Assert.Empty((await outsider.GetAsync(Path + "?q=zwolnienie")).Json.GetProperty("items").EnumerateArray());
        // Neither do the links of a letter that everybody sees lead there.
        Assert.DoesNotContain(secret.String("id"), (await outsider.GetAsync($"{Path}/{beside.String("id")}")).Text, StringComparison.Ordinal);
        Assert.Contains("Zwolnienie", (await insider.GetAsync(Path + "?q=zwolnienie")).Text, StringComparison.Ordinal);
        Assert.Equal(account, Assert.Single((await insider.GetAsync(path)).Expect(HttpStatusCode.OK).Json.GetProperty("people").EnumerateArray()).GetGuid());
    }

    private static string Tag(Answer answer) => answer.Headers.ETag!.ToString();

    private static async Task<Answer> PutAsync(TenantClient tenant, string path, object body, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", tenant.Token);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await Answer.ReadAsync(await tenant.Node.Http.SendAsync(request));
    }
}
