using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Company;

/// <summary>One account opens ten companies and no more, however it asks.</summary>
public sealed class ManyCompaniesTests(House house)
{
    private const string Page = "/account/company";

    [Fact]
    public async Task TenAreOpened_TheEleventhIsRefusedInWords_AlsoWhenManyAreAskedForAtOnce()
    {
        var tenant = await house.SignUpAsync();
        using var person = await Visitor.OfAsync(tenant);
        using var again = await Visitor.OfAsync(tenant.Through(house.Second));
        for (var i = 2; i <= 8; i++)
            (await person.SendAsync(Page, ("Company", $"Firma numer {i}"))).Expect(HttpStatusCode.Redirect);

        var page = await person.GetAsync(Page);
        var other = await again.GetAsync(Page);
        var answers = await Task.WhenAll(Enumerable.Range(9, 6).Select(i =>
            i % 2 == 0 ? person.SendAsync(Page, page, ("Company", $"Firma numer {i}")) : again.SendAsync(Page, other, ("Company", $"Firma numer {i}"))));

        Assert.Equal(2, answers.Count(answer => answer.Status == HttpStatusCode.Redirect));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Redirect), answer =>
        {
            Assert.Contains("Jedno konto może mieć najwyżej 10 firm.", answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.Contains("value=\"Firma numer", answer.Text, StringComparison.Ordinal);
        });
        Assert.Equal(10L, await house.ScalarAsync<long>("SELECT count(*) FROM app.membership AS m JOIN app.account AS a ON a.id = m.account_id WHERE a.email = $1", tenant.Email));
        Assert.Equal(10L, await house.ScalarAsync<long>("SELECT count(*) FROM app.acceptance AS c JOIN app.account AS a ON a.id = c.account_id WHERE a.email = $1 AND c.document = 'processing'", tenant.Email));
    }
}
