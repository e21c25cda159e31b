using AleSekretariat.Domain.Registers;
using CsCheck;

namespace AleSekretariat.Domain.Tests.Registers;

public sealed class NumberMaskTests
{
    [Theory]
    [InlineData("RPW/{seq}/{yyyy}", 641, 2026, "RPW/641/2026")]
    [InlineData("{yyyy}-{seq:5}", 641, 2026, "2026-00641")]
    [InlineData("{seq:3}.{yyyy}", 12345, 2026, "12345.2026")]
    [InlineData("Księga {seq}_{yyyy}", 1, 2027, "Księga 1_2027")]
    [InlineData("{seq}{yyyy}", int.MaxValue, 2026, "21474836472026")]
    public void Format_Registration_FollowsTheMask(string text, int sequence, int year, string number) =>
        Assert.Equal(number, Mask(text).Format(sequence, year));

    [Theory]
    [InlineData(null, "required")]
    [InlineData("  ", "required")]
    [InlineData("RPW/{yyyy}", "format")]
    [InlineData("RPW/{seq}", "format")]
    [InlineData("{seq}/{seq}/{yyyy}", "format")]
    [InlineData("{seq}/{yyyy}/{yyyy}", "format")]
    [InlineData("{seq:0}/{yyyy}", "format")]
    [InlineData("{seq:10}/{yyyy}", "format")]
    [InlineData("{SEQ}/{yyyy}", "format")]
    [InlineData("{{seq}}/{yyyy}", "format")]
    [InlineData("RPW\u0000/{seq}/{yyyy}", "format")]
    [InlineData("РPW/{seq}/{yyyy}", "format")] // a Cyrillic Р
    [InlineData(" {seq}/{yyyy}", "format")]
    [InlineData("{seq}/{yyyy} ", "format")]
    [InlineData("{seq}/{yyyy}\n", "format")]
    [InlineData("<b>{seq}/{yyyy}", "format")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA{seq}{yyyy}", "tooLong")]
    public void TryParse_AnythingElse_IsRefusedWithAReason(string? text, string code)
    {
        Assert.False(NumberMask.TryParse(text, out _, out var error));
        Assert.Equal(code, error);
    }

    [Theory]
    [InlineData("RPW/{seq}/{yyyy}", "WYS/{seq}/{yyyy}", false)]
    [InlineData("RPW/{seq}/{yyyy}", "RPW/{seq:5}/{yyyy}", true)] // from 10000 on
    [InlineData("RPW/{seq}/{yyyy}", "rpw/{seq}/{yyyy}", true)]
    [InlineData("{seq}/{yyyy}", "{yyyy}/{seq}", true)] // 2026/2027
    [InlineData("{seq}-{yyyy}", "{seq}/{yyyy}", false)]
    [InlineData("1{seq}/{yyyy}", "{seq}/{yyyy}", true)] // 12/2026
    [InlineData("A{seq}{yyyy}", "A{yyyy}{seq}", true)]
    [InlineData("0{seq}/{yyyy}", "{seq}/{yyyy}", false)]
    [InlineData("0{seq}/{yyyy}", "{seq:2}/{yyyy}", true)]
    public void LooksLike_OtherMask_WhenANumberCouldBeBoth(string one, string other, bool alike)
    {
        Assert.Equal(alike, Mask(one).LooksLike(Mask(other)));
        Assert.Equal(alike, Mask(other).LooksLike(Mask(one)));
    }

    [Fact]
    public void Defaults_OfTheFourSeries_DoNotLookAlike()
    {
        var masks = Enum.GetValues<Series>().Select(NumberMask.Default).ToList();

        Assert.All(masks, mask => Assert.Single(masks, mask.LooksLike));
        Assert.Equal("RPW/1/2026", masks[0].Format(1, 2026));
        Assert.Throws<InvalidOperationException>(() => default(NumberMask).Text);
    }

    [Fact]
    public void LooksLike_MasksThatDoNot_NeverShareANumber()
    {
        var literal = Gen.OneOf("", "", "A", "1", "0", "/");
        var sequence = Gen.OneOf("{seq}", "{seq:2}", "{seq:4}");
        var mask = Gen.Select(literal, sequence, literal, literal, Gen.Bool, (before, seq, between, after, yearFirst) =>
            Mask(yearFirst ? before + "{yyyy}" + between + seq + after : before + seq + between + "{yyyy}" + after));
        var number = Gen.Int[1, 6].SelectMany(digits => Gen.Int[1, (int)Math.Pow(10, digits)]);
        Gen.Select(mask, mask, number.Array[40], Gen.Int[2026, 2029]).Sample(
            (one, other, sequences, year) =>
            {
                var mine = sequences.Select(seq => one.Format(seq, year)).ToHashSet(StringComparer.OrdinalIgnoreCase);
                var shared = sequences.Concat(Enumerable.Range(1, 40)).Any(seq => mine.Contains(other.Format(seq, year)));
                Assert.True(!shared || one.LooksLike(other));
            },
            iter: 2_000);
    }

    private static NumberMask Mask(string text)
    {
        Assert.True(NumberMask.TryParse(text, out var mask, out _), text);
        return mask;
    }
}
