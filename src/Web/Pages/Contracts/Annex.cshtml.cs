using AleSekretariat.Domain.Registers.Contracts;
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

/// <summary>A new annex: added to those there are, never changed afterwards.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class AnnexModel(CurrentTenant tenant, ContractReads reads, Texts<ContractTexts> words, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /contracts/annex";

    [BindProperty]
    public AnnexForm Form { get; set; } = new();

    /// <summary>The contract.</summary>
    public ContractRow Contract { get; private set; } = null!;

    /// <summary>Whether nothing was typed yet.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why it was refused, in words.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Contract.Status == ContractStatus.Annulled)
            return LocalRedirect($"/contracts/{id}");
        IsFresh = true;
        Form = AnnexForm.Of(Contract, tenant.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Form.Read(Contract, tenant.Today, ModelState, texts) is not { } annex)
            return Page();

        var key = FormKey.Of(Route, Form.Key, annex);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.AddAnnex(annex, key, tenant.Actor));
        if (outcome.Granted(out _, out var refusal))
            return this.Registered($"/contracts/{id}");

        await tenant.RefreshAsync();
        await FindAsync(id, cancellation);
        if (refusal is Grains.Abstractions.Refusal.Invalid invalid)
        {
            ModelState.Show(invalid.Problems, AnnexForm.NameOf);
            return Page();
        }

        Refusal = words[refusal switch
        {
            Grains.Abstractions.Refusal.Stale => "Annex.Stale",
            Grains.Abstractions.Refusal.ReadOnly => "Edit.ReadOnly",
            Grains.Abstractions.Refusal.Suspended => "Edit.Suspended",
            Grains.Abstractions.Refusal.Conflict => "Edit.Annulled",
            _ => "Edit.Refused",
        }];
        // Seen by its author now: what was typed is held against the terms as they stand.
        Form.Version = Contract.Version;
        Form.Key = FormKey.New();
        ModelState.Clear();
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
