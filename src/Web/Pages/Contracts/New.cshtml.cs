using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions;
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

/// <summary>A new contract. Whatever comes of it, what was typed stays on the page until it has a number.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class NewModel(CurrentTenant tenant, PriceLists priceLists, CompanyReads company, Reads.People people, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /contracts/new";

    [BindProperty]
    public ContractForm Form { get; set; } = new();

    /// <summary>What the form offers.</summary>
    public ContractChoices Choices { get; private set; } = ContractChoices.None;

    /// <summary>Whether nothing was typed yet: a draft of this device may come in.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why the contract was not registered.</summary>
    public Refused? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        IsFresh = true;
        Form = ContractForm.New(tenant.Today);
        Choices = await ContractChoices.ReadAsync(company, people, tenant.Actor, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Choices = await ContractChoices.ReadAsync(company, people, tenant.Actor, cancellation);
        if (Form.Read(tenant.Today, ModelState, texts) is not { } contract)
            return Page();

        var key = FormKey.Of(Route, Form.Key, contract);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.RegisterContract(contract, key, tenant.Actor));
        if (outcome.Granted(out var registered, out var refusal))
            return this.Registered($"/contracts/{registered.Id}?saved=true");

        await tenant.RefreshAsync();
        if (refusal is Refusal.Invalid invalid)
        {
            ModelState.Show(invalid.Problems, ContractForm.NameOf);
            return Page();
        }

        if (refusal is Refusal.IdempotencyMismatch)
            Form.Key = FormKey.New();
        Refused = Refused.Of(refusal, RegisterKind.Contracts, tenant.Snapshot, await priceLists.InForceAsync(tenant.Today, cancellation), texts);
        return Page();
    }
}
