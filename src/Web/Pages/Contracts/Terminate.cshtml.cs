using AleSekretariat.Domain.Quotas;
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

/// <summary>Notice in one step: the letter gets its number and the contract is marked, or neither.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class TerminateModel(
    CurrentTenant tenant, ContractReads reads, PriceLists priceLists, Texts<ContractTexts> words, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /contracts/terminate";

    [BindProperty]
    public TerminateForm Form { get; set; } = new();

    /// <summary>The contract.</summary>
    public ContractRow Contract { get; private set; } = null!;

    /// <summary>Whether nothing was typed yet.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why the letter was not registered.</summary>
    public Refused? Refused { get; private set; }

    /// <summary>Why the contract was not marked, in words.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The last day in force if notice is given today.</summary>
    public DateOnly UsualEnd => TerminationEffect.Of(Contract.Terms, tenant.Today);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Contract.Status != ContractStatus.InForce)
            return LocalRedirect($"/contracts/{id}");
        IsFresh = true;
        Form = TerminateForm.Of(Contract, TerminationLetter.Of(Contract, tenant.Snapshot.Company, words), tenant.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Form.Read(id, tenant.Today, ModelState, texts) is not { } command)
            return Page();

        var key = FormKey.Of(Route, Form.Key, command);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.TerminateContract(command, key, tenant.Actor));
        if (outcome.Granted(out var terminated, out var refusal))
            return this.Registered($"/correspondence/{terminated.Letter.Id}?saved=true");

        await tenant.RefreshAsync();
        await FindAsync(id, cancellation);
        switch (refusal)
        {
            case Grains.Abstractions.Refusal.Invalid invalid:
                ModelState.Show(invalid.Problems, TerminateForm.NameOf);
                break;
            case Grains.Abstractions.Refusal.Stale:
                Refusal = words["Terminate.Stale"];
                Form.Version = Contract.Version;
                Form.Key = FormKey.New();
                ModelState.Clear();
                break;
            case Grains.Abstractions.Refusal.Conflict conflict:
                Refusal = words[conflict.Reason switch
                {
                    "already-terminated" => "Terminate.Already",
                    "already-annulled" => "Edit.Annulled",
                    _ => "Terminate.NotInForce",
                }];
                break;
            default:
                Form.Key = refusal is Grains.Abstractions.Refusal.IdempotencyMismatch ? FormKey.New() : Form.Key;
                Refused = Refused.Of(refusal, RegisterKind.Correspondence, tenant.Snapshot, await priceLists.InForceAsync(tenant.Today, cancellation), texts);
                break;
        }

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
