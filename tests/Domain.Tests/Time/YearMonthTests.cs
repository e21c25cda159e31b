using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Tests.Time;

public sealed class YearMonthTests
{
    [Theory]
    [InlineData("2026-11", 2026, 11)]
    [InlineData("0001-01", 1, 1)]
    [InlineData("9999-12", 9999, 12)]
    public void TryParse_Month_ReadsAndWritesTheSame(string text, int year, int month)
    {
        Assert.True(YearMonth.TryParse(text, out var parsed));
        Assert.Equal(new YearMonth(year, month), parsed);
        Assert.Equal(text, parsed.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("26-11")]
    [InlineData(" 2026-11")]
    [InlineData("2026-11-01")]
    [InlineData("0000-01")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(YearMonth.TryParse(text, out _));

    [Fact]
    public void Months_InOrder_CompareAndFollowEachOther()
    {
        var december = new YearMonth(2026, 12);

        Assert.Equal(new YearMonth(2027, 1), december.Next());
        Assert.Equal(new YearMonth(2026, 1), december.Plus(-11));
        Assert.True(december < december.Next());
        Assert.True(december >= new YearMonth(2026, 2));
        Assert.True(december.CompareTo((object)december) == 0);
        Assert.Equal(new DateOnly(2028, 2, 29), new YearMonth(2028, 2).LastDay);
    }
}
