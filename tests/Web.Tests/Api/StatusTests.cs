using System.Globalization;
using System.Net;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

public sealed class StatusTests(House house)
{
    [Fact]
    public async Task Status_OfNewTenant_IsGreenForAYearFromToday()
    {
        var tenant = await house.SignUpAsync();

        var status = await tenant.StatusAsync();

        Assert.Equal(tenant.TenantId, status.GetProperty("tenantId").GetGuid());
        Assert.Equal("green", status.GetProperty("package").GetString());
        Assert.Equal("active", status.GetProperty("state").GetString());
        var now = status.GetProperty("serverTime").GetDateTimeOffset();
        Assert.Equal(WarsawTime.StartOf(WarsawTime.DateOf(now).AddYears(1)), status.GetProperty("validUntil").GetDateTimeOffset());
        Assert.EndsWith("Z", status.GetProperty("validUntil").GetString(), StringComparison.Ordinal);
        Assert.Equal(WarsawTime.MonthOf(now).ToString(), status.GetProperty("month").GetString());
        foreach (var register in (string[])["correspondence", "contracts"])
        {
            Assert.Equal(0, status.GetProperty(register).GetProperty("used").GetInt32());
            Assert.Equal(10, status.GetProperty(register).GetProperty("limit").GetInt32());
        }

        Assert.Equal(1, status.GetProperty("users").GetProperty("used").GetInt32());
        Assert.Equal(0, status.GetProperty("storage").GetProperty("used").GetInt64());
        Assert.True(status.GetProperty("version").GetInt64() > 0);
        Assert.True(status.TryGetProperty("deletionAt", out var deletionAt) && deletionAt.ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Status_OnPlatinum_HasNoLimit()
    {
        var tenant = await house.SignUpAsync(Package.Platinum);

        var status = await tenant.StatusAsync();

        Assert.Equal("platinum", status.GetProperty("package").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, status.GetProperty("correspondence").GetProperty("limit").ValueKind);
    }

    [Fact]
    public async Task Packages_AreThePriceListInForce()
    {
        var tenant = await house.SignUpAsync();

        var list = (await tenant.GetAsync("/api/v1/packages")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("PLN", list.GetProperty("currency").GetString());
        Assert.Equal("2026-09-01", list.GetProperty("effectiveFrom").GetString());
        var items = list.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["green", "silver", "gold", "platinum"], items.Select(item => item.GetProperty("package").GetString()));
        Assert.Equal(10, items[0].GetProperty("entriesPerMonth").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, items[3].GetProperty("entriesPerMonth").ValueKind);
        Assert.Equal(5L * 1024 * 1024 * 1024, items[1].GetProperty("storageBytes").GetInt64());
        var gold = items[2].GetProperty("prices").EnumerateArray().Single(price => price.GetProperty("period").GetString() == "month");
        Assert.Equal(["39.00", "8.97", "47.97"], ((string[])["net", "vat", "gross"]).Select(name => gold.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task Green_FromPaid_KeepsCountersAndReturnsStatus()
    {
        var tenant = await house.SignUpAsync(Package.Gold);
        await tenant.RegisterLettersAsync(3);

        var status = (await tenant.PostAsync("/api/v1/licence/green", null)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("green", status.GetProperty("package").GetString());
        Assert.Equal(3, status.GetProperty("correspondence").GetProperty("used").GetInt32());
    }

    [Fact]
    public async Task Close_WithPasswordAndName_ClosesAndIsTakenBack()
    {
        var tenant = await house.SignUpAsync("Zakład Stolarski Dąb");

        var status = (await tenant.PostAsync("/api/v1/account/close", new { password = tenant.Password, company = " zakład stolarski dąb " })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("closing", status.GetProperty("state").GetString());
        var deletionAt = status.GetProperty("deletionAt").GetDateTimeOffset();
        Assert.InRange(deletionAt - status.GetProperty("serverTime").GetDateTimeOffset(), TimeSpan.FromHours(71.9), TimeSpan.FromHours(72.1));
        var refused = await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Za późno" });
        refused.ExpectProblem(HttpStatusCode.Forbidden, "read-only");
        Assert.Equal("closing", refused.String("state"));

        var open = (await tenant.DeleteAsync("/api/v1/account/close")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("active", open.GetProperty("state").GetString());
        await tenant.RegisterLetterAsync();
    }

    [Fact]
    public async Task Close_WithWrongPasswordOrName_IsForbidden()
    {
        var tenant = await house.SignUpAsync("Zakład Stolarski Dąb");

        (await tenant.PostAsync("/api/v1/account/close", new { password = "nie to hasło", company = tenant.Company })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await tenant.PostAsync("/api/v1/account/close", new { password = tenant.Password, company = "Inna firma" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");

        Assert.Equal("active", (await tenant.StatusAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task TestClock_PastTheYear_RefusesWritingUntilGreen()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLetterAsync();
        var before = (await tenant.StatusAsync()).GetProperty("validUntil").GetDateTimeOffset();

        var moved = (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P1Y1D" })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("readOnly", moved.GetProperty("state").GetString());
        Assert.Equal(before, moved.GetProperty("readOnlySince").GetDateTimeOffset());
        var refused = (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Za późno" })).ExpectProblem(HttpStatusCode.Forbidden, "read-only");
        Assert.Equal("readOnly", refused.String("state"));
        Assert.Equal(moved.GetProperty("deletionAt").GetDateTimeOffset(), refused.Json.GetProperty("deletionAt").GetDateTimeOffset());
        (await tenant.GetAsync("/api/v1/correspondence")).Expect(HttpStatusCode.OK);

        var green = (await tenant.PostAsync("/api/v1/licence/green", null)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("active", green.GetProperty("state").GetString());
        await tenant.RegisterLetterAsync();
    }

    [Fact]
    public async Task TestClock_PastDeletion_AnswersDeletedThenUnauthorized()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLetterAsync();

        var moved = (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P2Y" })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("deleted", moved.GetProperty("state").GetString());
        (await tenant.GetAsync("/api/v1/status")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Po wszystkim" })).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"advance":"P1D","now":"2030-01-01T00:00:00Z"}""")]
    [InlineData("""{"advance":"tomorrow"}""")]
    [InlineData("""{"advance":"-P1D"}""")]
    [InlineData("""{"now":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"now":"2030-01-01T00:00:00"}""")]
    public async Task TestClock_WrongMove_IsInvalid(string body)
    {
        var tenant = await house.SignUpAsync();

        (await tenant.PostRawAsync("/api/v1/test-clock", body)).ExpectProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Problems_SpeakTheCallersLanguage()
    {
        var tenant = await house.SignUpAsync();
        var path = $"/api/v1/correspondence/{Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture)}";

        Assert.Equal("Nie ma takiej rzeczy", (await tenant.GetAsync(path)).String("title"));
        Assert.Equal("There is no such thing", (await tenant.GetAsync(path, "en-US")).String("title"));
        Assert.Equal("Nie ma takiej rzeczy", (await tenant.GetAsync(path, "de")).String("title"));
    }
}
