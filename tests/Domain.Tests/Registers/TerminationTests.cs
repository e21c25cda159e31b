using AleSekretariat.Domain.Registers.Contracts;
using CsCheck;
using static AleSekretariat.Domain.Tests.Time.WarsawTimeTests;

namespace AleSekretariat.Domain.Tests.Registers;

/// <summary>The last day to terminate a contract that prolongs itself, what notice does, and what doing nothing costs.</summary>
public sealed class TerminationTests
{
    // The contract of the design: 24 months, a year more each time, a month's notice to the end of a month.
    private static readonly ContractTerms Lease = new()
    {
        ValidTo = new(2026, 12, 31),
        Value = 1850m,
        VatRate = 23m,
        Recurrence = ContractRecurrence.Monthly,
        Notice = new Notice(1, NoticeUnit.Months, NoticeEffect.EndOfMonth),
        Renewal = new Renewal(12, NoticeUnit.Months, null),
    };

    [Fact]
    public void Window_OfTheLease_IsTheEndOfNovemberThenOfTheNextYear()
    {
        Assert.Equal(new TerminationWindow(new(2026, 11, 30), new(2026, 12, 31), new(2027, 12, 31)), TerminationWindow.On(Lease, new DateOnly(2026, 11, 30)));
        Assert.Equal(new TerminationWindow(new(2027, 11, 30), new(2027, 12, 31), new(2028, 12, 31)), TerminationWindow.On(Lease, new DateOnly(2026, 12, 1)));
        Assert.Equal(2275.50m, Lease.Gross);
        Assert.Equal((12, 22_200m), (RenewalCost.Of(Lease)!.Payments, RenewalCost.Of(Lease)!.Total));
    }

    [Fact]
    public void Window_RenewalUsedUp_EndsForGood()
    {
        var once = Lease with { Renewal = Lease.Renewal! with { Times = 1 } };

        Assert.Equal(new DateOnly(2027, 12, 31), once.FinalDay);
        Assert.Equal(new TerminationWindow(new(2027, 11, 30), new(2027, 12, 31), null), TerminationWindow.On(once, new DateOnly(2027, 6, 1)));
        Assert.Equal(new DateOnly(2027, 11, 30), TerminationWindow.On(once, new DateOnly(2029, 6, 1))!.LastDay); // passed
        Assert.Null(TerminationWindow.On(Lease with { ValidTo = null, Renewal = null }, new DateOnly(2026, 1, 1)));
        Assert.Null(TerminationWindow.On(Lease with { Notice = null }, new DateOnly(2026, 1, 1)));
    }

    [Fact]
    public void Window_AnyRenewingContract_NoticeOnTheLastDayKeepsTheEndAndOneDayLaterDoesNot() => Gen.Select(
        Gen.Int[0, 2000], Gen.Int[1, 12], Gen.Enum<NoticeUnit>(), Gen.Enum<NoticeEffect>(), Gen.Int[1, 24], Gen.Int[0, 4000]).Sample(
        (offset, amount, unit, effect, months, later) =>
        {
            var terms = new ContractTerms
            {
                ValidTo = new DateOnly(2024, 1, 1).AddDays(offset),
                Notice = new Notice(amount, unit, effect),
                Renewal = new Renewal(months, NoticeUnit.Months, null),
            };
            var today = new DateOnly(2024, 1, 1).AddDays(later);

            var window = TerminationWindow.On(terms, today)!;

            Assert.True(window.LastDay >= today && window.EndsOn >= today);
            Assert.Equal(window.LastDay, LastTerminationDay.For(window.EndsOn, terms.Notice));
            Assert.Equal(window.EndsOn, TerminationEffect.Of(terms, window.LastDay));
            Assert.True(TerminationEffect.Of(terms, window.LastDay.AddDays(1)) > window.EndsOn);
            Assert.True(window.RenewedTo > window.EndsOn);
        },
        iter: 5_000);

