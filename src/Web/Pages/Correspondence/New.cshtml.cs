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
public sealed class NewModel(CurrentTenant tenant, LetterForms forms, CorrespondenceReads reads, PriceLists priceLists, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /correspondence/new";

    [BindProperty]
    public CorrespondenceForm Form { get; set; } = new();

    /// <summary>Whether nothing was typed yet: a draft of this device may come in.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>The form with what it offers.</summary>
    public LetterFields Fields { get; private set; } = null!;

    /// <summary>Why the letter was not registered.</summary>
    public Refused? Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? direction, Guid? replyTo, CancellationToken cancellation)
    {
        IsFresh = true;
        if (replyTo is { } answered)
        {
            if (await reads.FindAsync(tenant.Actor, answered, cancellation) is not { } letter)
                return NotFound();
            Form = await forms.AnswerToAsync(letter, cancellation);
        }
        else
        {
            Form = new CorrespondenceForm
            {
                Key = FormKey.New(),
                Direction = Choice.Name(Choice.Parse<Direction>(direction) ?? Direction.Incoming),
                Date = Formats.Date(tenant.Today),
            };
        }

        return await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Form.Read(tenant.Today, ModelState, texts) is not { } typed)
            return await ShowAsync(cancellation);
        var letter = await forms.LinkedAsync(Form, typed, ModelState, cancellation);
        if (!ModelState.IsValid)
            return await ShowAsync(cancellation);

        var key = FormKey.Of(Route, Form.Key, letter);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.RegisterCorrespondence(letter, key, tenant.Actor));
        if (outcome.Granted(out var registered, out var refusal))
            return this.Registered($"/correspondence/{registered.Id}?saved=true");

        await tenant.RefreshAsync();
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
        Fields = new LetterFields(Form, await forms.ChoicesAsync(cancellation), IsFresh, Answered: await forms.AnsweredAsync(Form.ReplyTo, cancellation));
        return Page();
    }
}
