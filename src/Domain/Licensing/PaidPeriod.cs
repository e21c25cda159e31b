using System.Text.Json.Serialization;

namespace AleSekretariat.Domain.Licensing;

/// <summary>One period of a paid package, in Warsaw days (product.md §2-3).</summary>
/// <param name="Package">The package in force during the period; never Green.</param>
/// <param name="Length">The length bought: decides which list price an upgrade compares with.</param>
/// <param name="Start">The first day.</param>
/// <param name="End">The day after the last one: the period ends at the midnight beginning it.</param>
/// <param name="NetPrice">The net price in PLN an upgrade counts as "old": paid, or the list price at a grant.</param>
/// <param name="AnchorDay">The day of the month the next renewal returns to (31 Jan → 28 Feb → 31 Mar).</param>
/// <param name="AddedDays">Days at the end given by the operator: they count neither as remaining nor as total in a fee.</param>
/// <param name="Source">Where it came from, for the audit: an order id or an operator's reason.</param>
public sealed record PaidPeriod(
    Package Package,
    BillingPeriod Length,
    DateOnly Start,
    DateOnly End,
    decimal NetPrice,
    int AnchorDay,
    int AddedDays,
    string Source)
{
    /// <summary>The end without the operator's days: fees count up to here.</summary>
    [JsonIgnore]
    public DateOnly BoughtEnd => End.AddDays(-AddedDays);

    /// <summary>A period that begins on the day of purchase.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The package is Green.</exception>
    public static PaidPeriod StartingOn(DateOnly day, Package package, BillingPeriod length, decimal netPrice, string source) =>
        new(Paid(package), length, day, EndOf(day, length, day.Day), netPrice, day.Day, 0, source);

    /// <summary>The period that continues this one without a gap, keeping its day of the month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The package is Green.</exception>
    public PaidPeriod Next(Package package, BillingPeriod length, decimal netPrice, string source) =>
        new(Paid(package), length, End, EndOf(End, length, AnchorDay), netPrice, AnchorDay, 0, source);

    private static DateOnly EndOf(DateOnly start, BillingPeriod length, int anchorDay)
    {
        var month = new DateOnly(start.Year, start.Month, 1).AddMonths(length == BillingPeriod.Year ? 12 : 1);
        return month.AddDays(Math.Min(anchorDay, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
    }

    private static Package Paid(Package package) =>
        package is Package.Silver or Package.Gold or Package.Platinum
            ? package
            : throw new ArgumentOutOfRangeException(nameof(package), package, "Only a paid package has periods.");
}
