using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AleSekretariat.Testing;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>The second step of signing in, through the pages and the API.</summary>
public sealed partial class TwoFactorTests(House house)
{
    private const string Page = "/account/two-factor";

    [Fact]
    public async Task TurningOn_WithTheAppsCode_ShowsTenRecoveryCodesAndNeverAgain()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);

        var (_, codes, _) = await TurnOnAsync(visitor, tenant);

        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.Matches("^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$", code));
        var later = await visitor.GetAsync(Page);
        Assert.Contains("Zostało 10 kodów zapasowych.", later.Text, StringComparison.Ordinal);
        Assert.Empty(Recovery().Matches(later.Text));
    }

    [Fact]
    public async Task TurningOn_WithAWrongPasswordOrCode_ChangesNothing()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);

        var refused = await PostAsync(visitor, "Begin", ("Password", "nie to hasło"));
        Assert.Contains("Hasło się nie zgadza.", refused.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("app.account_authenticator", tenant));

        (await PostAsync(visitor, "Begin", ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        var app = AppOf(await visitor.GetAsync(Page));
        var wrong = await PostAsync(visitor, "Confirm", ("Code", app.CodeOfStep(5)));
        Assert.Contains("Kod się nie zgadza", wrong.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.False(await IsOnAsync(tenant));
        using var other = await Visitor.OfAsync(tenant); // signs in with the password alone
    }

    [Fact]
    public async Task Seed_InTheDatabase_IsNotTheOneOnTheScreen()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);
        (await PostAsync(visitor, "Begin", ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        var shown = Key().Match((await visitor.GetAsync(Page)).Text).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);

        var kept = await house.ScalarAsync<byte[]>("SELECT seed FROM app.account_authenticator JOIN app.account ON id = account_id WHERE email = $1", tenant.Email);

        Assert.Equal(32, shown.Length);
        Assert.Equal(4 + 12 + 20 + 16, kept.Length); // key id, nonce, ciphertext, tag
        Assert.DoesNotContain(Convert.ToHexString(OtpNet.Base32Encoding.ToBytes(shown)), Convert.ToHexString(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithTheFactorOn_GoesOnOnlyWithACode()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (app, _, _) = await TurnOnAsync(owner, tenant);

        using var visitor = Visitor.Stranger(house.Second);
        var step = await visitor.SendAsync("/account/sign-in?returnUrl=%2Fcontracts", ("Email", tenant.Email), ("Password", tenant.Password));
        Assert.Equal("/account/sign-in/code?returnUrl=%2Fcontracts", step.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.StartsWith("/account/sign-in", (await visitor.GetAsync("/contracts")).Expect(HttpStatusCode.Redirect).Headers.Location!.PathAndQuery, StringComparison.Ordinal);

        var wrong = await visitor.SendAsync("/account/sign-in/code?returnUrl=%2Fcontracts", ("Code", app.CodeOfStep(-4)));
        Assert.Contains("Kod się nie zgadza", wrong.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var right = await visitor.SendAsync("/account/sign-in/code?returnUrl=%2Fcontracts", ("Code", app.NextCode.Insert(3, " ")));
        Assert.Equal("/contracts", right.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        (await visitor.GetAsync("/contracts")).Expect(HttpStatusCode.OK);
        (await visitor.GetAsync("/account/sign-in/code")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Code_UsedOnce_IsRefusedTheSecondTimeAndSoIsAnEarlierOne()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (app, _, confirmed) = await TurnOnAsync(owner, tenant);
        using var first = await AtTheSecondStepAsync(tenant);
        using var second = await AtTheSecondStepAsync(tenant);
        var code = app.NextCode;

        (await SendCodeAsync(first, code)).Expect(HttpStatusCode.Redirect);

        (await SendCodeAsync(second, code)).Expect(HttpStatusCode.OK);
        (await SendCodeAsync(second, confirmed)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Code_SentTwiceAtOnce_SignsInOnce()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (app, _, _) = await TurnOnAsync(owner, tenant);
        var code = app.NextCode;
        var visitors = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AtTheSecondStepAsync(tenant)));

        var answers = await Task.WhenAll(visitors.Select(visitor => SendCodeAsync(visitor, code)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Redirect);
        Array.ForEach(visitors, visitor => visitor.Dispose());
    }

    [Fact]
    public async Task RecoveryCode_HoweverTyped_SignsInOnceAndIsToldByMail()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (_, codes, _) = await TurnOnAsync(owner, tenant);
        using var first = await AtTheSecondStepAsync(tenant);
        using var second = await AtTheSecondStepAsync(tenant);

        var typed = codes[3].Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant();
        (await SendCodeAsync(first, typed)).Expect(HttpStatusCode.Redirect);

        (await SendCodeAsync(second, codes[3])).Expect(HttpStatusCode.OK);
        (await SendCodeAsync(second, codes[4])).Expect(HttpStatusCode.Redirect);
        Assert.Contains("Zostało 8 kodów zapasowych.", (await first.GetAsync(Page)).Text, StringComparison.Ordinal);
        Assert.Equal(2L, await MailsAsync(tenant, "recoveryCodeUsed"));
        Assert.Equal(2L, await AuditAsync(tenant, "recoveryCodeUsed", succeeded: true));
    }

    [Fact]
    public async Task WrongCodes_TenOfThem_LockTheAccountWhateverThePasswordSaysBetween()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (app, codes, _) = await TurnOnAsync(owner, tenant);
        for (var i = 1; i <= 9; i++)
        {
            using var visitor = await AtTheSecondStepAsync(tenant); // a right password each time
            (await SendCodeAsync(visitor, app.CodeOfStep(10 + i))).Expect(HttpStatusCode.OK);
        }

        using var last = await AtTheSecondStepAsync(tenant);
        Assert.Contains("Za dużo błędnych kodów.", (await SendCodeAsync(last, "000000x")).Text, StringComparison.Ordinal);

        (await SendCodeAsync(last, app.NextCode)).Expect(HttpStatusCode.OK);
        (await SendCodeAsync(last, codes[0])).Expect(HttpStatusCode.OK);
        Assert.Equal(9L, await AuditAsync(tenant, "codeRefused", succeeded: false));
        Assert.Equal(1L, await AuditAsync(tenant, "lockedOut", succeeded: false));
        (await owner.GetAsync("/correspondence")).Expect(HttpStatusCode.OK); // who is in, stays in
    }

    [Fact]
    public async Task WrongCodes_AllAtOnce_AreAllCounted()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (app, _, _) = await TurnOnAsync(owner, tenant);
        using var visitor = await AtTheSecondStepAsync(tenant);
        var page = await visitor.GetAsync("/account/sign-in/code");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            visitor.SendAsync("/account/sign-in/code", page, ("Code", app.CodeOfStep(20 + i)))));

        Assert.Equal(9, answers.Count(answer => answer.Text.Contains("Kod się nie zgadza", StringComparison.Ordinal)));
        Assert.Equal(21, answers.Count(answer => answer.Text.Contains("Za dużo błędnych kodów.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SecondStep_AfterThePasswordChanged_IsOver()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (app, _, _) = await TurnOnAsync(owner, tenant);
        using var visitor = await AtTheSecondStepAsync(tenant);
        var page = await visitor.GetAsync("/account/sign-in/code");

        await BrowserSession.ChangePasswordAsync(house.First, tenant.Email, tenant.Password, "zupełnie nowe hasło");

        var answer = await visitor.SendAsync("/account/sign-in/code", page, ("Code", app.NextCode));
        Assert.Equal("/account/sign-in", answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        (await visitor.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task TurningOn_EndsOtherSessionsAndKeepsThisOne()
    {
        var tenant = await house.SignUpAsync();
        using var elsewhere = await Visitor.OfAsync(tenant.Through(house.Second));
        using var owner = await Visitor.OfAsync(tenant);

        await TurnOnAsync(owner, tenant);

        (await owner.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        Assert.Equal(1L, await CountAsync("app.session", tenant));
        Assert.Equal(1L, await MailsAsync(tenant, "twoFactorOn"));
        Assert.Equal(1L, await AuditAsync(tenant, "twoFactorOn", succeeded: true));
    }

    [Fact]
    public async Task TurningOff_NeedsThePassword_AndLeavesNothing()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        await TurnOnAsync(owner, tenant);

        (await PostAsync(owner, "Off", ("Password", "nie to hasło"))).Expect(HttpStatusCode.OK);
        Assert.True(await IsOnAsync(tenant));
        (await PostAsync(owner, "Off", ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);

        Assert.False(await IsOnAsync(tenant));
        Assert.Equal(0L, await CountAsync("app.account_authenticator", tenant) + await CountAsync("app.account_recovery_code", tenant));
        Assert.Equal(1L, await MailsAsync(tenant, "twoFactorOff"));
        using var visitor = await Visitor.OfAsync(tenant);
        (await visitor.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task NewRecoveryCodes_VoidTheOld()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (_, old, _) = await TurnOnAsync(owner, tenant);

        var renewed = CodesOf(await PostAsync(owner, "Renew", ("Password", tenant.Password)));

        Assert.Equal(10, renewed.Count);
        using var visitor = await AtTheSecondStepAsync(tenant);
        (await SendCodeAsync(visitor, old[0])).Expect(HttpStatusCode.OK);
        (await SendCodeAsync(visitor, renewed[0])).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Token_WithTheFactorOn_NeedsTheCodeOrARecoveryCode()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        var (app, codes, _) = await TurnOnAsync(owner, tenant);

        var without = (await TokenAsync(tenant, null)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("required", without.Json.GetProperty("codes").GetProperty("code")[0].GetString());
        var wrong = (await TokenAsync(tenant, app.CodeOfStep(7))).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("wrong", wrong.Json.GetProperty("codes").GetProperty("code")[0].GetString());
        var stranger = await TokenAsync(tenant with { Password = "nie to hasło" }, app.NextCode);
        Assert.False(stranger.ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized").Json.TryGetProperty("codes", out _));

        var code = app.NextCode;
        (await TokenAsync(tenant, code)).Expect(HttpStatusCode.Created);
        (await TokenAsync(tenant, code)).Expect(HttpStatusCode.Unauthorized);
        (await TokenAsync(tenant, codes[9])).Expect(HttpStatusCode.Created);
        (await TokenAsync(tenant, codes[9])).Expect(HttpStatusCode.Unauthorized);
    }

    private async Task<(AuthenticatorApp App, List<string> Codes, string Confirmed)> TurnOnAsync(Visitor visitor, TenantClient tenant)
    {
        (await PostAsync(visitor, "Begin", ("Password", tenant.Password))).Expect(HttpStatusCode.Redirect);
        var app = AppOf(await visitor.GetAsync(Page));
        var code = app.Code;
        var codes = CodesOf(await PostAsync(visitor, "Confirm", ("Code", code)));
        Assert.True(await IsOnAsync(tenant));
        return (app, codes, code);
    }

    private static async Task<Answer> PostAsync(Visitor visitor, string handler, params (string Name, string Value)[] fields) =>
        await visitor.SendAsync($"{Page}?handler={handler}", await visitor.GetAsync(Page), fields);

    private async Task<Visitor> AtTheSecondStepAsync(TenantClient tenant)
    {
        var visitor = Visitor.Stranger(house.First);
        var answer = await visitor.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", tenant.Password));
        Assert.Equal("/account/sign-in/code", answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        return visitor;
    }

    private static Task<Answer> SendCodeAsync(Visitor visitor, string code) => visitor.SendAsync("/account/sign-in/code", ("Code", code));

    private async Task<Answer> TokenAsync(TenantClient tenant, string? code) => await Answer.ReadAsync(await house.First.Http.PostAsJsonAsync(
        "/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "skrypt", code }));

    private static AuthenticatorApp AppOf(Answer page)
    {
        var key = Key().Match(page.Text);
        Assert.True(key.Success, page.Text);
        return AuthenticatorApp.With(key.Groups["key"].Value);
    }

    private static List<string> CodesOf(Answer page) => [.. Recovery().Matches(page.Expect(HttpStatusCode.OK).Text).Select(match => match.Groups["code"].Value)];

    private Task<bool> IsOnAsync(TenantClient tenant) => house.ScalarAsync<bool>("SELECT two_factor_enabled FROM app.account WHERE email = $1", tenant.Email);

    private Task<long> CountAsync(string table, TenantClient tenant) =>
        house.ScalarAsync<long>(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM {table} AS t JOIN app.account AS a ON a.id = t.account_id WHERE a.email = $1"), tenant.Email);

    private Task<long> MailsAsync(TenantClient tenant, string what) => house.ScalarAsync<long>(
        "SELECT count(*) FROM app.mail_outbox WHERE recipient = $1 AND kind = 'securityNotice' AND details ->> 'what' = $2", tenant.Email, what);

    private Task<long> AuditAsync(TenantClient tenant, string kind, bool succeeded) => house.ScalarAsync<long>(
        "SELECT count(*) FROM app.audit AS u JOIN app.account AS a ON a.id = u.account_id WHERE a.email = $1 AND u.kind = $2 AND u.succeeded = $3", tenant.Email, kind, succeeded);

    [GeneratedRegex("""data-testid="key">(?<key>[A-Z2-7 ]+)</code>""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>(?<code>[A-Z2-7-]+)</code></li>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recovery();
}
