using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Correspondence;
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

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>A new letter. Whatever comes of it, what was typed stays on the page until it has a number.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class NewModel(CurrentTenant tenant, PriceLists priceLists, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /correspondence/new";

    [BindProperty]
    public CorrespondenceForm Form { get; set; } = new();

    /// <summary>Whether nothing was typed yet: a draft of this device may come in.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why the letter was not registered.</summary>
    public Refused? Refused { get; private set; }

    public void OnGet(string? direction)
    {
        IsFresh = true;
        Form = new CorrespondenceForm
        {
            Key = FormKey.New(),
            Direction = Choice.Name(Choice.Parse<Direction>(direction) ?? Direction.Incoming),
            Date = Formats.Date(tenant.Today),
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Form.Read(tenant.Today, ModelState, texts["Date.Wrong"]) is not { } letter)
            return Page();

        var key = FormKey.Of(Route, Form.Key, letter);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.RegisterCorrespondence(letter, key, tenant.Actor));
        if (outcome.Granted(out var registered, out var refusal))
            return this.Registered($"/correspondence/{registered.Id}?saved=true");

        await tenant.RefreshAsync();
        if (refusal is Refusal.Invalid invalid)
        {
            ModelState.Show(invalid.Problems, CorrespondenceForm.NameOf);
            return Page();
        }

        if (refusal is Refusal.IdempotencyMismatch)
            Form.Key = FormKey.New();
        Refused = Refused.Of(refusal, RegisterKind.Correspondence, tenant.Snapshot, await priceLists.InForceAsync(tenant.Today, cancellation), texts);
        return Page();
    }
}
