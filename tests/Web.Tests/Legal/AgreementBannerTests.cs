using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Legal;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Legal;

/// <summary>A version that somebody has not accepted: they are asked, nothing is blocked, and asked no more once they did.</summary>
public sealed partial class AgreementBannerTests(House house)
{
    private const string Words = "Przeczytaj i przyjmij obowiązujące dokumenty";
    private const string Accept = "/account/data?handler=accept";

    [Fact]
    public async Task OlderVersionAccepted_AsksOnEveryPageOfTheCompany_UntilAccepted()
    {
        var tenant = await house.SignUpAsync();
        await MakeOlderAsync(tenant, "terms", "processing");
        using var owner = await Visitor.OfAsync(tenant);

        var page = (await owner.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        Assert.Contains(Words, page.Text, StringComparison.Ordinal);
        Assert.Contains("/legal/terms?version=", page.Text, StringComparison.Ordinal);
        Assert.Contains(Words, (await owner.GetAsync("/live/shell")).Text, StringComparison.Ordinal);
        await tenant.RegisterLetterAsync();
        var shown = Shown(page);
        Assert.Equal(["terms", "processing"], shown.Select(version => version.Split(' ')[0]));

        var answer = await owner.PostAsync(Accept, [.. shown.Select(version => KeyValuePair.Create("shown", version)), new("returnUrl", "/contracts"), TokenOf(page)]);

        Assert.Equal("/contracts", answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.DoesNotContain(Words, (await owner.GetAsync("/correspondence")).Text, StringComparison.Ordinal);
        Assert.Equal(5L, await CountAsync(tenant));
    }

    [Fact]
    public async Task NotShown_IsNotAccepted()
    {
        var tenant = await house.SignUpAsync();
        await MakeOlderAsync(tenant, "terms", "privacy");
        using var owner = await Visitor.OfAsync(tenant);
        var page = await owner.GetAsync("/correspondence");
        var terms = Shown(page)[0];

        (await owner.PostAsync(Accept, [new("shown", "terms 2000-01-01"), new("shown", "other 2026-11-25"), new("returnUrl", "//evil.example"), TokenOf(page)])).Expect(HttpStatusCode.Redirect);
        Assert.Equal(3L, await CountAsync(tenant));
        (await owner.PostAsync(Accept, [new("shown", terms), TokenOf(page)])).Expect(HttpStatusCode.Redirect);

        Assert.Equal(4L, await CountAsync(tenant));
        Assert.Equal(["privacy"], Shown(await owner.GetAsync("/correspondence")).Select(version => version.Split(' ')[0]));
        (await owner.PostAsync(Accept, [new("shown", terms)])).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Colleague_IsNotAskedForTheCompanysAgreement_AndANewOwnerFindsItAccepted()
    {
        var tenant = await house.SignUpAsync();
        var reader = await Colleague.JoinAsync(house, tenant, role: 0);
        var partner = await Colleague.JoinAsync(house, tenant, role: 2);

        async Task<string[]> AskedAsync(TenantClient person)
        {
            var page = await (await BrowserSession.BeginAsync(house.First, person.Email)).GetAsync(house.First, "/correspondence");
            return [.. Shown(page).Select(version => version.Split(' ')[0])];
        }

        Assert.Equal(["terms", "privacy"], await AskedAsync(reader));
        Assert.Equal(["terms", "privacy"], await AskedAsync(partner));
        await MakeOlderAsync(tenant, "processing");
        Assert.Equal(["terms", "privacy"], await AskedAsync(reader));
        Assert.Equal(LegalDocuments.All, await AskedAsync(partner));
    }

    [Fact]
    public async Task DataPage_ListsWhatWasAccepted_OffersTheRest_AndItIsExported()
    {
        var tenant = await house.SignUpAsync("Zakład Złotniczy");
        await MakeOlderAsync(tenant, "privacy");
        using var owner = await Visitor.OfAsync(tenant);

        var page = (await owner.GetAsync("/account/data")).Expect(HttpStatusCode.OK);

        Assert.Contains("Przyjęte dokumenty", page.Text, StringComparison.Ordinal);
        Assert.Contains("/legal/privacy?version=2000-01-01", page.Text, StringComparison.Ordinal);
        Assert.Contains(", dla firmy Zakład Złotniczy", page.Text, StringComparison.Ordinal);
        Assert.Contains("Do przyjęcia:", page.Text, StringComparison.Ordinal);
        (await owner.PostAsync(Accept, [new("shown", Shown(page)[0]), new("returnUrl", "/account/data"), TokenOf(page)])).Expect(HttpStatusCode.Redirect);
        Assert.DoesNotContain("Do przyjęcia:", (await owner.GetAsync("/account/data")).Text, StringComparison.Ordinal);
        var accepted = (await owner.PostAsync("/account/data?handler=Export", [TokenOf(page)])).Expect(HttpStatusCode.OK).Json.GetProperty("accepted");
        Assert.Equal(4, accepted.GetArrayLength());
        Assert.Contains(accepted.EnumerateArray(), row => row.GetProperty("document").GetString() == "processing" && row.GetProperty("company").GetGuid() == tenant.TenantId);
    }

    private async Task MakeOlderAsync(TenantClient tenant, params string[] documents) => Assert.Equal((long)documents.Length, await house.ScalarAsync<long>("""
        WITH older AS (
          UPDATE app.acceptance AS c SET version = '2000-01-01' FROM app.account AS a WHERE a.id = c.account_id AND a.email = $1 AND c.document = ANY ($2) RETURNING 1)
        SELECT count(*) FROM older
        """, tenant.Email, documents));

    private Task<long> CountAsync(TenantClient tenant) =>
        house.ScalarAsync<long>("SELECT count(*) FROM app.acceptance AS c JOIN app.account AS a ON a.id = c.account_id WHERE a.email = $1", tenant.Email);

    private static string[] Shown(Answer page) => [.. ShownField().Matches(page.Text).Select(match => match.Groups["version"].Value).Distinct(StringComparer.Ordinal)];

    private static KeyValuePair<string, string> TokenOf(Answer page) => new("__RequestVerificationToken", Token().Match(page.Text).Groups["token"].Value);

    [GeneratedRegex("name=\"shown\" value=\"(?<version>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShownField();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}
