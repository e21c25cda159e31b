using AleSekretariat.Domain.Deadlines;
using AleSekretariat.Domain.Time;
using static AleSekretariat.Domain.Tests.Time.WarsawTimeTests;

namespace AleSekretariat.Domain.Tests.Deadlines;

public sealed class ReplyTermTests
{
    [Fact]
    public void Of_TermThatEndsOnAWorkingDay_EndsThere()
    {
        var term = ReplyTerm.Of(Day("2026-12-03"), Day("2026-12-17"));

        Assert.Equal(14, term.Days);
        Assert.Equal(Day("2026-12-17"), term.LastDay);
        Assert.Empty(term.Skipped);
    }

    [Fact]
    public void Of_TermThatEndsOnChristmasEve_RunsToTheMondayAfter()
    {
        var term = ReplyTerm.Of(Day("2026-12-10"), Day("2026-12-24"));

        Assert.Equal(14, term.Days);
        Assert.Equal(Day("2026-12-24"), term.Named);
        Assert.Equal(Day("2026-12-28"), term.LastDay);
        Assert.Equal(
            [new SkippedDay(Day("2026-12-24"), DayOff.ChristmasEve), new(Day("2026-12-25"), DayOff.Christmas), new(Day("2026-12-26"), DayOff.Christmas), new(Day("2026-12-27"), DayOff.Sunday)],
            term.Skipped);
    }

    [Theory]
    [InlineData("2026-11-24", "2026-11-25", Pressing.Late)]
    [InlineData("2026-11-25", "2026-11-25", Pressing.Today)]
    [InlineData("2026-11-29", "2026-11-25", Pressing.ThisWeek)] // Sunday of this week
    [InlineData("2026-11-30", "2026-11-25", Pressing.Later)]
    [InlineData("2026-11-30", "2026-11-29", Pressing.Later)] // today is the Sunday
    [InlineData("2026-12-06", "2026-11-30", Pressing.ThisWeek)] // today is a Monday
    public void For_LastDay_IsGroupedByTheWeekOfToday(string lastDay, string today, Pressing expected) =>
        Assert.Equal(expected, PressingOn.For(Day(lastDay), Day(today)));
}
