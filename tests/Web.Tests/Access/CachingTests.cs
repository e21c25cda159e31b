using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>Nothing of a person stays in a browser's or a proxy's cache, nor in the browser after signing out.</summary>
public sealed class CachingTests(House house)
{
    [Theory]
    [InlineData("/correspondence")]
    [InlineData("/live/shell")]
    [InlineData("/live/status")]
    [InlineData("/correspondence/00000000-0000-0000-0000-000000000001")]
    [InlineData("/account/company")]
    public async Task Page_IsNotStored(string path)
    {
        using var visitor = await Visitor.OfAsync(await house.SignUpAsync());

        Assert.True((await visitor.GetAsync(path)).Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Api_IsNotStored()
    {
        var tenant = await house.SignUpAsync();

        Assert.True((await tenant.GetAsync("/api/v1/correspondence")).Headers.CacheControl!.NoStore);
        Assert.True((await tenant.GetAsync($"/api/v1/correspondence/{Guid.NewGuid()}")).Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task File_SaysItselfHowLongItIsKept()
    {
        var answer = (await Answer.ReadAsync(await house.First.Http.GetAsync(new Uri("/js/site.js", UriKind.Relative)))).Expect(HttpStatusCode.OK);

        Assert.False(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task SigningOut_ClearsWhatPagesKeptInTheBrowser()
    {
        using var visitor = await Visitor.OfAsync(await house.SignUpAsync());

        var answer = await visitor.SendAsync("/account/sign-out", await visitor.GetAsync("/correspondence/new"));

        Assert.Equal("\"storage\"", Assert.Single(answer.Expect(HttpStatusCode.Redirect).Headers.GetValues("Clear-Site-Data")));
    }
}
