using AleSekretariat.Domain.Licensing;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Licensing;

public sealed class PaidPeriodTests
{
    [Theory]
    [InlineData("2026-11-23", BillingPeriod.Month, "2026-12-23")]
    [InlineData("2026-03-18", BillingPeriod.Year, "2027-03-18")]
    [InlineData("2027-01-31", BillingPeriod.Month, "2027-02-28")]
    [InlineData("2028-01-31", BillingPeriod.Month, "2028-02-29")]
    [InlineData("2028-02-29", BillingPeriod.Year, "2029-02-28")]
    [InlineData("2026-12-31", BillingPeriod.Month, "2027-01-31")]
    [InlineData("2027-02-28", BillingPeriod.Month, "2027-03-28")]
    public void Buy_OnADay_EndsOnTheSameDateLater(string day, BillingPeriod length, string end)
    {
        var start = Time.WarsawTimeTests.Day(day);

        var period = PaidPeriod.StartingOn(start, Package.Silver, length, 19m, "order");

        Assert.Equal(Time.WarsawTimeTests.Day(end), period.End);
        Assert.Equal(length == BillingPeriod.Year ? start.AddYears(1) : start.AddMonths(1), period.End);
    }

    [Fact]
    public void Renewals_OfTheThirtyFirst_ReturnToTheThirtyFirst()
    {
        var licence = Bought(Local(2027, 1, 31), Package.Silver, BillingPeriod.Month);
        for (var i = 0; i < 4; i++)
            licence = licence.Buying(Package.Silver, BillingPeriod.Month, Local(2027, 1, 31));

        Assert.Equal(
            [new(2027, 2, 28), new(2027, 3, 31), new(2027, 4, 30), new(2027, 5, 31), new DateOnly(2027, 6, 30)],
            licence.Periods.Select(period => period.End));
    }

    [Fact]
    public void Renewals_OfALeapDay_ReturnToTheLeapDay()
    {
        var licence = Bought(Local(2028, 2, 29));
        for (var i = 0; i < 3; i++)
            licence = licence.Buying(Package.Silver, BillingPeriod.Year, Local(2028, 2, 29));

        Assert.Equal(
            [new(2029, 2, 28), new(2030, 2, 28), new(2031, 2, 28), new DateOnly(2032, 2, 29)],
            licence.Periods.Select(period => period.End));
    }

    [Fact]
    public void Renewal_Cheaper_BeginsWhenTheCurrentEnds()
    {
        var licence = Bought(Local(2026, 11, 23), Package.Gold, BillingPeriod.Month)
            .Buying(Package.Silver, BillingPeriod.Year, Local(2026, 12, 1));

        Assert.Equal(Package.Gold, licence.At(Midnight(2026, 12, 23).AddTicks(-1)).Package);
        Assert.Equal(Package.Silver, licence.At(Midnight(2026, 12, 23)).Package);
        Assert.Equal(Midnight(2027, 12, 23), licence.At(Local(2026, 12, 1)).ValidUntil);
        Assert.Equal(Midnight(2026, 12, 23), Milestones.NextAfter(licence, Local(2026, 12, 1)));
    }

    [Fact]
    public void Expired_Paid_IsNotUnblockedBySigningInButByBuyingFromToday()
    {
        var paid = Bought(Local(2026, 11, 23), Package.Gold, BillingPeriod.Month);
        var late = Local(2027, 1, 5);

        var signedIn = LicenceChanges.SignIn(paid, late);
        var bought = signedIn.Buying(Package.Silver, BillingPeriod.Month, late);

        Assert.Equal(AccountState.ReadOnly, signedIn.At(late).State);
        Assert.Equal(Package.Gold, signedIn.At(late).Package);
        Assert.Equal(Midnight(2027, 1, 22), signedIn.At(late).DeletionAt);
        Assert.Equal(AccountState.Active, bought.At(late).State);
        Assert.Equal(new DateOnly(2027, 1, 5), Assert.Single(bought.Periods).Start);
        Assert.Equal(AccountState.Active, LicenceChanges.GoGreen(signedIn, late).Made().At(late).State);
    }

    [Fact]
    public void Upgrade_WithAppendedPeriods_KeepsTheEndAndRaisesAllLesserOnes()
    {
        var now = Local(2026, 12, 1);
        var licence = Bought(Local(2026, 11, 23), Package.Silver)
            .Buying(Package.Silver, BillingPeriod.Month, now)
            .Buying(Package.Platinum, BillingPeriod.Month, now);

        var upgraded = licence.Upgraded(Package.Gold, now);

        Assert.Equal([Package.Gold, Package.Gold, Package.Platinum], upgraded.Periods.Select(period => period.Package));
        Assert.Equal([390m, 39m, 79m], upgraded.Periods.Select(period => period.NetPrice));
        Assert.Equal(licence.EndDate, upgraded.EndDate);
        Assert.Equal(LicenceRefusal.NotDearer, LicenceChanges.Upgrade(upgraded, Package.Gold, Prices.ItemOf(Package.Gold).NetPrices(), now).Refused());
    }

    [Fact]
    public void Upgrade_FromGreenOrExpired_IsRefused()
    {
        var prices = Prices.ItemOf(Package.Gold).NetPrices();
        var expired = Bought(Local(2026, 11, 23), Package.Silver, BillingPeriod.Month);

        Assert.Equal(LicenceRefusal.NoPaidPackage, LicenceChanges.Upgrade(Licence.Open(Local(2026, 11, 23)), Package.Gold, prices, Local(2026, 11, 23)).Refused());
        Assert.Equal(LicenceRefusal.NoPaidPackage, LicenceChanges.Upgrade(expired, Package.Gold, prices, Midnight(2026, 12, 23)).Refused());
    }

    [Fact]
    public void Buy_Green_IsAFault() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Bought(Local(2026, 11, 23), Package.Green));
}
