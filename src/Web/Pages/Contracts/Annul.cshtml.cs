using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>Annuls a contract with a reason: it keeps its number and its place in the month's count.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class AnnulModel(CurrentTenant tenant, ContractReads reads, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /contracts/annul";

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The hidden key of this form.</summary>
    [BindProperty]
    public string? Key { get; set; }

    /// <summary>The contract.</summary>
    public ContractRow Contract { get; private set; } = null!;

    /// <summary>Why it was refused, in words.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        Key = FormKey.New();
        return await FindAsync(id, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        // Annulled already, also with another reason, is what was wanted: a second press, or an answer that was lost.
        var command = new AnnulEntry(id, Reason ?? "");
        var key = FormKey.Of(Route, Key, command);
        Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.AnnulContract(command, key, tenant.Actor));
        if (outcome.Granted(out _, out var refusal) || refusal is Grains.Abstractions.Refusal.Conflict or Grains.Abstractions.Refusal.IdempotencyMismatch)
            return LocalRedirect($"/contracts/{id}");

        await tenant.RefreshAsync();
        if (refusal is Grains.Abstractions.Refusal.Invalid invalid)
            ModelState.Show(invalid.Problems, _ => nameof(Reason));
        else
            Refusal = texts[refusal is Grains.Abstractions.Refusal.ReadOnly or Grains.Abstractions.Refusal.Suspended ? "Annul.ReadOnly" : "Annul.Refused"];
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is not { } contract)
            return false;
        Contract = contract;
        return true;
    }
}
