using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Correspondence;
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

/// <summary>
/// A letter typed over. Whoever was quicker is named with what they changed; what is typed here stays, and saving once more
/// means it.
/// </summary>
[Authorize(Policy = Policies.Office)]
public sealed class EditModel(CurrentTenant tenant, LetterForms forms, CorrespondenceReads reads, LetterWords words, Texts<FormTexts> texts) : PageModel
{
    private const string Route = "POST /correspondence/edit";

    [BindProperty]
    public CorrespondenceForm Form { get; set; } = new();

    /// <summary>The version that was read when the form was drawn.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>How many lines its history had then: those after them are others' doing.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>The letter as it stands.</summary>
    public CorrespondenceDetails Letter { get; private set; } = null!;

    /// <summary>The form with what it offers.</summary>
    public LetterFields Fields { get; private set; } = null!;

    /// <summary>Whether nothing was typed yet: a draft of this device may come in.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why it was not saved.</summary>
    public Refused? Refused { get; private set; }

    /// <summary>What others changed since the form was drawn.</summary>
    public IReadOnlyList<HistoryRow> Others { get; private set; } = [];

    /// <summary>The words for that.</summary>
    public LetterWords Words => words;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Letter.Status == CorrespondenceStatus.Annulled)
            return LocalRedirect($"/correspondence/{id}");
        IsFresh = true;
        Form = await forms.OfAsync(Letter, cancellation);
        Version = Letter.Version;
        Seen = (await reads.HistoryAsync(tenant.Actor, id, cancellation)).Count;
        return await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        Form.Direction = Choice.Name(Letter.Direction);
        if (Form.Read(tenant.Today, ModelState, texts) is not { } typed)
            return await ShowAsync(cancellation);
        var wanted = await forms.LinkedAsync(Form, typed, ModelState, cancellation);
        if (!ModelState.IsValid)
            return await ShowAsync(cancellation);

        var command = new ChangeCorrespondence(id, Version, wanted);
        var key = FormKey.Of(Route, Form.Key, command);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.ChangeCorrespondence(command, key, tenant.Actor));
        if (outcome.Granted(out _, out var refusal) || refusal is Refusal.Conflict)
            return this.Registered($"/correspondence/{id}");

        await tenant.RefreshAsync();
        switch (refusal)
        {
            case Refusal.NotFound:
                return NotFound();
            case Refusal.Invalid invalid:
                ModelState.Show(invalid.Problems, CorrespondenceForm.NameOf);
                break;
            case Refusal.Stale:
                await ShowOthersAsync(id, cancellation);
                break;
            default:
                if (refusal is Refusal.IdempotencyMismatch)
                    Form.Key = FormKey.New();
                Refused = Refused.Of(refusal, RegisterKind.Correspondence, tenant.Snapshot, prices: null, texts);
                break;
        }

        return await ShowAsync(cancellation);
    }

    private async Task ShowOthersAsync(Guid id, CancellationToken cancellation)
    {
        await FindAsync(id, cancellation);
        var history = await reads.HistoryAsync(tenant.Actor, id, cancellation);
        Others = [.. history.Skip(Math.Max(0, Seen))];
        await words.ReadAsync(tenant.Actor, Others, cancellation);
        Form.Key = FormKey.New();
        Version = Letter.Version;
        Seen = history.Count;
        ModelState.Remove(nameof(Version));
        ModelState.Remove(nameof(Seen));
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } letter)
            return false;
        Letter = letter;
        return true;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        Fields = new LetterFields(
            Form, await forms.ChoicesAsync(cancellation), IsFresh, Letter, await forms.AnsweredAsync(Form.ReplyTo, cancellation));
        return Page();
    }
}
