using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Billing;

/// <summary>The price list in force beside the tenant's own package: net, VAT and gross; the free way out beside the paid ones.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class PackagesModel(CurrentTenant tenant, PriceLists priceLists) : PageModel
{
    /// <summary>The prices and limits.</summary>
    public PriceList Prices { get; private set; } = null!;

    /// <summary>The length whose prices are shown.</summary>
    public BillingPeriod Period { get; private set; }

    public async Task OnGetAsync(string? period, CancellationToken cancellation)
    {
        Period = Shared.Choice.Parse<BillingPeriod>(period) ?? BillingPeriod.Year;
        Prices = await priceLists.InForceAsync(tenant.Today, cancellation);
    }
}
