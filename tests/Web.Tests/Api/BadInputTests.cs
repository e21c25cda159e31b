using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

/// <summary>Whatever comes in: a clean problem, nothing stored, no number used.</summary>
public sealed class BadInputTests(House house)
{
    private const string Letters = "/api/v1/correspondence";
    private const string Contracts = "/api/v1/contracts";

    public static TheoryData<string, string, string> WrongBodies => new()
    {
        { Letters, "", "body" },
        { Letters, "null", "body" },
        { Letters, "[]", "body" },
        { Letters, "\"text\"", "body" },
        { Letters, "{", "body" },
        { Letters, """{"direction":"incoming","subject":"Pismo"} x""", "body" },
        { Letters, """{"direction":"incoming","subject":"Pismo",}""", "body" },
        { Letters, """{}""", "direction" },
        { Letters, """{"direction":null,"subject":"Pismo"}""", "direction" },
        { Letters, """{"direction":"sideways","subject":"Pismo"}""", "direction" },
        { Letters, """{"direction":"incoming,outgoing","subject":"Pismo"}""", "direction" },
        { Letters, """{"direction":1,"subject":"Pismo"}""", "direction" },
        { Letters, """{"direction":"incoming"}""", "subject" },
        { Letters, """{"direction":"incoming","subject":"  a "}""", "subject" },
        { Letters, """{"direction":"incoming","subject":17}""", "subject" },
        { Letters, """{"direction":"incoming","subject":["Pismo"]}""", "subject" },
        { Letters, """{"direction":"incoming","subject":"Pis\u0000mo"}""", "subject" },
        { Letters, """{"direction":"incoming","subject":"Pis\ud83dmo"}""", "subject" },
        { Letters, """{"direction":"incoming","subject":"Pis\u0007mo"}""", "subject" },
        { Letters, """{"direction":"incoming","subject":"Pismo","correspondent":"Jan"}""", "correspondent" },
        { Letters, """{"direction":"incoming","subject":"Pismo","correspondent":{"name":"a\u0000"}}""", "correspondent.name" },
        { Letters, """{"direction":"incoming","subject":"Pismo","correspondent":{"contactId":"7"}}""", "correspondent.contactId" },
        { Letters, """{"direction":"incoming","subject":"Pismo","receivedOn":"2026-02-30"}""", "receivedOn" },
        { Letters, """{"direction":"incoming","subject":"Pismo","receivedOn":"23.11.2026"}""", "receivedOn" },
        { Letters, """{"direction":"incoming","subject":"Pismo","receivedOn":"9999-12-31"}""", "receivedOn" },
        { Letters, """{"direction":"incoming","subject":"Pismo","sentOn":"2026-11-02"}""", "sentOn" },
        { Letters, """{"direction":"outgoing","subject":"Pismo","receivedOn":"2026-11-02"}""", "receivedOn" },
        { Letters, """{"direction":"incoming","subject":"Pismo","receivedOn":"2026-11-02","dueOn":"2026-11-01"}""", "dueOn" },
        { Letters, """{"direction":"outgoing","subject":"Pismo","deliveryMethod":"eDelivery"}""", "eDeliveryAddress" },
        { Letters, """{"direction":"incoming","subject":"Pismo","deliveryMethod":"pigeon"}""", "deliveryMethod" },
        { Letters, """{"direction":"incoming","subject":"Pismo","confidential":"yes"}""", "confidential" },
        { Letters, """{"direction":"incoming","subject":"Pismo","subject":"Inne"}""", "subject" },
        { Contracts, """{"subject":"Umowa"}""", "parties" },
        { Contracts, """{"subject":"Umowa","parties":[]}""", "parties" },
        { Contracts, """{"subject":"Umowa","parties":[null]}""", "parties[0]" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":""}]}""", "parties[0].name" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A","nip":"1234567890"}]}""", "parties[0].nip" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"value":"abc"}""", "value" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"value":"1,5"}""", "value" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"value":1e400}""", "value" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"value":"-1"}""", "value" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"value":"0.001"}""", "value" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"value":"1000000000000"}""", "value" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"value":"1","currency":"XXQ"}""", "currency" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"validFrom":"2026-02-02","validTo":"2026-02-01"}""", "validTo" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"notice":{"amount":0,"unit":"days"}}""", "notice.amount" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"notice":{"unit":"days"}}""", "notice.amount" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"notice":{"amount":1}}""", "notice.unit" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"notice":{"amount":99999999999,"unit":"days"}}""", "notice.amount" },
        { Contracts, """{"subject":"Umowa","parties":[{"name":"A"}],"notice":{"amount":1.5,"unit":"days"}}""", "notice.amount" },
    };

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task Create_WrongBody_NamesTheFieldAndStoresNothing(string path, string body, string field)
    {
        var tenant = await house.SignUpAsync();

        var answer = (await tenant.PostRawAsync(path, body, key: "k")).ExpectProblem(HttpStatusCode.BadRequest, "validation");

        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out var messages), answer.Text);
        Assert.All(messages.EnumerateArray(), message => Assert.False(string.IsNullOrWhiteSpace(message.GetString())));
        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task Create_TooLongTexts_NameTheirFields()
    {
        var tenant = await house.SignUpAsync();

        var letter = (await tenant.PostAsync(Letters, new { direction = "incoming", subject = new string('ą', 501), reference = new string('x', 101), notes = new string('x', 4001) })).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["notes", "reference", "subject"], letter.Json.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        (await tenant.PostAsync(Letters, new { direction = "incoming", subject = new string('ą', 500) })).Expect(HttpStatusCode.Created);

        var contract = (await tenant.PostAsync(Contracts, new { subject = new string('ą', 1001), parties = new[] { new { name = new string('x', 301) } } })).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["parties[0].name", "subject"], contract.Json.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_InvalidUtf8_IsInvalid()
    {
        var tenant = await house.SignUpAsync();
        byte[] body = [.. """{"direction":"incoming","subject":"Pismo """u8, 0xff, 0xfe, .. "\"}"u8];

        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        (await tenant.SendAsync(HttpMethod.Post, Letters, content)).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_HugeBody_IsTooLarge(bool chunked)
    {
        var tenant = await house.SignUpAsync();
        var text = $$"""{"direction":"incoming","subject":"{{new string('x', 300_000)}}"}""";
        HttpContent content = chunked
            ? new StreamContent(new UnseekableStream(System.Text.Encoding.UTF8.GetBytes(text)))
            : new StringContent(text);
        content.Headers.ContentType = new("application/json");

        (await tenant.SendAsync(HttpMethod.Post, Letters, content)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task Create_DeepJson_IsInvalid()
    {
        var tenant = await house.SignUpAsync();
        var deep = $$"""{"direction":"incoming","subject":"Pismo","x":{{string.Concat(Enumerable.Repeat("[", 5000))}}{{string.Concat(Enumerable.Repeat("]", 5000))}}}""";

        (await tenant.PostRawAsync(Letters, deep)).ExpectProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Create_OtherMediaType_IsUnsupported()
    {
        var tenant = await house.SignUpAsync();

        (await tenant.PostRawAsync(Letters, "direction=incoming&subject=Pismo", mediaType: "application/x-www-form-urlencoded"))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=99999999999")]
    [InlineData("cursor=AAAA")]
    [InlineData("cursor=!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("direction=sideways")]
    [InlineData("q=%00")]
    [InlineData("q=a%07b")]
    public async Task List_WrongQuery_IsInvalid(string query)
    {
        var tenant = await house.SignUpAsync();

        (await tenant.GetAsync($"{Letters}?{query}")).ExpectProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Theory]
    [InlineData("/api/v1/correspondence/7")]
    [InlineData("/api/v1/correspondence/0193a2b0-0000-7000-8000-000000000000")]
    [InlineData("/api/v1/contracts/not-an-id")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/status")]
    public async Task Get_UnknownThing_IsNotFound(string path)
    {
        var tenant = await house.SignUpAsync();

        (await tenant.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "There is no such thing")]
    [InlineData("DELETE", "/api/v1/status", 405, "This address does not take this method")]
    public async Task Api_WhatDoesNotMatch_AnswersInTheCallersLanguage(string method, string path, int status, string title)
    {
        var tenant = await house.SignUpAsync();

        var answer = (await tenant.SendAsync(new HttpMethod(method), path, null, language: "en")).Expect((HttpStatusCode)status);

        Assert.Equal(title, answer.String("title"));
    }

    [Theory]
    [InlineData("/api/v1/correspondence", """{"direction":"incoming","subject":"Pismo","confidential":123}""", "confidential", "wrongType")]
    [InlineData("/api/v1/contracts", """{"subject":"Umowa","parties":[{"name":"A"}],"notice":{"amount":"1","unit":"days"}}""", "notice.amount", "wrongType")]
    [InlineData("/api/v1/correspondence", """{"direction":"incoming","subject":"Pis\ud83dmo"}""", "subject", "notText")]
    [InlineData("/api/v1/correspondence", """{"direction":"incoming","subject":"Pismo","correspondent":{"contactId":"0193a2b0-0000-7000-8000-000000000000"}}""", "correspondent.contactId", "notFound")]
    [InlineData("/api/v1/test-clock", """{"advance":"-P1D"}""", "advance", "format")]
    [InlineData("/api/v1/test-clock", """{"now":"2020-01-01T00:00:00Z"}""", "now", "beforeDate")]
    [InlineData("/api/v1/test-clock", """{"now":"2999-01-01T00:00:00Z"}""", "now", "outOfRange")]
    public async Task Create_WrongValue_HasItsCodeAndWholeWords(string path, string body, string field, string code)
    {
        var tenant = await house.SignUpAsync();

        var answer = (await tenant.PostRawAsync(path, body)).ExpectProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(code, answer.Json.GetProperty("codes").GetProperty(field)[0].GetString());
        var message = answer.Json.GetProperty("errors").GetProperty(field)[0].GetString()!;
        Assert.NotEqual(code, message);
        Assert.DoesNotMatch(@": \.|od  do|niż \.", message);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"reason":null}""")]
    [InlineData("""{"reason":"ab"}""")]
    [InlineData("""{"reason":"a\u0000bc"}""")]
    public async Task Annul_WithoutReason_ChangesNothing(string body)
    {
        var tenant = await house.SignUpAsync();
        var path = $"{Letters}/{(await tenant.RegisterLetterAsync()).GetProperty("id").GetGuid()}";

        (await tenant.PostRawAsync(path + "/annul", body)).ExpectProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal("new", (await tenant.GetAsync(path)).String("status"));
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
