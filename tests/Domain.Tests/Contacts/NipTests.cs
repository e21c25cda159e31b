using AleSekretariat.Domain.Contacts;
using CsCheck;

namespace AleSekretariat.Domain.Tests.Contacts;

public sealed class NipTests
{
    [Theory]
    [InlineData("7272341233", "7272341233")]
    [InlineData("727-234-12-33", "7272341233")]
    [InlineData(" PL 727 234 12 33 ", "7272341233")]
    [InlineData("pl9591558163", "9591558163")]
    public void Nip_HoweverWritten_IsValid(string text, string digits)
    {
        Assert.True(Nip.IsValid(text));
        Assert.Equal(digits, Nip.Normalize(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7272341234")]
    [InlineData("0000000000")]
    [InlineData("727234123")]
    [InlineData("72723412333")]
    [InlineData("DE7272341233")]
    [InlineData("٧٢٧٢٣٤١٢٣٣")]
    [InlineData("PLPL7272341233")]
    public void Nip_Otherwise_IsNot(string? text) => Assert.False(Nip.IsValid(text));

    [Fact]
    public void Nip_WithOneDigitChanged_IsNeverValid() => Gen.Select(Gen.Int[0, 9], Gen.Int[1, 9]).Sample((place, change) =>
    {
        var digits = "7272341233".ToCharArray();
        digits[place] = (char)('0' + (digits[place] - '0' + change) % 10);
        return !Nip.IsValid(new string(digits));
    });

    [Theory]
    [InlineData("522081260", true)]
    [InlineData("123456785", true)]
    [InlineData("12345678512347", true)]
    [InlineData("123-456-785", true)]
    [InlineData("123456786", false)]
    [InlineData("12345678512348", false)]
    [InlineData("12345678612347", false)]
    [InlineData("000000000", false)]
    [InlineData("1234567850", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Regon_NineOrFourteenDigits_IsChecked(string? text, bool valid) => Assert.Equal(valid, Regon.IsValid(text));
}
