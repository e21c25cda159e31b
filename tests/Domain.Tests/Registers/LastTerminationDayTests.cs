using AleSekretariat.Domain.Registers.Contracts;
using CsCheck;
using static AleSekretariat.Domain.Tests.Time.WarsawTimeTests;

namespace AleSekretariat.Domain.Tests.Registers;

public sealed class LastTerminationDayTests
{
    [Theory]
    [InlineData("2026-12-31", 1, NoticeUnit.Months, NoticeEffect.EndOfMonth, "2026-11-30")]
    [InlineData("2026-12-31", 1, NoticeUnit.Months, NoticeEffect.None, "2026-11-30")]
    [InlineData("2026-12-31", 3, NoticeUnit.Months, NoticeEffect.EndOfQuarter, "2026-09-30")]
    [InlineData("2027-02-28", 1, NoticeUnit.Months, NoticeEffect.None, "2027-01-31")] // the 31st counts as the 28th there
    [InlineData("2028-02-28", 1, NoticeUnit.Months, NoticeEffect.None, "2028-01-28")]
    [InlineData("2028-02-29", 1, NoticeUnit.Months, NoticeEffect.None, "2028-01-31")]
    [InlineData("2027-03-30", 1, NoticeUnit.Months, NoticeEffect.None, "2027-02-28")]
    [InlineData("2026-12-15", 1, NoticeUnit.Months, NoticeEffect.None, "2026-11-15")]
    [InlineData("2026-12-15", 1, NoticeUnit.Months, NoticeEffect.EndOfMonth, "2026-10-31")]
    [InlineData("2026-12-15", 1, NoticeUnit.Months, NoticeEffect.EndOfQuarter, "2026-08-31")]
    [InlineData("2026-12-31", 14, NoticeUnit.Days, NoticeEffect.None, "2026-12-17")]
    [InlineData("2026-12-31", 2, NoticeUnit.Weeks, NoticeEffect.None, "2026-12-17")]
    [InlineData("2026-12-30", 14, NoticeUnit.Days, NoticeEffect.EndOfMonth, "2026-11-16")]
    public void For_AnEndAndANotice_IsTheLastDayThatKeepsIt(string validTo, int amount, NoticeUnit unit, NoticeEffect effect, string expected) =>
        Assert.Equal(Day(expected), LastTerminationDay.For(Day(validTo), new Notice(amount, unit, effect)));

    [Fact]
    public void For_NoEndOrNoNotice_IsNothing()
    {
        Assert.Null(LastTerminationDay.For(null, new Notice(1, NoticeUnit.Months, NoticeEffect.None)));
        Assert.Null(LastTerminationDay.For(new DateOnly(2026, 12, 31), null));
        Assert.Null(LastTerminationDay.For(new DateOnly(1, 2, 1), new Notice(3650, NoticeUnit.Days, NoticeEffect.None)));
    }

    [Fact]
    public void For_AnyContract_ANoticeThatDayIsInTimeAndTheNextDayIsNot() => Gen.Select(
        Gen.Int[0, 3000], Gen.Int[1, 24], Gen.Enum<NoticeUnit>(), Gen.Enum<NoticeEffect>()).Sample(
        (offset, amount, unit, effect) =>
        {
            var validTo = new DateOnly(2026, 1, 1).AddDays(offset);
            var day = LastTerminationDay.For(validTo, new Notice(amount, unit, effect))!.Value;

            Assert.True(TakesEffect(day, amount, unit, effect) <= validTo);
            Assert.True(TakesEffect(day.AddDays(1), amount, unit, effect) > validTo);
        },
        iter: 5_000);

    /// <summary>Forwards, as the civil code tells it: count off the term, then go on to the end of month or quarter.</summary>
    private static DateOnly TakesEffect(DateOnly given, int amount, NoticeUnit unit, NoticeEffect effect)
    {
        var day = given;
        for (var i = 0; i < amount * (unit switch { NoticeUnit.Days => 1, NoticeUnit.Weeks => 7, _ => 0 }); i++)
            day = day.AddDays(1);
        if (unit == NoticeUnit.Months)
        {
            for (var passed = 0; passed < amount;)
            {
                day = day.AddDays(1);
                if (day.Day == given.Day || (day.Day < given.Day && day.AddDays(1).Day == 1))
                    passed++;
            }
        }

        while (effect != NoticeEffect.None && !(day.AddDays(1) is { Day: 1, Month: var month } && (effect == NoticeEffect.EndOfMonth || month is 1 or 4 or 7 or 10)))
            day = day.AddDays(1);
        return day;
    }
}
