using AleSekretariat.Domain.Time;
using static AleSekretariat.Domain.Tests.Time.WarsawTimeTests;

namespace AleSekretariat.Domain.Tests.Time;

public sealed class TestClockAdvanceTests
{
    [Theory]
    [InlineData("P31D", "2026-11-23T10:00Z", "2026-12-24T10:00Z")]
    [InlineData("P1M", "2026-01-31T10:00Z", "2026-02-28T10:00Z")]
    [InlineData("P1Y", "2028-02-29T10:00Z", "2029-02-28T10:00Z")]
    [InlineData("P2W", "2026-11-23T10:00Z", "2026-12-07T10:00Z")]
    [InlineData("PT5M", "2026-11-23T10:00Z", "2026-11-23T10:05Z")]
    [InlineData("PT24H", "2026-10-24T10:00Z", "2026-10-25T10:00Z")] // real time
    [InlineData("P1D", "2026-10-24T10:00Z", "2026-10-25T11:00Z")] // a local day of 25 hours
    [InlineData("P1Y2M3DT4H5M6S", "2026-11-23T10:00Z", "2028-01-26T14:05:06Z")]
    [InlineData("PT0S", "2026-10-25T01:30Z", "2026-10-25T01:30Z")]
    public void ApplyTo_Duration_MovesDaysLocallyAndTimeReally(string text, string from, string expected)
    {
        Assert.True(TestClockAdvance.TryParse(text, out var advance));
        Assert.Equal(At(expected), advance.ApplyTo(At(from)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("-P1D")]
    [InlineData("P-1D")]
    [InlineData("P1.5D")]
    [InlineData("1D")]
    [InlineData("p1d")]
    [InlineData("P1D\n")]
    [InlineData("P1H")]
    [InlineData("P21Y")]
    [InlineData("P999999999D")]
    [InlineData("P9999999999D")]
    [InlineData("PT999999999H")]
    [InlineData("P999999999Y999999999M999999999DT999999999S")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(TestClockAdvance.TryParse(text, out _));

    [Fact]
    public void TryApplyTo_PastTheLatestInstant_IsRefused()
    {
        Assert.True(TestClockAdvance.TryParse("P20Y", out var advance));
        Assert.False(advance.TryApplyTo(At("2185-01-01T00:00Z"), out _));
        Assert.False(advance.TryApplyTo(DateTimeOffset.MaxValue, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => advance.ApplyTo(At("2185-01-01T00:00Z")));
    }
}
