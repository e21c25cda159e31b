using System.Numerics;
using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Tests.Licensing;
using CsCheck;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Billing;

public sealed class UpgradeFeeTests
{
    [Fact]
    public void Fee_SilverToGoldWith115Of365Days_Is63And01Net()
    {
        var licence = Bought(Local(2026, 3, 18));

        var fee = UpgradeFee.For(licence, Package.Gold, Prices.ItemOf(Package.Gold).NetPrices(), Local(2026, 11, 23))!;

        var line = Assert.Single(fee.Lines);
        Assert.Equal((390m, 190m, 115, 365), (line.New, line.Old, line.RemainingDays, line.TotalDays));
        Assert.Equal(new Charge(63.01m, 14.49m, 77.50m), fee.Charge);
        Assert.False(fee.IsLeastCharge);
        Assert.Equal(232.52m, UpgradeFee.For(licence, Package.Platinum, Prices.ItemOf(Package.Platinum).NetPrices(), Local(2026, 11, 23))!.Charge.Gross);
    }

    [Fact]
    public void Fee_OnTheDayOfPurchase_IsTheWholeDifference() =>
        Assert.Equal(200m, Fee(Bought(Local(2026, 3, 18)), Package.Gold, Local(2026, 3, 18, 23)).Charge.Net);

    [Fact]
    public void Fee_OfTheLastDay_IsChargedAsTwoZloty()
    {
        var fee = Fee(Bought(Local(2026, 3, 18)), Package.Gold, Midnight(2027, 3, 18).AddTicks(-1));

        Assert.Equal(0.55m, fee.ComputedNet);
        Assert.Equal(new Charge(1.63m, 0.37m, 2.00m), fee.Charge);
        Assert.True(fee.IsLeastCharge);
    }

    [Fact]
    public void Fee_AfterAnUpgrade_CountsTheFullPriceOfThePackageQuoted()
    {
        var upgraded = Bought(Local(2026, 3, 18)).Upgraded(Package.Gold, Local(2026, 11, 23));

        Assert.Equal(390m, Assert.Single(Fee(upgraded, Package.Platinum, Local(2026, 11, 23)).Lines).Old);
    }

    [Fact]
    public void Fee_WithAppendedPeriods_IsSummedThenRounded()
    {
        var now = Local(2026, 11, 23);
        var licence = Bought(now, Package.Silver, BillingPeriod.Month).Buying(Package.Silver, BillingPeriod.Month, now).Buying(Package.Gold, BillingPeriod.Year, now);

        var fee = Fee(licence, Package.Gold, Local(2026, 12, 3));

        Assert.Equal([(20, 30), (31, 31)], fee.Lines.Select(line => (line.RemainingDays, line.TotalDays)));
        Assert.Equal(33.33m, fee.ComputedNet);
    }

    [Fact]
    public void Fee_OnDaysTheOperatorAdded_LeavesThemOut()
    {
        var licence = LicenceChanges.ExtendBy(Bought(Local(2026, 11, 23), Package.Silver, BillingPeriod.Month), 10, Local(2026, 11, 23)).Made();

        Assert.Equal(20, Assert.Single(Fee(licence, Package.Gold, Local(2026, 12, 3)).Lines).RemainingDays);
        Assert.Equal(30, Assert.Single(Fee(licence, Package.Gold, Local(2026, 12, 3)).Lines).TotalDays);
        Assert.Equal(0m, Fee(licence, Package.Gold, Local(2026, 12, 30)).ComputedNet);
        Assert.Equal(2m, Fee(licence, Package.Gold, Local(2026, 12, 30)).Charge.Gross);
    }

    [Fact]
    public void Fee_WhenPricesFell_IsNeverBelowNothing()
    {
        var cheap = new Dictionary<BillingPeriod, decimal> { [BillingPeriod.Month] = 1m, [BillingPeriod.Year] = 10m };

        Assert.Equal(0m, UpgradeFee.For(Bought(Local(2026, 3, 18)), Package.Gold, cheap, Local(2026, 11, 23))!.ComputedNet);
    }

