using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

/// <summary>Every field of a contract through the API, and <c>PUT</c> with <c>If-Match</c>.</summary>
public sealed class ContractChangesApiTests(House house)
{
    private const string Path = "/api/v1/contracts";

    private static readonly object Lease = new
    {
        subject = "Dzierżawa falcerki", parties = new object[] { new { name = "Grafmasz", nip = "7251868107", regon = "526965718", role = "wydzierżawiający" } },
        signedOn = "2024-12-12", validFrom = "2025-01-01", validTo = "2095-12-31", value = "1850.00", vatRate = "23.00", recurrence = "monthly",
        notice = new { amount = 1, unit = "months", effect = "endOfMonth" }, renewal = new { amount = 12, unit = "months", times = 3 },
        reminderDays = new[] { 60, 7 }, originalPlace = "segregator U-3", retentionUntil = "2105-12-31", earlierNumber = "41/2024",
    };

    [Fact]
    public async Task EveryField_ReadsBackTheSame_AndPutOfItChangesNothing()
    {
        var tenant = await house.SignUpAsync();
        var owner = await house.ScalarAsync<Guid>("SELECT account_id FROM app.membership WHERE tenant_id = $1", tenant.TenantId);
        var body = JsonSerializer.SerializeToNode(Lease)!;
        body["responsible"] = owner;

        var created = (await tenant.PostAsync(Path, body)).Expect(HttpStatusCode.Created);
        var path = created.Headers.Location!.ToString();
        var read = (await tenant.GetAsync(path)).Expect(HttpStatusCode.OK);

        CorrespondenceApiTests.AssertSame(created.Json, read.Json);
        Assert.Equal("2095-11-30", read.String("lastTerminationDay"));
        Assert.Equal(("23.00", "monthly", "segregator U-3", "2105-12-31", "41/2024", owner.ToString("D")),
            (read.String("vatRate"), read.String("recurrence"), read.String("originalPlace"), read.String("retentionUntil"), read.String("earlierNumber"), read.String("responsible")));
        Assert.Equal("""{"amount":12,"unit":"months","times":3}""", read.Json.GetProperty("renewal").GetRawText());
        Assert.Equal("[60,7]", read.Json.GetProperty("reminderDays").GetRawText());
        Assert.Equal("526965718", read.Json.GetProperty("parties")[0].GetProperty("regon").GetString());
        var put = (await PutAsync(tenant, path, body, "\"v1\"")).Expect(HttpStatusCode.OK);
        Assert.Equal("\"v1\"", put.Headers.ETag!.Tag);
        CorrespondenceApiTests.AssertSame(read.Json, put.Json);
    }

    [Fact]
    public async Task Put_WithoutStaleAndRight_Are428And412AndTheNewVersion()
    {
        var tenant = await house.SignUpAsync();
        var path = (await tenant.PostAsync(Path, Lease)).Expect(HttpStatusCode.Created).Headers.Location!.ToString();
        var changed = JsonSerializer.SerializeToNode(Lease)!;
        changed["value"] = "1900.50";
        changed["notice"] = null;

        (await PutAsync(tenant, path, changed, null)).ExpectProblem((HttpStatusCode)428, "precondition-required");
        (await PutAsync(tenant, path, changed, "\"v7\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        var put = (await PutAsync(tenant, path, changed, "\"v1\"")).Expect(HttpStatusCode.OK);
        (await PutAsync(tenant, path, Lease, "\"v1\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(("\"v2\"", "1900.50", JsonValueKind.Null), (put.Headers.ETag!.Tag, put.String("value"), put.Json.GetProperty("notice").ValueKind));
        CorrespondenceApiTests.AssertSame((await tenant.GetAsync(path)).Json, put.Json);
        var history = (await tenant.GetAsync(path + "/history")).Json.GetProperty("items").EnumerateArray().Select(item => item.ToString()).ToList();
        Assert.Equal(3, history.Count);
        Assert.Contains("\"value\",\"before\":\"1850.00\",\"after\":\"1900.50\"", history[1], StringComparison.Ordinal);
        Assert.Contains("\"notice\",\"before\":\"1 months endOfMonth\",\"after\":null", history[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"subject":"Bez końca","parties":[{"name":"Ktoś"}],"renewal":{"amount":12,"unit":"months"}}""", "validTo")]
    [InlineData("""{"subject":"Bez ilości","parties":[{"name":"Ktoś"}],"validTo":"2095-01-01","renewal":{"unit":"months"}}""", "renewal.amount")]
    [InlineData("""{"subject":"Zły REGON","parties":[{"name":"Ktoś","regon":"526965719"}]}""", "parties[0].regon")]
    [InlineData("""{"subject":"Nieznany rodzaj","parties":[{"name":"Ktoś"}],"kind":"Nie ma takiego"}""", "kind")]
    [InlineData("""{"subject":"Obcy człowiek","parties":[{"name":"Ktoś"}],"responsible":"00000000-0000-0000-0000-000000000001"}""", "responsible")]
    [InlineData("""{"subject":"Za wcześnie","parties":[{"name":"Ktoś"}],"reminderDays":[0]}""", "reminderDays")]
    [InlineData("""{"subject":"Zły okres","parties":[{"name":"Ktoś"}],"recurrence":"daily"}""", "recurrence")]
    public async Task Fault_IsToldAtItsField(string body, string field)
    {
        var tenant = await house.SignUpAsync();

        var refused = (await tenant.PostRawAsync(Path, body)).ExpectProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal([field], refused.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private static async Task<Answer> PutAsync(TenantClient tenant, string path, object body, string? match)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Token);
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        return await Answer.ReadAsync(await tenant.Node.Http.SendAsync(request));
    }
}
