using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;

namespace AleSekretariat.Domain.Tests.Licensing;

/// <summary>Short ways to licences, prices and instants.</summary>
internal static class Licences
{
    /// <summary>The first price list (product.md §1).</summary>
    public static readonly PriceList Prices = new(1, new DateOnly(2026, 9, 1),
    [
        new(Package.Green, new PackageLimits(10, 10, 2, 250L << 20), 0m, 0m),
        new(Package.Silver, new PackageLimits(100, 50, 5, 5L << 30), 19m, 190m),
        new(Package.Gold, new PackageLimits(500, 200, 15, 25L << 30), 39m, 390m),
        new(Package.Platinum, new PackageLimits(null, null, null, 100L << 30), 79m, 790m),
    ]);

    /// <summary>A Warsaw wall time, far from clock changes.</summary>
    public static DateTimeOffset Local(int year, int month, int day, int hour = 10, int minute = 0) =>
        Domain.Time.WarsawTime.FromLocal(new DateTime(year, month, day, hour, minute, 0));

    public static DateTimeOffset Midnight(int year, int month, int day) => Local(year, month, day, 0);

    public static Licence Bought(DateTimeOffset now, Package package = Package.Silver, BillingPeriod period = BillingPeriod.Year) =>
        Licence.Open(now).Buying(package, period, now);

    public static Licence Buying(this Licence licence, Package package, BillingPeriod period, DateTimeOffset now) =>
        LicenceChanges.Buy(licence, package, period, Prices.NetOf(package, period), now, "order");

    public static Licence Upgraded(this Licence licence, Package to, DateTimeOffset now) =>
        LicenceChanges.Upgrade(licence, to, Prices.ItemOf(to).NetPrices(), now).Made();

    public static Licence Made(this LicenceChange change) => Assert.IsType<LicenceChange.Made>(change).Licence;

    public static LicenceRefusal Refused(this LicenceChange change) => Assert.IsType<LicenceChange.Refused>(change).Reason;

    public static LicenceStatus At(this Licence licence, DateTimeOffset now) => LicenceState.At(licence, now);

    /// <summary>Does all due work as a punctual reminder would, up to and including an instant.</summary>
    public static (Licence Licence, List<SentNotice> Sent) Live(this Licence licence, DateTimeOffset from, DateTimeOffset until)
    {
        var sent = new List<SentNotice>();
        for (var now = from; ;)
        {
            var work = DueWork.At(licence, now);
            foreach (var notice in work.Notices)
            {
                licence = LicenceChanges.NoticeSent(licence, notice, now);
                sent.Add(licence.Notices[^1]);
            }

            if (work.NextAt is not { } next || next > until)
                return (licence, sent);
            Assert.True(next > now);
            now = next;
        }
    }
}
