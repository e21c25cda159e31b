using AleSekretariat.Domain.Time;
using static AleSekretariat.Domain.Tests.Time.WarsawTimeTests;

namespace AleSekretariat.Domain.Tests.Time;

public sealed class DaysOffTests
{
    [Theory]
    [InlineData("2026-01-01", DayOff.NewYear)]
    [InlineData("2026-01-06", DayOff.Epiphany)]
    [InlineData("2010-01-06", null)] // a working Wednesday before 2011
    [InlineData("2026-04-06", DayOff.EasterMonday)]
    [InlineData("2026-05-01", DayOff.LabourDay)]
    [InlineData("2026-05-03", DayOff.ConstitutionDay)]
    [InlineData("2026-06-04", DayOff.CorpusChristi)]
    [InlineData("2027-05-27", DayOff.CorpusChristi)]
    [InlineData("2026-08-15", DayOff.Assumption)] // a Saturday: the holiday is named
    [InlineData("2026-11-01", DayOff.AllSaints)]
    [InlineData("2026-11-11", DayOff.IndependenceDay)]
    [InlineData("2018-11-12", DayOff.IndependenceDay)]
    [InlineData("2019-11-12", null)]
    [InlineData("2024-12-24", null)]
    [InlineData("2025-12-24", DayOff.ChristmasEve)]
    [InlineData("2026-12-26", DayOff.Christmas)]
    [InlineData("2026-11-28", DayOff.Saturday)]
    [InlineData("2026-11-29", DayOff.Sunday)]
    [InlineData("2026-11-30", null)]
    [InlineData("2026-05-02", DayOff.Saturday)]
    [InlineData("2025-05-02", null)] // Flag Day is no day off
    public void At_Day_IsAsTheActSays(string day, DayOff? expected) => Assert.Equal(expected, DaysOff.At(Day(day)));

    [Theory]
    [InlineData(1999, "1999-04-04")]
    [InlineData(2000, "2000-04-23")]
    [InlineData(2008, "2008-03-23")]
    [InlineData(2011, "2011-04-24")]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2038, "2038-04-25")]
    [InlineData(2049, "2049-04-18")]
    public void EasterOf_Year_IsTheChurchsDay(int year, string expected) => Assert.Equal(Day(expected), DaysOff.EasterOf(year));

    [Fact]
    public void EasterOf_EveryYear_IsASundayFrom22MarchTo25April()
    {
        for (var year = 1900; year <= 2299; year++)
        {
            var easter = DaysOff.EasterOf(year);
            Assert.Equal(DayOfWeek.Sunday, easter.DayOfWeek);
            Assert.InRange(easter, new DateOnly(year, 3, 22), new DateOnly(year, 4, 25));
        }
    }

    [Theory]
    [InlineData("2026-12-24", "2026-12-28")]
    [InlineData("2024-12-24", "2024-12-24")]
    [InlineData("2026-11-30", "2026-11-30")]
    [InlineData("2027-05-01", "2027-05-04")] // Saturday, Sunday, and 3 May
    public void WorkingDayFrom_Day_IsItOrTheNextOne(string day, string expected) => Assert.Equal(Day(expected), DaysOff.WorkingDayFrom(Day(day)));

    [Fact]
    public void WorkingDayFrom_EveryDay_IsAWorkingDayWithOnlyDaysOffBefore()
    {
        for (var day = new DateOnly(2024, 1, 1); day < new DateOnly(2034, 1, 1); day = day.AddDays(1))
        {
            var working = DaysOff.WorkingDayFrom(day);
            Assert.True(DaysOff.IsWorkingDay(working));
            for (var between = day; between < working; between = between.AddDays(1))
                Assert.False(DaysOff.IsWorkingDay(between));
            Assert.InRange(working.DayNumber - day.DayNumber, 0, 5);
        }
    }
}
