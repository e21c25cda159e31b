using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions;
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

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>A series: a stack of letters, one after the other, by keyboard alone. The number stays large until the next one is saved.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class SeriesModel(CurrentTenant tenant, CorrespondenceReads reads, PriceLists priceLists, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /correspondence/series";

    [BindProperty]
    public SeriesForm Form { get; set; } = new();

    /// <summary>The letter that was registered a moment ago.</summary>
    public RegisteredCorrespondence? Saved { get; private set; }

    /// <summary>The letters of this series, newest first.</summary>
    public IReadOnlyList<CorrespondenceRow> Rows { get; private set; } = [];

    /// <summary>Whether nothing was typed yet: a draft of this device may come in.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why the letter was not registered.</summary>
    public Refused? Refused { get; private set; }

    /// <summary>Whether a field stays for the next letter.</summary>
    public bool IsPinned(string name) => !(Form.Loose ?? "").Split(' ').Contains(name, StringComparer.Ordinal);

    public void OnGet()
    {
        IsFresh = true;
        Form = new SeriesForm { Key = FormKey.New(), Date = Formats.Date(tenant.Today) };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Form.Read(tenant.Today, ModelState, texts["Date.Wrong"]) is not { } letter)
            return await ShowAsync(cancellation);
        var key = FormKey.Of(Route, Form.Key, letter);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.RegisterCorrespondence(letter, key, tenant.Actor));
        await tenant.RefreshAsync();
        if (outcome.Granted(out var registered, out var refusal))
        {
            Saved = registered;
            Form = Form.Next(registered.Id, Formats.Date(tenant.Today));
            // What was posted belongs to the letter before.
            ModelState.Clear();
            return await ShowAsync(cancellation);
        }

        if (refusal is Refusal.Invalid invalid)
        {
            ModelState.Show(invalid.Problems, CorrespondenceForm.NameOf);
            return await ShowAsync(cancellation);
        }

        if (refusal is Refusal.IdempotencyMismatch)
            Form.Key = FormKey.New();
        Refused = Refused.Of(refusal, RegisterKind.Correspondence, tenant.Snapshot, await priceLists.InForceAsync(tenant.Today, cancellation), texts);
        return await ShowAsync(cancellation);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (Form.First is { } first)
            Rows = await reads.SeriesAsync(tenant.Actor, first, cancellation);
        return Page();
    }
}
