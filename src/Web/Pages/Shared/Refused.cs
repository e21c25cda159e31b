using System.Globalization;
using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>A refusal in words: what happened, why, what now (product.md §1, the words of the design).</summary>
/// <param name="Title">What happened.</param>
/// <param name="Why">Why, and when it passes.</param>
/// <param name="Offer">The next package that would do; null when none applies.</param>
/// <param name="ToPackages">Whether Packages is the way on.</param>
public sealed record Refused(string Title, string Why, string? Offer, bool ToPackages)
{
    /// <summary>The words for a registration that was refused.</summary>
    public static Refused Of(Refusal refusal, RegisterKind register, TenantSnapshot tenant, PriceList? prices, Texts<FormTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(texts);
        var thing = register == RegisterKind.Contracts ? "Contract" : "Letter";
        return refusal switch
        {
            Refusal.QuotaExhausted quota => OfQuota(quota, thing, tenant, prices, texts),
            Refusal.ReadOnly { DeletionAt: { } deletion } => new Refused(texts[$"Refused.{thing}.ReadOnly"], texts["Refused.ReadOnlyWhy", Formats.Date(deletion)], null, ToPackages: true),
            Refusal.ReadOnly => new Refused(texts[$"Refused.{thing}.ReadOnly"], texts["Refused.ReadOnlyPlain"], null, ToPackages: true),
            Refusal.Suspended => new Refused(texts[$"Refused.{thing}.Suspended"], texts["Refused.SuspendedWhy"], null, ToPackages: false),
            Refusal.IdempotencyMismatch => new Refused(texts[$"Refused.{thing}.Again"], texts["Refused.AgainWhy"], null, ToPackages: false),
            _ => new Refused(texts[$"Refused.{thing}.Other"], texts["Refused.OtherWhy"], null, ToPackages: false),
        };
    }

    private static Refused OfQuota(Refusal.QuotaExhausted quota, string thing, TenantSnapshot tenant, PriceList? prices, Texts<FormTexts> texts)
    {
        // The refusal's own month: the page may have been drawn before midnight.
        var resets = WarsawTime.DateOf(quota.ResetsAt);
        var month = texts["MonthIn." + resets.AddDays(-1).Month.ToString(CultureInfo.InvariantCulture)];
        var why = texts[$"Refused.{thing}.QuotaWhy", PackageNames.Of(tenant.Package), quota.Limit, Formats.DayOfMonth(resets)];
        return new Refused(texts[$"Refused.{thing}.Quota", quota.Used + 1, month], why, OfferOf(quota, thing, tenant.Package, prices, texts), ToPackages: true);
    }

    private static string? OfferOf(Refusal.QuotaExhausted quota, string thing, Package now, PriceList? prices, Texts<FormTexts> texts)
    {
        var larger = prices?.Items.OrderBy(item => item.Package)
            .FirstOrDefault(item => item.Package > now && !(item.Limits.For(quota.Kind) <= quota.Limit));
        if (larger is null)
            return null;
        var price = Formats.Money(Vat.Gross(larger.NetPerMonth));
        return larger.Limits.For(quota.Kind) is { } limit
            ? texts[$"Refused.{thing}.Offer", PackageNames.Of(larger.Package), limit, price]
            : texts["Refused.OfferUnlimited", PackageNames.Of(larger.Package), price];
    }
}
