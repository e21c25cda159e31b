using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;

namespace AleSekretariat.Domain.Billing;

/// <summary>One version of the price list: data with an effective date, edited by an administrator (product.md §1).</summary>
/// <param name="Version">Number of the version; of two with one date the higher is in force.</param>
/// <param name="EffectiveFrom">The first Warsaw day it applies to.</param>
/// <param name="Items">One item for each package.</param>
public sealed record PriceList(int Version, DateOnly EffectiveFrom, IReadOnlyList<PriceListItem> Items)
{
    /// <summary>The version in force on a Warsaw day; null when none has begun.</summary>
    public static PriceList? InForce(IEnumerable<PriceList> lists, DateOnly day) => lists
        .Where(list => list.EffectiveFrom <= day)
        .OrderByDescending(list => list.EffectiveFrom)
        .ThenByDescending(list => list.Version)
        .FirstOrDefault();

    /// <summary>The item of a package.</summary>
    /// <exception cref="InvalidOperationException">The list lacks the package: a fault of the data.</exception>
    public PriceListItem ItemOf(Package package) =>
        Items.FirstOrDefault(item => item.Package == package)
        ?? throw new InvalidOperationException($"Price list {Version} has no {package}.");

    /// <summary>The limits of a package. Green's two monthly ones are 10 whatever the list says [FAQ].</summary>
    public PackageLimits LimitsOf(Package package)
    {
        var limits = ItemOf(package).Limits;
        return package == Package.Green
            ? limits with { EntriesPerMonth = PackageLimits.GreenPerMonth, ContractsPerMonth = PackageLimits.GreenPerMonth }
            : limits;
    }

    /// <summary>The net price of a package for a length, PLN; Green is 0.</summary>
    public decimal NetOf(Package package, BillingPeriod period) => ItemOf(package).NetOf(period);
}

/// <summary>What one package allows and costs in one version of the price list.</summary>
/// <param name="Package">The package.</param>
/// <param name="Limits">What it allows.</param>
/// <param name="NetPerMonth">Net price of a month, PLN.</param>
/// <param name="NetPerYear">Net price of a year, PLN.</param>
public sealed record PriceListItem(Package Package, PackageLimits Limits, decimal NetPerMonth, decimal NetPerYear)
{
    /// <summary>Net prices by length, as <see cref="LicenceChanges.Upgrade"/> and <see cref="UpgradeFee"/> take them.</summary>
    public IReadOnlyDictionary<BillingPeriod, decimal> NetPrices() => new Dictionary<BillingPeriod, decimal>
    {
        [BillingPeriod.Month] = NetPerMonth,
        [BillingPeriod.Year] = NetPerYear,
    };

    /// <summary>The net price for a length, PLN.</summary>
    public decimal NetOf(BillingPeriod period) => period == BillingPeriod.Year ? NetPerYear : NetPerMonth;
}
