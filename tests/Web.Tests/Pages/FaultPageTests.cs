using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Pages;

/// <summary>What a page answers when it cannot do what was asked.</summary>
public sealed class FaultPageTests(House house)
{
    [Fact]
    public async Task ExpiredForm_IsOfferedAgainWithEverythingTyped()
    {
        var tenant = await house.SignUpAsync();
        using var secretary = await Visitor.OfAsync(tenant);

        var expired = await secretary.SendAsync("/correspondence/new", ("Form.Direction", "incoming"), ("Form.Subject", "Formularz otwarty zbyt długo"), ("__RequestVerificationToken", "x"));

        Assert.Contains("Formularz wygasł", expired.Expect(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        Assert.Contains("""value="Formularz otwarty zbyt długo""", expired.Text, StringComparison.Ordinal);
        Assert.Contains("""action="/correspondence/new""", expired.Text, StringComparison.Ordinal);
        (await secretary.SendAsync("/correspondence/new", expired)).Expect(HttpStatusCode.Redirect);
        Assert.Equal(1, (await tenant.StatusAsync()).GetProperty("correspondence").GetProperty("used").GetInt32());
    }

    [Fact]
    public async Task ForgedForm_FromAnotherSite_IsNotOfferedAgain()
    {
        using var stranger = Visitor.Stranger(house.First);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/sign-up", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("Company", "Obca")]),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        var answer = await Answer.ReadAsync(await house.First.Http.SendAsync(request));

        answer.Expect(HttpStatusCode.BadRequest);
        Assert.DoesNotContain("Obca", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password")]
    [InlineData("Form.NewPassword")]
    [InlineData("Code")]
    [InlineData("RecoveryCode")]
    public async Task ExpiredForm_WithASecret_IsNotDrawnBack(string field)
    {
        using var visitor = await Visitor.OfAsync(await house.SignUpAsync());

        var expired = await visitor.SendAsync("/account/close", (field, "łatwe-do-znalezienia-1234"), ("Company", "Firma obok sekretu"), ("__RequestVerificationToken", "x"));

        Assert.DoesNotContain("łatwe-do-znalezienia-1234", expired.Expect(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Firma obok sekretu", expired.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/error/200")]
    [InlineData("/error/403")]
    [InlineData("/error/500")]
    [InlineData("/error/503?x=1")]
    [InlineData("/error/nonsense")]
    public async Task ErrorPage_OpenedByItsAddress_IsNotThere(string path)
    {
        using var visitor = Visitor.Stranger(house.First);

        foreach (var answer in (Answer[])[await visitor.GetAsync(path), await visitor.PostAsync(path, [new("Company", "Obca")])])
        {
            Assert.Contains("Nie ma takiej strony", answer.Expect(HttpStatusCode.NotFound).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Obca", answer.Text, StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Retry-After"));
        }
    }

    [Theory]
    [InlineData("/correspondence/00000000-0000-0000-0000-000000000001")]
    [InlineData("/contracts/00000000-0000-0000-0000-000000000001/annul")]
    [InlineData("/correspondence?cursor=nonsense")]
    [InlineData("/no/such/page")]
    public async Task UnknownThing_IsAPageThatSaysSo(string path)
    {
        using var visitor = await Visitor.OfAsync(await house.SignUpAsync());

        var answer = await visitor.GetAsync(path);

        Assert.Contains("Nie ma takiej strony", answer.Expect(HttpStatusCode.NotFound).Text, StringComparison.Ordinal);
    }
}
