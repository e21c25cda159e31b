using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AleSekretariat.Web.Tests.Api;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Contacts;

public sealed class ContactsApiTests(House house)
{
    private const string Path = "/api/v1/contacts";

    private static readonly object Paper = new
    {
        name = " Papiernia Kwidzyn sp. z o.o. ", nip = "727-234-12-33", regon = "123 456 785", address = "ul. Lotnicza 1\n82-500 Kwidzyn",
        email = "biuro@papiernia.example", phone = "55 279 80 00", eDeliveryAddress = "ae:pl-12345-67890-abcde-12",
    };

    [Fact]
    public async Task Create_WithEveryField_ReadsBackTheSame()
    {
        var tenant = await house.SignUpAsync();

        var created = (await tenant.PostAsync(Path, Paper)).Expect(HttpStatusCode.Created);

        Assert.Equal(("Papiernia Kwidzyn sp. z o.o.", "7272341233", "AE:PL-12345-67890-ABCDE-12"), (created.String("name"), created.String("nip"), created.String("eDeliveryAddress")));
        var read = (await tenant.GetAsync(created.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        Assert.Equal("\"v1\"", read.Headers.ETag!.Tag);
        CorrespondenceApiTests.AssertSame(created.Json, read.Json);
        CorrespondenceApiTests.AssertSame(created.Json, Assert.Single(await ListAsync(tenant, "?q=KWIDZYN papier")));
        Assert.Single(await ListAsync(tenant, "?q=727-234"));
        Assert.Empty(await ListAsync(tenant, "?q=gdynia"));
        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task Change_NeedsTheVersionThatIsThere()
    {
        var tenant = await house.SignUpAsync();
        var path = (await tenant.PostAsync(Path, Paper)).Expect(HttpStatusCode.Created).Headers.Location!.ToString();

        (await PutAsync(tenant, path, new { name = "Bez wersji" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "precondition-required");
        var changed = (await PutAsync(tenant, path, new { name = "Nowa nazwa" }, "\"v1\"")).Expect(HttpStatusCode.OK);
        Assert.Equal("\"v2\"", changed.Headers.ETag!.Tag);
        foreach (var stale in (string[])["\"v1\"", "W/\"v2\"", "\"x\""])
            (await PutAsync(tenant, path, new { name = "Za późno" }, stale)).ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        var read = (await tenant.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(("Nowa nazwa", 2), (read.String("name"), read.Json.GetProperty("version").GetInt32()));
        Assert.Equal(JsonValueKind.Null, read.Json.GetProperty("nip").ValueKind);
        var history = (await tenant.GetAsync(path + "/history")).Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("field").GetString());
        Assert.Equal(["registered", "name", "nip", "regon", "address", "email", "phone", "eDeliveryAddress"], history);
    }

    [Fact]
    public async Task Repeat_WithItsKey_AnswersTheSame()
    {
        var tenant = await house.SignUpAsync();

        var first = (await tenant.PostAsync(Path, Paper, "klucz")).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, (await tenant.Through(house.Second).PostAsync(Path, Paper, "klucz")).Expect(HttpStatusCode.Created).Text);
        (await tenant.PostAsync(Path, new { name = "Inny" }, "klucz")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-mismatch");
        var path = first.Headers.Location!.ToString();
        var changed = (await PutAsync(tenant, path, new { name = "Raz" }, "\"v1\"", "zmiana")).Expect(HttpStatusCode.OK);
        Assert.Equal(changed.Text, (await PutAsync(tenant, path, new { name = "Raz" }, "\"v1\"", "zmiana")).Expect(HttpStatusCode.OK).Text);

        Assert.Single(await ListAsync(tenant, ""));
    }

    [Theory]
    [InlineData("""{"name":""}""", "name", "required")]
    [InlineData("""{"name":"A","nip":"7272341234"}""", "nip", "checksum")]
    [InlineData("""{"name":"A","regon":"123456786"}""", "regon", "checksum")]
    [InlineData("""{"name":"A","email":"x"}""", "email", "format")]
    [InlineData("""{"name":"A","eDeliveryAddress":"AE:PL"}""", "eDeliveryAddress", "format")]
    [InlineData("""{"name":5}""", "name", "wrongType")]
    public async Task Wrong_IsToldAtItsField(string body, string field, string code)
    {
        var tenant = await house.SignUpAsync();

        var problem = (await tenant.PostRawAsync(Path, body)).ExpectProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(code, Assert.Single(problem.Json.GetProperty("codes").GetProperty(field).EnumerateArray()).GetString());
    }

    [Fact]
    public async Task List_IsByNameAndPagesOverAllOfThem()
    {
        var tenant = await house.SignUpAsync();
        string[] names = ["Żabka", "łódź", "Lotos", "alfa", "Ćma"];
        foreach (var name in names)
            (await tenant.PostAsync(Path, new { name })).Expect(HttpStatusCode.Created);

        var seen = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = (await tenant.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{Path}?limit=2&cursor={cursor}"))).Expect(HttpStatusCode.OK).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            if ((cursor = page.GetProperty("nextCursor").GetString()) is null)
                break;
        }

        Assert.Equal(["alfa", "Ćma", "łódź", "Lotos", "Żabka"], seen);
        (await tenant.GetAsync(Path + "?cursor=nonsens")).ExpectProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task LetterToAContact_HasItsNameAndId()
    {
        var tenant = await house.SignUpAsync();
        var contact = (await tenant.PostAsync(Path, Paper)).Expect(HttpStatusCode.Created).String("id");

        var letter = (await tenant.PostAsync("/api/v1/correspondence", new { direction = "outgoing", subject = "Zamówienie papieru", correspondent = new { contactId = contact } })).Expect(HttpStatusCode.Created);

        var correspondent = (await tenant.GetAsync(letter.Headers.Location!.ToString())).Json.GetProperty("correspondent");
        Assert.Equal((contact, "Papiernia Kwidzyn sp. z o.o."), (correspondent.GetProperty("contactId").GetString(), correspondent.GetProperty("name").GetString()));
    }

    internal static async Task<Answer> PutAsync(TenantClient tenant, string path, object body, string? match, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Token);
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Answer.ReadAsync(await tenant.Node.Http.SendAsync(request));
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(TenantClient tenant, string query) =>
        [.. (await tenant.GetAsync(Path + query)).Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];
}
