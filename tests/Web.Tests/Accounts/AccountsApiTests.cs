using System.Net;
using System.Net.Http.Json;
using AleSekretariat.Domain.Time;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Accounts;

public sealed class AccountsApiTests(House house)
{
    private const string Password = "dziesięć znaków";

    [Fact]
    public async Task SignUp_OpensACompanyThatWorksAtOnce()
    {
        var answer = await PostAsync("/api/v1/accounts", new { company = "Żółw i Synowie", nip = "526-025-02-74", email = " Nowa@Firma.Example ", password = Password });

        answer.Expect(HttpStatusCode.Created);
        Assert.StartsWith("ale_", answer.String("token"), StringComparison.Ordinal);
        var tenantId = answer.Json.GetProperty("tenantId").GetGuid();
        Assert.Equal("5260250274", await house.ScalarAsync<string>("SELECT nip FROM app.tenant WHERE tenant_id = $1", tenantId));
        Assert.Equal("Żółw i Synowie", await house.ScalarAsync<string>("SELECT company FROM app.tenant WHERE tenant_id = $1", tenantId));
        Assert.Equal("Nowa@Firma.Example", await house.ScalarAsync<string>("SELECT email FROM app.account WHERE normalized_email = 'NOWA@FIRMA.EXAMPLE'"));
        await new TenantClient(house.First, tenantId, answer.String("token"), "", "", "").RegisterLetterAsync();
    }

    [Fact]
    public async Task SignUp_UsedEmail_IsAConflictInAnyCase()
    {
        var tenant = await house.SignUpAsync();

        (await PostAsync("/api/v1/accounts", new { company = "Druga", email = tenant.Email.ToUpperInvariant(), password = Password })).ExpectProblem(HttpStatusCode.Conflict, "conflict");
    }

    [Fact]
    public async Task SignUp_SameEmailAtOnce_OneCompanyIsOpened()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            PostAsync("/api/v1/accounts", new { company = "Naraz", email = "naraz@firma.example", password = Password })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(5, answers.Count(answer => answer.Code == "conflict"));
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.tenant WHERE company = 'Naraz'"));
    }

    [Theory]
    [InlineData("", null, "a@b.example", Password, "company")]
    [InlineData("  ", null, "a@b.example", Password, "company")]
    [InlineData("Fir\u0007ma", null, "a@b.example", Password, "company")]
    [InlineData("Firma", "1234567890", "a@b.example", Password, "nip")]
    [InlineData("Firma", "123", "a@b.example", Password, "nip")]
    [InlineData("Firma", null, "", Password, "email")]
    [InlineData("Firma", null, "ab.example", Password, "email")]
    [InlineData("Firma", null, "a@b", Password, "email")]
    [InlineData("Firma", null, "Jan <a@b.example>", Password, "email")]
    [InlineData("Firma", null, "a b@c.example", Password, "email")]
    [InlineData("Firma", null, "a@b.example", "za krótkie", null)]
    [InlineData("Firma", null, "c@b.example", "za krótki", "password")]
    [InlineData("Firma", null, "a@b.example", null, "password")]
    [InlineData("Firma", null, "d@b.example", "          ", "password")]
    [InlineData("Firma", null, "d@b.example", "\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0", "password")]
    [InlineData("\u200B\uFEFF", null, "d@b.example", Password, "company")]
    public async Task SignUp_WrongField_IsNamedAndNothingIsMade(string? company, string? nip, string? email, string? password, string? field)
    {
        var accounts = await house.ScalarAsync<long>("SELECT count(*) FROM app.account WHERE normalized_email = upper($1)", email ?? "");

        var answer = await PostAsync("/api/v1/accounts", new { company, nip, email, password });

        if (field is null)
        {
            answer.Expect(HttpStatusCode.Created); // ten characters are enough
            return;
        }

        answer.ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal([field], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(accounts, await house.ScalarAsync<long>("SELECT count(*) FROM app.account WHERE normalized_email = upper($1)", email ?? ""));
    }

    [Fact]
    public async Task SignUp_TooLongTexts_NameEveryField()
    {
        var answer = await PostAsync("/api/v1/accounts", new { company = new string('x', 201), email = new string('x', 250) + "@b.example", password = new string('x', 129) });

        answer.ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["company", "email", "password"], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Token_WithPassword_WorksAndCountsAsASignIn()
    {
        var tenant = await house.SignUpAsync();
        var moved = (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P100D" })).Expect(HttpStatusCode.OK).Json;

        var issued = (await PostAsync("/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "skrypt" })).Expect(HttpStatusCode.Created);

        var status = await (tenant with { Token = issued.String("token") }).StatusAsync();
        var today = WarsawTime.DateOf(moved.GetProperty("serverTime").GetDateTimeOffset());
        Assert.Equal(WarsawTime.StartOf(today.AddYears(1)), status.GetProperty("validUntil").GetDateTimeOffset());
        Assert.NotEqual(moved.GetProperty("validUntil").GetString(), status.GetProperty("validUntil").GetString());
    }

    [Fact]
    public async Task Token_OfExpiredGreen_UnblocksIt()
    {
        var tenant = await house.SignUpAsync();
        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P1Y5D" })).Expect(HttpStatusCode.OK);

        (await PostAsync("/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "skrypt" })).Expect(HttpStatusCode.Created);

        Assert.Equal("active", (await tenant.StatusAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("nie to hasło")]
    [InlineData("x")]
    public async Task Token_WrongPassword_IsUnauthorized(string password)
    {
        var tenant = await house.SignUpAsync();

        var answer = (await PostAsync("/api/v1/tokens", new { email = tenant.Email, password, name = "skrypt" })).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("E-mail lub hasło się nie zgadza", answer.String("title"));
        (await PostAsync("/api/v1/tokens", new { email = "nikt@firma.example", password, name = "skrypt" })).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Token_AfterTenWrongPasswords_IsLockedOut()
    {
        var tenant = await house.SignUpAsync();
        for (var i = 0; i < 10; i++)
            (await PostAsync("/api/v1/tokens", new { email = tenant.Email, password = "nie to hasło", name = "x" })).Expect(HttpStatusCode.Unauthorized);

        (await PostAsync("/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "x" })).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_OfAnotherCompany_IsNotFound()
    {
        var tenant = await house.SignUpAsync();
        var other = await house.SignUpAsync();

        (await PostAsync("/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "x", tenantId = other.TenantId })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await PostAsync("/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "x", tenantId = tenant.TenantId })).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{"email":"a@b.example","password":"dziesięć znaków"}""", "name")]
    [InlineData("""{"email":"a@b.example","name":"x"}""", "password")]
    [InlineData("""{"password":"dziesięć znaków","name":"x"}""", "email")]
    [InlineData("""{"email":"a@b.example","password":"dziesięć znaków","name":"a\u0000"}""", "name")]
    [InlineData("""{"email":"a@b.example","password":"dziesięć znaków","name":"x","tenantId":"mine"}""", "tenantId")]
    public async Task Token_WrongField_IsNamed(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await Answer.ReadAsync(await house.First.Http.PostAsync(new Uri("/api/v1/tokens", UriKind.Relative), content));

        answer.ExpectProblem(HttpStatusCode.BadRequest, "validation");
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
    }

    [Theory]
    [InlineData("Bearer ale_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer x")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWxhOmtvdA==")]
    public async Task Api_WithAWrongToken_IsUnauthorized(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/status", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await Answer.ReadAsync(await house.First.Http.SendAsync(request));

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    private async Task<Answer> PostAsync(string path, object body) =>
        await Answer.ReadAsync(await house.First.Http.PostAsJsonAsync(path, body));
}
