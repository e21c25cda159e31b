using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Billing;

public sealed class PriceListTests
{
    [Fact]
    public void InForce_OnADay_IsTheNewestThatHasBegun()
    {
        var second = Prices with { Version = 2, EffectiveFrom = new DateOnly(2027, 1, 1) };
        var corrected = second with { Version = 3 };
        PriceList[] lists = [corrected, Prices, second];

        Assert.Null(PriceList.InForce(lists, new DateOnly(2026, 8, 31)));
        Assert.Equal(1, PriceList.InForce(lists, new DateOnly(2026, 9, 1))!.Version);
        Assert.Equal(1, PriceList.InForce(lists, new DateOnly(2026, 12, 31))!.Version);
        Assert.Equal(3, PriceList.InForce(lists, new DateOnly(2027, 1, 1))!.Version);
    }

    [Fact]
    public void LimitsOf_Green_AreTenWhateverTheListSays()
    {
        var list = Prices with { Items = [new(Package.Green, new PackageLimits(500, null, 3, 1), 0m, 0m)] };

        Assert.Equal(new PackageLimits(10, 10, 3, 1), list.LimitsOf(Package.Green));
        Assert.Throws<InvalidOperationException>(() => list.LimitsOf(Package.Gold));
    }

    [Theory]
    [InlineData("63.01", "14.49", "77.50")]
    [InlineData("190.00", "43.70", "233.70")]
    [InlineData("19.00", "4.37", "23.37")]
    [InlineData("1.63", "0.37", "2.00")]
    [InlineData("0.50", "0.12", "0.62")] // 0.115: half away from zero
    [InlineData("0", "0", "0")]
    public void Vat_OfANetSum_IsRoundedHalfAwayFromZero(string net, string tax, string gross)
    {
        var charge = Charge.OfNet(decimal.Parse(net, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(decimal.Parse(tax, System.Globalization.CultureInfo.InvariantCulture), charge.Tax);
        Assert.Equal(decimal.Parse(gross, System.Globalization.CultureInfo.InvariantCulture), charge.Gross);
    }
}
