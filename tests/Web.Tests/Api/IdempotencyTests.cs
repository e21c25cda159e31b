using System.Net;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Api;

public sealed class IdempotencyTests(House house)
{
    private const string Path = "/api/v1/correspondence";
    private static readonly object Letter = new { direction = "incoming", subject = "Raz i dość", receivedOn = "2026-11-02" };

    [Fact]
    public async Task Repeat_AnswersTheSameAndRegistersNothing()
    {
        var tenant = await house.SignUpAsync();

        var first = (await tenant.PostAsync(Path, Letter, key: "klucz-1")).Expect(HttpStatusCode.Created);
        var second = (await tenant.Through(house.Second).PostAsync(Path, Letter, key: "klucz-1")).Expect(HttpStatusCode.Created);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal((1, 1, 1, 1), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task Repeat_WrittenDifferently_IsTheSameMeaning()
    {
        var tenant = await house.SignUpAsync();

        var first = (await tenant.PostRawAsync(Path, """{"direction":"incoming","subject":"Pismo"}""", "k")).Expect(HttpStatusCode.Created);
        var second = (await tenant.PostRawAsync(Path, """{ "subject": "Pi\u0073mo", "direction": "Incoming", "notes": null, "extra": 1 }""", "k")).Expect(HttpStatusCode.Created);

        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task Parallel_AllGetTheOneAnswer()
    {
        var tenant = await house.SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            tenant.Through(i % 2 == 0 ? house.First : house.Second).PostAsync(Path, Letter, key: "wszyscy")));

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Single(answers.Select(answer => answer.Text).Distinct(StringComparer.Ordinal));
        Assert.Equal((1, 1, 1, 1), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task OtherBody_IsAMismatch()
    {
        var tenant = await house.SignUpAsync();
        (await tenant.PostAsync(Path, Letter, key: "k")).Expect(HttpStatusCode.Created);

        (await tenant.PostAsync(Path, new { direction = "incoming", subject = "Co innego" }, key: "k")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-mismatch");

        Assert.Equal((1, 1, 1, 1), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task OtherRouteOrTenant_IsAnotherKey()
    {
        var tenant = await house.SignUpAsync();
        var other = await house.SignUpAsync();

        (await tenant.PostAsync(Path, Letter, key: "k")).Expect(HttpStatusCode.Created);
        (await other.PostAsync(Path, new { direction = "outgoing", subject = "Cudze" }, key: "k")).Expect(HttpStatusCode.Created);
        (await tenant.PostAsync("/api/v1/contracts", new { subject = "Umowa", parties = new[] { new { name = "A" } } }, key: "k")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task AfterARefusal_TheSameKeyMaySucceed()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLettersAsync(10);
        (await tenant.PostAsync(Path, Letter, key: "k")).ExpectProblem(HttpStatusCode.Forbidden, "quota-exhausted");
        await house.GrantAsync(tenant, Package.Silver);

        (await tenant.PostAsync(Path, Letter, key: "k")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Repeat_AfterTheQuotaRanOut_StillAnswersTheFirst()
    {
        var tenant = await house.SignUpAsync();
        var first = (await tenant.PostAsync(Path, Letter, key: "k")).Expect(HttpStatusCode.Created);
        await tenant.RegisterLettersAsync(9);

        Assert.Equal(first.Text, (await tenant.PostAsync(Path, Letter, key: "k")).Expect(HttpStatusCode.Created).Text);
    }

    [Fact]
    public async Task Annul_Repeated_AnswersTheSame()
    {
        var tenant = await house.SignUpAsync();
        var path = $"{Path}/{(await tenant.RegisterLetterAsync()).GetProperty("id").GetGuid()}/annul";

        var first = (await tenant.PostAsync(path, new { reason = "Pomyłka" }, key: "a")).Expect(HttpStatusCode.OK);
        var second = (await tenant.PostAsync(path, new { reason = "Pomyłka" }, key: "a")).Expect(HttpStatusCode.OK);

        Assert.Equal(first.Text, second.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tab\tin")]
    public async Task Key_OfWrongCharacters_IsInvalid(string key)
    {
        var tenant = await house.SignUpAsync();

        (await tenant.PostAsync(Path, Letter, key)).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        (await tenant.PostAsync(Path, Letter, new string('k', 201))).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal((0, 0, 0, 0), await house.TracesAsync(tenant.TenantId));
        (await tenant.PostAsync(Path, Letter, new string('k', 200))).Expect(HttpStatusCode.Created);
    }
}
