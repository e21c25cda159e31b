using AleSekretariat.Domain.Registers.Contracts;
using CsCheck;
using static AleSekretariat.Domain.Tests.Time.WarsawTimeTests;

namespace AleSekretariat.Domain.Tests.Registers;

public sealed class RenewalTests
{
    private static readonly Gen<Renewal> AnyRenewal = Gen.Select(Gen.Int[1, 40], Gen.Enum<NoticeUnit>(), Gen.Int[0, 6],
        (amount, unit, times) => new Renewal(amount, unit, times == 0 ? null : times));

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 3000].Select(days => new DateOnly(2024, 1, 1).AddDays(days));

    [Theory]
    [InlineData("2026-12-31", 12, NoticeUnit.Months, 1, "2027-12-31")]
    [InlineData("2026-06-30", 1, NoticeUnit.Months, 1, "2026-07-31")] // from 1 July: a whole July
    [InlineData("2027-02-28", 12, NoticeUnit.Months, 1, "2028-02-29")] // from 1 March to the day before 1 March
    [InlineData("2027-02-28", 12, NoticeUnit.Months, 2, "2029-02-28")]
    [InlineData("2026-01-15", 3, NoticeUnit.Months, 2, "2026-07-15")]
    [InlineData("2026-01-30", 1, NoticeUnit.Months, 1, "2026-02-28")] // from 31 January: February has no 31st (art. 112)
    [InlineData("2026-01-30", 1, NoticeUnit.Months, 2, "2026-03-30")] // counted from the first end: no drift
    [InlineData("2026-12-31", 30, NoticeUnit.Days, 2, "2027-03-01")]
    [InlineData("2026-12-31", 2, NoticeUnit.Weeks, 1, "2027-01-14")]
    public void EndAfter_SomeTimes_IsTheLastDayOfThatTerm(string validTo, int amount, NoticeUnit unit, int times, string expected) =>
        Assert.Equal(Day(expected), new Renewal(amount, unit, null).EndAfter(Day(validTo), times));

    [Fact]
    public void EndAfter_AnyRenewal_GoesOnWithoutGapOrOverlap() => Gen.Select(AnyRenewal, AnyDay, Gen.Int[0, 30]).Sample(
        (renewal, validTo, times) =>
        {
            var (end, next) = (renewal.EndAfter(validTo, times), renewal.EndAfter(validTo, times + 1));

            Assert.True(next > end);
            if (renewal.Unit == NoticeUnit.Months)
            {
                var length = (next.AddDays(1).Year - end.AddDays(1).Year) * 12 + next.AddDays(1).Month - end.AddDays(1).Month;
                Assert.InRange(length, renewal.Amount - 1, renewal.Amount + 1);
            }
        },
        iter: 5_000);

    [Fact]
    public void EndOn_AnyDay_IsTheFirstEndNotBeforeIt() => Gen.Select(AnyRenewal, AnyDay, AnyDay).Sample(
        (renewal, validTo, day) =>
        {
            var passed = renewal.PassedOn(validTo, day);
            var end = renewal.EndOn(validTo, day);

            Assert.True(passed >= 0 && !(passed > renewal.Times));
            Assert.True(end >= day || passed == renewal.Times);
            Assert.True(passed == 0 || renewal.EndAfter(validTo, passed - 1) < day);
        },
        iter: 5_000);

    [Fact(Timeout = 5000)]
    public async Task EndAfter_BeyondTheCalendar_Stops() => await Task.Run(() =>
    {
        Assert.Equal(Renewal.Never, new Renewal(120, NoticeUnit.Months, null).EndAfter(new DateOnly(2200, 12, 31), int.MaxValue));
        Assert.Equal(Renewal.Never, new Renewal(520, NoticeUnit.Weeks, null).EndAfter(new DateOnly(2200, 12, 31), int.MaxValue));
        Assert.NotNull(TerminationWindow.On(
            new ContractTerms { ValidTo = new(2200, 1, 1), Notice = new Notice(1, NoticeUnit.Days, NoticeEffect.None), Renewal = new Renewal(1, NoticeUnit.Days, null) }, new DateOnly(9999, 12, 31)));
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void Status_WithRenewal_ExpiresOnlyWhenTheTimesAreUsedUp()
    {
        var facts = new ContractFacts { SignedOn = new(2025, 1, 1), ValidTo = new(2026, 12, 31), Renewal = new Renewal(12, NoticeUnit.Months, 1) };

        Assert.Equal(ContractStatus.InForce, ContractStatuses.At(facts, new DateOnly(2027, 12, 31)));
        Assert.Equal(ContractStatus.Expired, ContractStatuses.At(facts, new DateOnly(2028, 1, 1)));
        Assert.Equal(ContractStatus.InForce, ContractStatuses.At(facts with { Renewal = facts.Renewal with { Times = null } }, new DateOnly(2090, 1, 1)));
        var terminated = facts with { TerminationGivenOn = new(2026, 11, 25), TerminatesOn = new(2026, 12, 31) };
        Assert.Equal(ContractStatus.TerminationGiven, ContractStatuses.At(terminated, new DateOnly(2026, 12, 31)));
        Assert.Equal(ContractStatus.Terminated, ContractStatuses.At(terminated, new DateOnly(2027, 1, 1)));
    }
}
