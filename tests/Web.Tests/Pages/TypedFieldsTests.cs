using AleSekretariat.Web.Pages.Shared.Fields;

namespace AleSekretariat.Web.Tests.Pages;

public sealed class TypedFieldsTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("23.11.2026", "2026-11-23")]
    [InlineData(" 3.1.2026 ", "2026-01-03")]
    [InlineData("23.11.26", "2026-11-23")]
    [InlineData("23.11", "2026-11-23")]
    [InlineData("2311", "2026-11-23")]
    [InlineData("231126", "2026-11-23")]
    [InlineData("23112026", "2026-11-23")]
    [InlineData("23-11-2026", "2026-11-23")]
    [InlineData("23/11", "2026-11-23")]
    [InlineData("2026-11-23", "2026-11-23")]
    [InlineData("5.01", "2027-01-05")]
    [InlineData("0106", "2026-06-01")]
    public void Date_AsPeopleTypeIt_IsRead(string typed, string expected)
    {
        Assert.True(TypedDate.TryParse(typed, Today, out var day));
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), day);
    }

    [Theory]
    [InlineData("31.11.2026")]
    [InlineData("jutro")]
    [InlineData("13.13.2026")]
    [InlineData("1")]
    [InlineData("00.01.2026")]
    [InlineData("2026")]
    [InlineData("29.02")]
    public void Date_ThatIsNone_IsRefused(string typed) => Assert.False(TypedDate.TryParse(typed, Today, out _));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void Date_LeftBlank_IsNoMistake(string? typed)
    {
        Assert.True(TypedDate.TryParse(typed, Today, out var day));
        Assert.Null(day);
    }

    [Theory]
    [InlineData("16 760,00", "16760.00")]
    [InlineData("16\u00A0760,5 zł", "16760.5")]
    [InlineData("16760.5", "16760.5")]
    [InlineData("16.760,00", "16760.00")]
    [InlineData("16.760", "16760")]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("0", "0")]
    [InlineData("-5,00", "-5.00")]
    [InlineData("1,005", "1.005")]
    public void Amount_AsPeopleTypeIt_IsRead(string typed, string expected)
    {
        Assert.True(TypedAmount.TryParse(typed, out var amount));
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), amount);
    }

    [Theory]
    [InlineData("dużo")]
    [InlineData("1,2,3")]
    [InlineData("1e5")]
    [InlineData("12,")]
    [InlineData("99999999999999999999999999999999")]
    public void Amount_ThatIsNone_IsRefused(string typed) => Assert.False(TypedAmount.TryParse(typed, out _));
}