    [Theory]
    [InlineData("2026-11-25", 1, NoticeUnit.Months, NoticeEffect.EndOfMonth, "2026-12-31")]
    [InlineData("2026-01-31", 1, NoticeUnit.Months, NoticeEffect.None, "2026-02-28")] // art. 112
    [InlineData("2028-01-31", 1, NoticeUnit.Months, NoticeEffect.None, "2028-02-29")] // a leap year
    [InlineData("2026-02-14", 2, NoticeUnit.Weeks, NoticeEffect.None, "2026-02-28")]
    [InlineData("2026-02-15", 14, NoticeUnit.Days, NoticeEffect.EndOfQuarter, "2026-03-31")]
    [InlineData("2026-10-01", 3, NoticeUnit.Months, NoticeEffect.EndOfQuarter, "2027-03-31")]
    public void Effect_WithoutAnEnd_IsWhenTheNoticeRanOut(string given, int amount, NoticeUnit unit, NoticeEffect effect, string expected) =>
        Assert.Equal(Day(expected), TerminationEffect.Of(new ContractTerms { Notice = new Notice(amount, unit, effect) }, Day(given)));

    [Fact]
    public void Effect_NoNotice_IsTheDay_AndNeverAfterTheEnd()
    {
        Assert.Equal(new DateOnly(2026, 5, 4), TerminationEffect.Of(new ContractTerms(), new DateOnly(2026, 5, 4)));
        Assert.Equal(new DateOnly(2026, 5, 31), TerminationEffect.Of(
            new ContractTerms { ValidTo = new(2026, 5, 31), Notice = new Notice(3, NoticeUnit.Months, NoticeEffect.None) }, new DateOnly(2026, 5, 4)));
    }

    [Fact]
    public void Effect_AtTheEndOfTheCalendar_StaysInIt() =>
        Assert.Equal(DateOnly.MaxValue, TerminationEffect.Of(new ContractTerms { Notice = new Notice(120, NoticeUnit.Months, NoticeEffect.EndOfQuarter) }, DateOnly.MaxValue));

    [Fact]
    public void LastDayAndEffect_AnyContract_AreEachOthersInverse() => Gen.Select(
        Gen.Int[0, 3000], Gen.Int[1, 24], Gen.Enum<NoticeUnit>(), Gen.Enum<NoticeEffect>()).Sample(
        (offset, amount, unit, effect) =>
        {
            var end = new DateOnly(2026, 1, 1).AddDays(offset);
            var terms = new ContractTerms { Notice = new Notice(amount, unit, effect) };
            var day = LastTerminationDay.For(end, terms.Notice)!.Value;

            Assert.True(TerminationEffect.Of(terms, day) <= end);
            Assert.True(TerminationEffect.Of(terms, day.AddDays(1)) > end);
        },
        iter: 5_000);

    [Theory]
    [InlineData(ContractRecurrence.Quarterly, 12, 4)]
    [InlineData(ContractRecurrence.Yearly, 24, 2)]
    [InlineData(ContractRecurrence.HalfYearly, 12, 2)]
    [InlineData(ContractRecurrence.Yearly, 6, null)]
    [InlineData(ContractRecurrence.Once, 12, null)]
    public void Cost_OfARenewal_IsItsPayments(ContractRecurrence recurrence, int months, int? payments) =>
        Assert.Equal(payments, RenewalCost.Of(Lease with { Recurrence = recurrence, Renewal = new Renewal(months, NoticeUnit.Months, null) })?.Payments);

    [Fact]
    public void Reminders_AreDaysBefore_TheEarliestFirst() => Assert.Equal(
        [(90, new DateOnly(2026, 9, 1)), (30, new DateOnly(2026, 10, 31)), (7, new DateOnly(2026, 11, 23))],
        ContractReminders.Of(new DateOnly(2026, 11, 30), [7, 90, 30, 7]));
}
