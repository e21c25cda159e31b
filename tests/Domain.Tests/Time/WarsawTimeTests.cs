using System.Globalization;
using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Tests.Time;

public sealed class WarsawTimeTests
{
    [Theory]
    [InlineData("2026-01-15", "2026-01-14T23:00Z")]
    [InlineData("2026-07-15", "2026-07-14T22:00Z")]
    [InlineData("2026-03-29", "2026-03-28T23:00Z")] // clocks go forward on this day, after its midnight
    [InlineData("2026-03-30", "2026-03-29T22:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:00Z")] // and back on this one
    [InlineData("2026-10-26", "2026-10-25T23:00Z")]
    [InlineData("2028-02-29", "2028-02-28T23:00Z")]
    public void StartOf_Day_IsWarsawMidnight(string day, string utc)
    {
        var start = WarsawTime.StartOf(Day(day));

        Assert.Equal(At(utc), start);
        Assert.Equal(TimeSpan.Zero, start.Offset);
    }

    [Theory]
    [InlineData("2026-10-31T22:59:59Z", "2026-10-31", "2026-10")]
    [InlineData("2026-10-31T23:00:00Z", "2026-11-01", "2026-11")]
    [InlineData("2026-06-30T21:59:59Z", "2026-06-30", "2026-06")]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01", "2026-07")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01", "2027-01")]
    [InlineData("2026-07-01T05:00:00+09:00", "2026-06-30", "2026-06")]
    public void DateOf_AroundMidnight_IsTheWarsawDay(string instant, string day, string month)
    {
        Assert.Equal(Day(day), WarsawTime.DateOf(At(instant)));
        Assert.Equal(month, WarsawTime.MonthOf(At(instant)).ToString());
    }

    [Fact]
    public void StartOf_EveryDayOfTenYears_IsTheFirstInstantOfThatDay()
    {
        for (var day = new DateOnly(2024, 1, 1); day < new DateOnly(2034, 1, 1); day = day.AddDays(1))
        {
            var start = WarsawTime.StartOf(day);
            Assert.Equal(day, WarsawTime.DateOf(start));
            Assert.Equal(day.AddDays(-1), WarsawTime.DateOf(start.AddTicks(-1)));
            Assert.Equal(EuropeanSummerTime.Midnight(day), start);
        }
    }

    [Theory]
    [InlineData("2026-03-28T01:30Z", 1, "2026-03-29T01:30Z")] // 2:30 does not exist: 3:30 CEST
    [InlineData("2026-03-28T11:00Z", 1, "2026-03-29T10:00Z")] // 12:00 stays 12:00, 23 hours later
    [InlineData("2026-10-24T10:00Z", 1, "2026-10-25T11:00Z")] // 25 hours later
    [InlineData("2026-10-24T00:30Z", 1, "2026-10-25T00:30Z")] // 2:30 comes twice: the first
    [InlineData("2026-10-25T01:30Z", 0, "2026-10-25T01:30Z")] // the second 2:30 stays where it is
    [InlineData("2026-11-23T10:00Z", 31, "2026-12-24T10:00Z")]
    [InlineData("2026-03-30T10:00Z", -1, "2026-03-29T10:00Z")]
    public void AddLocalDays_AcrossClockChanges_KeepsTheWallTime(string from, int days, string expected) =>
        Assert.Equal(At(expected), WarsawTime.AddLocalDays(At(from), days));

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