    [Fact]
    public void Fee_WithNothingToUpgrade_IsAbsent()
    {
        var prices = Prices.ItemOf(Package.Silver).NetPrices();

        Assert.Null(UpgradeFee.For(Licence.Open(Local(2026, 3, 18)), Package.Silver, prices, Local(2026, 3, 18)));
        Assert.Null(UpgradeFee.For(Bought(Local(2026, 3, 18)), Package.Silver, prices, Local(2026, 3, 18)));
        Assert.Null(UpgradeFee.For(Bought(Local(2026, 3, 18)), Package.Gold, prices, Midnight(2027, 3, 18)));
    }

    [Fact]
    public void Fee_ExactlyHalfAGroszOutOfThirds_RoundsUp()
    {
        // 0.01 ÷ 6 + 0.02 ÷ 6 is exactly half a grosz; as decimals the two sum to a hair less.
        var now = Local(2026, 11, 23);
        var licence = Bought(now) with
        {
            Periods =
            [
                new(Package.Silver, BillingPeriod.Month, new(2026, 11, 18), new(2026, 11, 24), 10m, 18, 0, "a"),
                new(Package.Silver, BillingPeriod.Year, new(2026, 11, 24), new(2026, 11, 27), 10m, 18, 0, "b"),
                new(Package.Gold, BillingPeriod.Year, new(2026, 11, 27), new(2027, 11, 27), 10m, 18, 0, "c"),
            ],
        };
        var prices = new Dictionary<BillingPeriod, decimal> { [BillingPeriod.Month] = 10.03m, [BillingPeriod.Year] = 10.00m };

        Assert.Equal(0.01m, UpgradeFee.For(licence, Package.Gold, prices, now)!.ComputedNet);
    }

    [Fact]
    public void Fee_OfAnyHistory_IsTheSumOverItsDays() =>
        Gen.Select(Gen.Int[0, 1500], Gen.Bool.List[1, 4], Gen.Int[0, 20_000], Gen.Int[0, 500], Gen.Int[0, 40_00]).Sample(
            (startDay, years, newGrosze, ahead, paidGrosze) =>
            {
                var now = Local(2026, 1, 1).AddDays(startDay);
                var licence = Licence.Open(now);
                foreach (var year in years)
                    licence = LicenceChanges.Buy(licence, Package.Silver, year ? BillingPeriod.Year : BillingPeriod.Month, paidGrosze / 100m, now, "order");
                var prices = new Dictionary<BillingPeriod, decimal> { [BillingPeriod.Month] = newGrosze / 100m, [BillingPeriod.Year] = newGrosze / 10m };
                var later = now.AddDays(ahead);

                Assert.Equal(NaiveFee(licence, prices, later), UpgradeFee.For(licence, Package.Gold, prices, later)?.ComputedNet);
            },
            iter: 2_000);

    /// <summary>Day by day: each day still to come costs its share of the difference, as an exact fraction of grosze.</summary>
    private static decimal? NaiveFee(Licence licence, Dictionary<BillingPeriod, decimal> prices, DateTimeOffset now)
    {
        var today = Time.EuropeanSummerTime.Day(now);
        if (today >= licence.Periods[^1].End)
            return null;
        BigInteger common = 28L * 29 * 30 * 31 * 365 * 366, sum = 0;
        foreach (var period in licence.Periods)
        {
            var days = Enumerable.Range(0, 400).Select(period.Start.AddDays).Where(day => day < period.End).ToList();
            foreach (var _ in days.Where(day => day >= today))
                sum += (BigInteger)(prices[period.Length] * 100 - period.NetPrice * 100) * (common / days.Count);
        }

        if (sum <= 0)
            return 0;
        var whole = BigInteger.DivRem(sum, common, out var rest);
        return (decimal)(rest * 2 >= common ? whole + 1 : whole) / 100;
    }

    private static UpgradeFee Fee(Licence licence, Package to, DateTimeOffset now) =>
        UpgradeFee.For(licence, to, Prices.ItemOf(to).NetPrices(), now)!;
}
