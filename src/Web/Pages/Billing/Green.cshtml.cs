using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Billing;

/// <summary>Przejdź na Green: at once, without refund, what it means spelled out first (product.md §2).</summary>
[Authorize(Policy = Policies.Owner)]
public sealed class GreenModel(CurrentTenant tenant, PriceLists priceLists, Texts<BillingTexts> texts) : PageModel
{
    /// <summary>What Green allows.</summary>
    public PackageLimits Limits { get; private set; } = null!;

    /// <summary>Why it was refused, in words.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        // On Green already, and good for a year from this visit: there is nothing to choose.
        if (tenant.Snapshot is { Package: Package.Green, State: AccountState.Active })
            return LocalRedirect("/billing/packages");
        await ReadAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.GoGreen(tenant.Actor));
        if (outcome.Granted(out _, out var refusal))
            return LocalRedirect("/billing/packages");
        Refusal = texts[refusal is Refusal.Conflict ? "Green.Closing" : "Green.Refused"];
        await ReadAsync(cancellation);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation) =>
        Limits = (await priceLists.InForceAsync(tenant.Today, cancellation)).LimitsOf(Package.Green);
}
