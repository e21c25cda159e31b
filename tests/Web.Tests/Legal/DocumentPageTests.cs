using System.Net;
using AleSekretariat.Web.Legal;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Legal;

/// <summary>The documents as pages: for everybody, in both languages, with what is still missing marked.</summary>
public sealed class DocumentPageTests(House house)
{
    public static TheoryData<string> Documents() => [.. LegalDocuments.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_SignedOut_IsRead_WithContentsVersionsAndMarks(string document)
    {
        using var stranger = Visitor.Stranger(house.First);
        var version = LegalArchive.OfThisProgram().Of(document)[0];

        var page = (await stranger.GetAsync($"/legal/{document}")).Expect(HttpStatusCode.OK).Text;
        var dated = (await stranger.GetAsync($"/legal/{document}?version={version.Name}")).Expect(HttpStatusCode.OK).Text;

        Assert.All([page, dated], text => Assert.Contains($"Wersja obowiązująca od {version.From:dd.MM.yyyy}", text, StringComparison.Ordinal));
        Assert.Contains("href=\"#s1\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"s1\"", page, StringComparison.Ordinal);
        Assert.Contains("<b>[wymaga sprawdzenia przez prawnika]</b>", page, StringComparison.Ordinal);
        Assert.Contains($"/legal/{document}?version={version.Name}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{operator", page, StringComparison.Ordinal);
        (await stranger.GetAsync($"/legal/{document}?version=1999-01-01")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Document_InEnglish_AndUnknown()
    {
        using var stranger = Visitor.Stranger(house.First, "en");

        Assert.Contains("<h1>Terms of service</h1>", (await stranger.GetAsync("/legal/terms")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await stranger.GetAsync("/legal/other")).Expect(HttpStatusCode.NotFound);
        var outside = (await stranger.GetAsync("/account/sign-in")).Text;
        Assert.All(LegalDocuments.All, document => Assert.Contains($"href=\"/legal/{document}\"", outside, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Operator_NotSet_IsAGap_Set_StandsInTheText()
    {
        using var stranger = Visitor.Stranger(house.First);
        var gaps = (await stranger.GetAsync("/legal/processing")).Text;
        await using var node = await WebNode.StartAsync(
            house.Database.ConnectionString,
            new("Operator:Name", "Sekretariat <b>Polska</b> sp. z o.o."),
            new("Operator:Address", "ul. Prosta 1, Warszawa"),
            new("Operator:Nip", "5260250274"),
            new("Operator:Subprocessors:0:Name", "Serwerownia Wisła"),
            new("Operator:Subprocessors:0:Purpose", "hosting"));
        using var other = Visitor.Stranger(node);

        var answer = await BrowserSession.Stranger.GetAsync(node, "/legal/processing");
        var filled = (await other.GetAsync("/legal/processing")).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("[do uzupełnienia: nazwa operatora]", gaps, StringComparison.Ordinal);
        Assert.Contains("[do uzupełnienia przez operatora:", gaps, StringComparison.Ordinal);
        Assert.DoesNotContain("do uzupełnienia", filled, StringComparison.Ordinal);
        Assert.All((string[])["ul. Prosta 1, Warszawa", "5260250274", "Serwerownia Wisła", "hosting"], words => Assert.Contains(words, filled, StringComparison.Ordinal));
        Assert.DoesNotContain("<b>Polska</b>", answer.Text, StringComparison.Ordinal);
    }
}
