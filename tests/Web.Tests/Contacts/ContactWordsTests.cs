using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Tests.Contacts;

public sealed class ContactWordsTests
{
    [Theory]
    [InlineData("521-301-72-28", "5213017228")]
    [InlineData("PL 521 301 7228", "5213017228")]
    [InlineData("521-3", "5213")]
    [InlineData("82-500", "82-500")]
    [InlineData("82-", "82-")]
    [InlineData(" papiernia\tkwidzyn ", "papiernia kwidzyn")]
    [InlineData("3 Maja 5", "3 Maja 5")]
    [InlineData("100 % & a\u0000b", "100 a b")]
    public void Words_NumbersAreDigits_EverythingElseIsWords(string typed, string words) =>
        Assert.Equal(words, string.Join(' ', ContactWords.Of(typed)!.All));

    [Theory]
    [InlineData(null)]
    [InlineData(" \t")]
    [InlineData("% — ...")]
    public void Words_OfNothingToFindBy_AreNone(string? typed) => Assert.Null(ContactWords.Of(typed));

    [Fact]
    public void Words_TheLongestIsLookedUp() => Assert.Equal("łódzka", ContactWords.Of("z. łódzka sp.z.o.")!.Widest);
}
