using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>A contract: the last day to terminate first, then its terms, parties and history.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class DetailsModel(CurrentTenant tenant, ContractReads reads) : PageModel
{
    /// <summary>The contract.</summary>
    public ContractRow Contract { get; private set; } = null!;

    /// <summary>Who changed what, oldest first.</summary>
    public IReadOnlyList<HistoryRow> History { get; private set; } = [];

    /// <summary>Whether it was registered a moment ago.</summary>
    public bool Saved { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, bool saved, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is not { } contract)
            return NotFound();
        Contract = contract;
        Saved = saved && contract.Status != ContractStatus.Annulled;
        History = await reads.HistoryAsync(tenant.Actor, id, cancellation);
        return Page();
    }
}
