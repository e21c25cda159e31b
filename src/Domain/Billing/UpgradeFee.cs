using System.Numerics;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Billing;

/// <summary>One period's part of an upgrade fee, so that the page can show the formula.</summary>
/// <param name="Period">The period as it was before the upgrade.</param>
/// <param name="New">Today's net price of the dearer package for the same length, PLN.</param>
/// <param name="Old">The net price counted for the period, PLN.</param>
/// <param name="RemainingDays">From today (counted) to the end, the operator's days left out.</param>
/// <param name="TotalDays">Length of the period, the operator's days left out.</param>
/// <param name="Raw">(New − Old) × RemainingDays ÷ TotalDays, not rounded; may be negative.</param>
public sealed record UpgradeFeeLine(PaidPeriod Period, decimal New, decimal Old, int RemainingDays, int TotalDays, decimal Raw);

/// <summary>
/// What a change to a dearer package costs (product.md §3): the price difference in proportion to the remaining days,
/// summed over the current and the appended periods, rounded once to 0.01 half away from zero, never below 0.
/// </summary>
/// <param name="Lines">The parts, one for each period that changes.</param>
/// <param name="ComputedNet">The rounded sum of the lines, before the least charge.</param>
/// <param name="Charge">What is paid.</param>
/// <param name="IsLeastCharge">Whether the least charge took the place of the computed sum.</param>
public sealed record UpgradeFee(IReadOnlyList<UpgradeFeeLine> Lines, decimal ComputedNet, Charge Charge, bool IsLeastCharge)
{
    /// <summary>
    /// The least that is charged, 2.00 zł gross, because gateways refuse less. A fee of nothing (on the operator's days, or
    /// after prices fell) is charged so too: an upgrade always goes through a payment.
    /// </summary>
    public static readonly Charge Least = new(1.63m, 0.37m, 2.00m);

    /// <summary>
    /// The fee at <paramref name="now"/>; null when there is nothing to upgrade (no paid period runs, or
    /// <paramref name="to"/> is not dearer), as <see cref="LicenceChanges.Upgrade"/> refuses. Periods that are already of
    /// that package or a dearer one cost nothing.
    /// </summary>
    /// <param name="licence">The licence before the change.</param>
    /// <param name="to">The dearer package.</param>
    /// <param name="netPrices">Net list price of <paramref name="to"/> today, for each length.</param>
    /// <param name="now">Now, by the tenant's clock.</param>
    public static UpgradeFee? For(
        Licence licence, Package to, IReadOnlyDictionary<BillingPeriod, decimal> netPrices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(netPrices);
        if (LicenceState.CurrentPeriod(licence, now) is not { } current || to <= current.Package)
            return null;

        var today = WarsawTime.DateOf(now);
        var lines = licence.Periods
            .Where(period => period.End > today && period.Package < to)
            .Select(period => LineOf(period, netPrices[period.Length], today))
            .ToList();
        var net = RoundedSum(lines);
        var charge = Charge.OfNet(net);
        var least = charge.Gross < Least.Gross;
        return new UpgradeFee(lines, net, least ? Least : charge, least);
    }

    /// <summary>
    /// The sum in whole fractions of a grosz: thirtieths added as decimals can miss an exact half by their last digit and
    /// be rounded the wrong way. List prices have two places.
    /// </summary>
    private static decimal RoundedSum(IEnumerable<UpgradeFeeLine> lines)
    {
        BigInteger sum = 0, parts = 1;
        foreach (var line in lines)
        {
            sum = sum * line.TotalDays + (BigInteger)((line.New - line.Old) * 100m) * line.RemainingDays * parts;
            parts *= line.TotalDays;
        }

        return sum <= 0 ? 0m : (decimal)((2 * sum + parts) / (2 * parts)) / 100m;
    }

    private static UpgradeFeeLine LineOf(PaidPeriod period, decimal newPrice, DateOnly today)
    {
        var end = period.BoughtEnd.DayNumber;
        var total = end - period.Start.DayNumber;
        var remaining = Math.Max(0, end - Math.Max(today.DayNumber, period.Start.DayNumber));
        return new UpgradeFeeLine(
            period, newPrice, period.NetPrice, remaining, total, (newPrice - period.NetPrice) * remaining / total);
    }
}
