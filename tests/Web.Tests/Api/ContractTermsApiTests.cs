using System.Net;
using System.Text.Json;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

/// <summary>Annexes, the terms of a day, notice, and the list by status.</summary>
public sealed class ContractTermsApiTests(House house)
{
    private const string Path = "/api/v1/contracts";

    private static readonly string[] Removed = ["renewal"];

    private static readonly object Lease = new
    {
        subject = "Dzierżawa falcerki", counterpartyNumber = "DZ/87", parties = new[] { new { name = "Grafmasz" } }, signedOn = "2024-12-12", validFrom = "2025-01-01", validTo = "2095-12-31",
        value = "1650.00", vatRate = "23.00", recurrence = "monthly", notice = new { amount = 3, unit = "months", effect = "none" }, renewal = new { amount = 12, unit = "months" },
    };

    [Fact]
    public async Task Annexes_MakeTheTermsOfADay()
    {
        var tenant = await house.SignUpAsync();
        var path = await RegisterAsync(tenant, Lease);

        var first = (await tenant.PostAsync(path + "/annexes", new
        {
            number = "1", signedOn = "2025-06-20", effectiveFrom = "2025-07-01", description = "serwis co kwartał",
            changes = new { value = "1750.00", notice = new { amount = 1, unit = "months", effect = "endOfMonth" } },
        })).Expect(HttpStatusCode.Created);
        (await tenant.PostAsync(path + "/annexes", new { number = "2", signedOn = "2025-12-09", effectiveFrom = "2026-01-01", changes = new { value = 1850 }, removes = Removed })).Expect(HttpStatusCode.Created);

        Assert.Equal("\"v2\"", first.Headers.ETag!.Tag);
        Assert.Equal("""[{"field":"value","before":"1650.00","after":"1750.00"},{"field":"notice","before":"3 months none","after":"1 months endOfMonth"}]""", first.Json.GetProperty("changes").GetRawText());
        async Task<(string? Value, string? Gross, string? Last, string? Annex, bool Renews)> On(string day)
        {
            var terms = (await tenant.GetAsync($"{path}?on={day}")).Expect(HttpStatusCode.OK).Json.GetProperty("terms");
            return (terms.GetProperty("value").GetString(), terms.GetProperty("grossValue").GetString(), terms.GetProperty("lastTerminationDay").GetString(), terms.GetProperty("annex").GetString(),
                terms.GetProperty("renewal").ValueKind == JsonValueKind.Object);
        }

        Assert.Equal(("1650.00", "2029.50", "2095-09-30", null, true), await On("2025-06-30"));
        Assert.Equal(("1750.00", "2152.50", "2095-11-30", "1", true), await On("2025-07-01"));
        Assert.Equal(("1850.00", "2275.50", "2095-11-30", "2", false), await On("2026-01-01"));
        (await tenant.GetAsync(path + "?on=31.12.2026")).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        // The contract itself stands as it was signed; the list of its annexes tells the rest.
        Assert.Equal("1650.00", (await tenant.GetAsync(path)).String("value"));
        Assert.Equal(["1", "2"], (await tenant.GetAsync(path + "/annexes")).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()));
    }

    [Theory]
    [InlineData("""{"number":"1"}""", "changes")]
    [InlineData("""{"changes":{"value":"1.00"}}""", "number")]
    [InlineData("""{"number":"1","changes":{"value":"-1.00"}}""", "changes.value")]
    [InlineData("""{"number":"1","changes":{"value":"0.001"}}""", "changes.value")]
    [InlineData("""{"number":"1","changes":{"currency":"zł"}}""", "changes.currency")]
    [InlineData("""{"number":"1","changes":{"notice":{"unit":"months"}}}""", "changes.notice.amount")]
    [InlineData("""{"number":"1","changes":{"validTo":"2020-01-01"}}""", "changes.validTo")]
    [InlineData("""{"number":"1","changes":{"value":"1.00"},"removes":["value"]}""", "removes")]
    [InlineData("""{"number":"1","changes":{"value":"1.00"},"effectiveFrom":"2020-01-01"}""", "effectiveFrom")]
    public async Task Annex_Fault_IsToldAtItsField(string body, string field)
    {
        var tenant = await house.SignUpAsync();
        var path = await RegisterAsync(tenant, Lease);

        var refused = (await tenant.PostRawAsync(path + "/annexes", body)).ExpectProblem(HttpStatusCode.BadRequest, "validation");

        Assert.Equal([field], refused.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(0, (await tenant.GetAsync(path + "/annexes")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Terminate_RegistersTheLetterAndMarksTheContract()
    {
        var tenant = await house.SignUpAsync();
        var path = await RegisterAsync(tenant, Lease);

        var done = (await tenant.PostAsync(path + "/terminate", new { deliveryMethod = "registered" }, key: "raz")).Expect(HttpStatusCode.OK);
        var again = (await tenant.PostAsync(path + "/terminate", new { deliveryMethod = "registered" }, key: "raz")).Expect(HttpStatusCode.OK);

        Assert.Equal(done.Text, again.Text);
        var contract = done.Json.GetProperty("contract");
        Assert.Equal(("terminationGiven", "2095-12-31"), (contract.GetProperty("status").GetString(), contract.GetProperty("terminationEffectiveOn").GetString()));
        var letter = (await tenant.GetAsync("/api/v1/correspondence/" + done.Json.GetProperty("letter").GetProperty("id").GetString())).Expect(HttpStatusCode.OK);
        Assert.StartsWith("WYS/1/", letter.String("number"), StringComparison.Ordinal);
        Assert.StartsWith("Wypowiedzenie umowy DZ/87 (UM/1/", letter.String("subject"), StringComparison.Ordinal);
        Assert.Equal("Grafmasz", letter.Json.GetProperty("correspondent").GetProperty("name").GetString());
        CorrespondenceApiTests.AssertSame((await tenant.GetAsync(path)).Json, contract);
        Assert.Equal("already-terminated", (await tenant.PostAsync(path + "/terminate", new { })).ExpectProblem(HttpStatusCode.Conflict, "conflict").String("reason"));
        (await tenant.PostAsync(path + "/terminate", new { sentOn = "2026-13-01" })).ExpectProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task List_ByStatus_AgreesWithWhatEachContractSays()
    {
        var tenant = await house.SignUpAsync();
        var party = new[] { new { name = "Ktoś" } };
        await RegisterAsync(tenant, new { subject = "Bez końca", parties = party });
        await RegisterAsync(tenant, new { subject = "Skończona", parties = party, signedOn = "2020-01-01", validTo = "2021-01-01" });
        await RegisterAsync(tenant, new { subject = "Przedłużana", parties = party, signedOn = "2020-01-01", validTo = "2021-01-01", renewal = new { amount = 1, unit = "months" } });
        await RegisterAsync(tenant, new { subject = "Przedłużona raz", parties = party, signedOn = "2020-01-01", validTo = "2021-01-01", renewal = new { amount = 1, unit = "months", times = 1 } });
        await RegisterAsync(tenant, new { subject = "Przyszła", parties = party, signedOn = "2095-01-01", validFrom = "2095-02-01" });
        var extended = await RegisterAsync(tenant, new { subject = "Wydłużona aneksem", parties = party, signedOn = "2020-01-01", validTo = "2021-01-01" });
        (await tenant.PostAsync(extended + "/annexes", new { number = "1", signedOn = "2020-06-01", changes = new { validTo = "2095-01-01" } })).Expect(HttpStatusCode.Created);
        (await tenant.PostAsync(await RegisterAsync(tenant, new { subject = "Wypowiedziana", parties = party, signedOn = "2020-01-01", notice = new { amount = 3, unit = "months" } }) + "/terminate", new { })).Expect(HttpStatusCode.OK);
        (await tenant.PostAsync(await RegisterAsync(tenant, new { subject = "Pomyłka", parties = party }) + "/annul", new { reason = "Pomyłka" })).Expect(HttpStatusCode.OK);

        async Task<List<(string Subject, string Status)>> Items(string query) => [.. (await tenant.GetAsync(Path + query)).Expect(HttpStatusCode.OK).Json
            .GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("subject").GetString()!, item.GetProperty("status").GetString()!))];
        var all = await Items("");
        Assert.Equal(8, all.Count);
        foreach (var status in (string[])["draft", "inForce", "terminationGiven", "expired", "terminated", "annulled"])
            Assert.Equal(all.Where(item => item.Status == status), await Items("?status=" + status));
        Assert.Equal(["Wydłużona aneksem", "Przedłużana", "Bez końca"], (await Items("?status=INFORCE")).Select(item => item.Subject));
        (await tenant.GetAsync(Path + "?status=nonsense")).ExpectProblem(HttpStatusCode.BadRequest, "validation");
    }

    private static async Task<string> RegisterAsync(TenantClient tenant, object contract) =>
        (await tenant.PostAsync(Path, contract)).Expect(HttpStatusCode.Created).Headers.Location!.ToString();
}
