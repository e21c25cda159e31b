using AleSekretariat.Domain.Registers.Contracts;
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

/// <summary>A contract to be corrected. Somebody was quicker: their changes are named, and what was typed stays to be saved over them.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class EditModel(
    CurrentTenant tenant, ContractReads reads, CompanyReads company, Reads.People people, Texts<ContractTexts> words, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /contracts/edit";

    [BindProperty]
    public ContractForm Form { get; set; } = new();

    /// <summary>What the form offers.</summary>
    public ContractChoices Choices { get; private set; } = ContractChoices.None;

    /// <summary>The contract as it stands.</summary>
    public ContractRow Contract { get; private set; } = null!;

    /// <summary>Whether nothing was typed yet.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>What somebody else changed meanwhile.</summary>
    public IReadOnlyList<HistoryRow> Conflict { get; private set; } = [];

    /// <summary>Why it was refused, in words.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Names by account.</summary>
    public IReadOnlyDictionary<Guid, string> Names => ContractWords.NamesOf(Choices.People);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Contract.Status == ContractStatus.Annulled)
            return LocalRedirect($"/contracts/{id}");
        IsFresh = true;
        Form = ContractForm.Of(Contract);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Form.Read(tenant.Today, ModelState, texts) is not { } contract)
            return Page();

        var command = new ChangeContract(id, Form.Version, contract);
        var key = FormKey.Of(Route, Form.Key, command);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.ChangeContract(command, key, tenant.Actor));
        if (outcome.Granted(out _, out var refusal))
            return this.Registered($"/contracts/{id}");

        await tenant.RefreshAsync();
        await FindAsync(id, cancellation);
        switch (refusal)
        {
            case Grains.Abstractions.Refusal.Invalid invalid:
                ModelState.Show(invalid.Problems, ContractForm.NameOf);
                break;
            case Grains.Abstractions.Refusal.Stale:
                await ShowConflictAsync(cancellation);
                break;
            default:
                Form.Key = refusal is Grains.Abstractions.Refusal.IdempotencyMismatch ? FormKey.New() : Form.Key;
                Refusal = words[refusal switch
                {
                    Grains.Abstractions.Refusal.ReadOnly => "Edit.ReadOnly",
                    Grains.Abstractions.Refusal.Suspended => "Edit.Suspended",
                    Grains.Abstractions.Refusal.Conflict => "Edit.Annulled",
                    _ => "Edit.Refused",
                }];
                break;
        }

        return Page();
    }

    /// <summary>Saving once more saves over what is named here: the form now knows of it.</summary>
    private async Task ShowConflictAsync(CancellationToken cancellation)
    {
        var history = await reads.HistoryAsync(tenant.Actor, Contract.Id, cancellation);
        var last = history[^1].At;
        Conflict = [.. history.Where(change => change.At == last)];
        Form.Version = Contract.Version;
        Form.Key = FormKey.New();
        // The hidden fields are drawn from the form, not from what was posted.
        ModelState.Clear();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is not { } contract)
            return false;
        Contract = contract;
        Choices = await ContractChoices.ReadAsync(company, people, tenant.Actor, cancellation);
        return true;
    }
}
