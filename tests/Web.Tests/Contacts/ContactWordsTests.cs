using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Tests.Contacts;

public sealed class ContactWordsTests
{
    [Theory]
    [InlineData("521-301-72-28", "%5213017228%")]
    [InlineData("PL 521 301 7228", "%5213017228%")]
    [InlineData("521-3", "%5213%")]
    [InlineData("82-500", "%82-500%")]
    [InlineData("82-", "%82-%")]
    [InlineData("papiernia kwidzyn", "%papiernia% %kwidzyn%")]
    [InlineData("3 Maja 5", "%3% %Maja% %5%")]
    [InlineData("100%_", "%100\\%\\_%")]
    public void Words_NumbersAreDigits_EverythingElseIsWords(string typed, string patterns) =>
        Assert.Equal(patterns, string.Join(' ', ContactWords.Of(typed)!.Patterns));

    [Fact]
    public void Words_OfNothing_AreNone() => Assert.Null(ContactWords.Of(" \t"));

    [Fact]
    public void Words_TheLongestAndTheOpening_AreOfWhatWasTyped()
    {
        var words = ContactWords.Of("zus łódź")!;

        Assert.Equal(("%łódź%", "zus łódź%"), (words.Widest, words.Opening));
    }
}
