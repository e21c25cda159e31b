using System.Globalization;
using System.Net;
using System.Text.Json;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

public sealed class ContractsApiTests(House house)
{
    private const string Path = "/api/v1/contracts";

    [Fact]
    public async Task Create_WithEveryField_ReadsBackTheSame()
    {
        var tenant = await house.SignUpAsync();
        var contract = new
        {
            subject = "Najem lokalu przy ul. Żurawiej 5", counterpartyNumber = "U/17/2026",
            parties = new object[]
            {
                new { name = "PETRUS Piotr Tarczyński", nip = "959-155-81-63", role = "wynajmujący" },
                new { name = "Poręczyciel" },
            },
            signedOn = "2026-07-31", validFrom = "2026-08-01", validTo = "2099-07-31", value = "16760.00",
            notice = new { amount = 3, unit = "months", effect = "endOfMonth" }, notes = "Kaucja w umowie",
        };

        var created = (await tenant.PostAsync(Path, contract)).Expect(HttpStatusCode.Created);

        var json = created.Json;
        Assert.StartsWith("UM/1/", json.GetProperty("number").GetString(), StringComparison.Ordinal);
        Assert.Equal("16760.00", json.GetProperty("value").GetString());
        Assert.Equal("PLN", json.GetProperty("currency").GetString());
        Assert.Equal("inForce", json.GetProperty("status").GetString());
        Assert.Equal("2099-04-30", json.GetProperty("lastTerminationDay").GetString());
        var parties = json.GetProperty("parties").EnumerateArray().ToList();
        Assert.Equal("9591558163", parties[0].GetProperty("nip").GetString());
        Assert.Equal("Poręczyciel", parties[1].GetProperty("name").GetString());
        Assert.Equal("endOfMonth", json.GetProperty("notice").GetProperty("effect").GetString());

        var read = (await tenant.GetAsync(created.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        Assert.Equal("\"v1\"", read.Headers.ETag!.Tag);
        CorrespondenceApiTests.AssertSame(json, read.Json);
        var item = Assert.Single((await tenant.GetAsync(Path + "?q=tarczynski")).Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray());
        CorrespondenceApiTests.AssertSame(json, item);
    }

    [Theory]
    [InlineData("1630.57", "1630.57")]
    [InlineData("0", "0.00")]
    [InlineData("999999999999.99", "999999999999.99")]
    public async Task Value_AsStringOrNumber_IsKeptToTheGrosz(string value, string expected)
    {
        var tenant = await house.SignUpAsync();

        foreach (var written in (string[])[$"\"{value}\"", value])
        {
            var created = await tenant.PostRawAsync(Path, $$"""{"subject":"Kwota","parties":[{"name":"Ktoś"}],"value":{{written}}}""");
            Assert.Equal(expected, created.Expect(HttpStatusCode.Created).String("value"));
        }
    }

    [Fact]
    public async Task Status_FollowsTheTenantsClock()
    {
        var tenant = await house.SignUpAsync();
        var now = (await tenant.StatusAsync()).GetProperty("serverTime").GetDateTimeOffset();
        var ends = DateOnly.FromDateTime(now.UtcDateTime.AddDays(20)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var created = (await tenant.PostAsync(Path, new { subject = "Krótka", parties = new[] { new { name = "Ktoś" } }, validTo = ends })).Expect(HttpStatusCode.Created);
        Assert.Equal("inForce", created.String("status"));

        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P22D" })).Expect(HttpStatusCode.OK);

        Assert.Equal("expired", (await tenant.GetAsync(created.Headers.Location!.ToString())).Expect(HttpStatusCode.OK).String("status"));
    }

    [Fact]
    public async Task Annul_IsToldByReadAndHistory()
    {
        var tenant = await house.SignUpAsync();
        var created = (await tenant.PostAsync(Path, new { subject = "Pomyłka", parties = new[] { new { name = "Ktoś" } } })).Expect(HttpStatusCode.Created);
        var path = created.Headers.Location!.ToString();

        (await tenant.PostAsync(path + "/annul", new { reason = "Pomyłka w rejestrze" })).Expect(HttpStatusCode.OK);

        Assert.Equal("annulled", (await tenant.GetAsync(path)).String("status"));
        Assert.NotEqual(0, (await tenant.GetAsync(path + "/history")).Expect(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, (await tenant.GetAsync(Path)).Json.GetProperty("nextCursor").ValueKind);
    }
}
