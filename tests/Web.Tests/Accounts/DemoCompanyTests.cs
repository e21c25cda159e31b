using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;
using Microsoft.Extensions.Hosting;

namespace AleSekretariat.Web.Tests.Accounts;

public sealed class DemoCompanyTests(House house)
{
    private const string Button = "/account/sign-in?handler=Demo";

    [Fact]
    public async Task Entered_ByManyAtOnceAndAgain_IsOneCompanyWithItsEntries()
    {
        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PressAsync(house.First)));
        Assert.Contains(presses, answer => answer.Status == HttpStatusCode.Redirect);

        using var visitor = Visitor.Stranger(house.Second);
        var page = await visitor.GetAsync("/account/sign-in");
        (await visitor.SendAsync(Button, page)).Expect(HttpStatusCode.Redirect);

        var list = (await visitor.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        Assert.Contains("Introligatornia Żuraw", list.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.tenant WHERE company = 'Introligatornia Żuraw'"));
        Assert.Equal(6L, await house.ScalarAsync<long>("SELECT count(*) FROM app.correspondence JOIN app.tenant USING (tenant_id) WHERE company = 'Introligatornia Żuraw'"));
        Assert.Equal(3L, await house.ScalarAsync<long>("SELECT count(*) FROM app.contract JOIN app.tenant USING (tenant_id) WHERE company = 'Introligatornia Żuraw'"));
    }

    [Fact]
    public async Task InProduction_IsNotOffered()
    {
        await using var node = await WebNode.StartAsync(house.Database.ConnectionString, new KeyValuePair<string, string?>("environment", Environments.Production));

        // Its cookies are for TLS only: a browser would not send them here.
        (await BrowserSession.Stranger.PostAsync(node, Button, [], tokenFrom: "/account/sign-in")).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<Answer> PressAsync(WebNode node)
    {
        using var visitor = Visitor.Stranger(node);
        return await visitor.SendAsync(Button, await visitor.GetAsync("/account/sign-in"));
    }
}
