using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>The company's settings: name and address, invoices, number masks, dictionaries. For the owner.</summary>
[Authorize(Policy = Policies.Owner)]
public sealed class SettingsModel(CurrentTenant tenant, CompanyReads reads, Texts<CompanyTexts> texts) : PageModel
{
    [BindProperty]
    public SettingsForm Form { get; set; } = new();

    /// <summary>Whether the settings were saved a moment ago.</summary>
    public bool Saved { get; private set; }

    /// <summary>Why nothing was saved, in words.</summary>
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, cancellation) is not { } settings)
            return NotFound();
        Saved = saved;
        Form = SettingsForm.Of(settings);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // Repeated it finds nothing to change.
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.ChangeSettings(Form.Command(), tenant.Actor));
        if (outcome.Granted(out var snapshot, out var refusal))
        {
            tenant.Show(snapshot);
            return RedirectToPage(new { saved = true });
        }

        if (refusal is Refusal.Invalid invalid)
            ModelState.Show(invalid.Problems, SettingsForm.NameOf);
        else if (refusal is Refusal.ReadOnly or Refusal.Suspended)
            Problem = texts["Settings.ReadOnly"];
        else
            return NotFound();
        return Page();
    }
}
