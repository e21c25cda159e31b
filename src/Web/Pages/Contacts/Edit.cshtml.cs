using System.Globalization;
using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;
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

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>Changes a contact. Where somebody else was quicker, what both wrote is shown and nothing typed is lost.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class EditModel(CurrentTenant tenant, ContactReads reads, Texts<ContactTexts> texts, Texts<FormTexts> forms) : PageModel
{
    private const string Route = "POST /contacts/edit";

    [BindProperty]
    public ContactForm Form { get; set; } = new();

    /// <summary>The contact as it stands.</summary>
    public ContactRow Contact { get; private set; } = null!;

    /// <summary>Whether nothing was typed yet: a draft of this device may come in.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why the change was not stored.</summary>
    public Refused? Refused { get; private set; }

    /// <summary>The change that came first, where there was one.</summary>
    public HistoryRow? Overtaken { get; private set; }

    /// <summary>What was typed and what stands now, where they differ: before is what stands.</summary>
    public IReadOnlyList<FieldChange> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return await ElsewhereAsync(id, cancellation);
        IsFresh = true;
        Form = ContactForm.Of(Contact, FormKey.New());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return await ElsewhereAsync(id, cancellation);
        var command = new ChangeContact(id, Form.ReadVersion(), Form.Read());
        var key = FormKey.Of(Route, Form.Key, command);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.ChangeContact(command, key, tenant.Actor));
        if (outcome.Granted(out _, out var refusal))
            return this.Registered($"/contacts/{id}?saved=true");

        await tenant.RefreshAsync();
        switch (refusal)
        {
            case Refusal.Invalid invalid:
                ModelState.Show(invalid.Problems, ContactForm.NameOf);
                break;
            case Refusal.Stale:
                await ShowOvertakenAsync(id, cancellation);
                break;
            case Refusal.NotFound:
                return await ElsewhereAsync(id, cancellation);
            default:
                if (refusal is Refusal.IdempotencyMismatch)
                    Form.Key = FormKey.New();
                Refused = ContactRefusal.Of(refusal, texts, forms);
                break;
        }

        return Page();
    }

    /// <summary>From here on the form stands on what is stored now: saving once more is meant.</summary>
    private async Task ShowOvertakenAsync(Guid id, CancellationToken cancellation)
    {
        await FindAsync(id, cancellation);
        Form.Version = Contact.Version.ToString(CultureInfo.InvariantCulture);
        Form.Key = FormKey.New();
        Overtaken = (await reads.HistoryAsync(tenant.Actor, id, cancellation)).LastOrDefault(change => change.Of is null)?.Change;
        Differences = ContactChanges.Between(Draft(ContactForm.Of(Contact, "").Read()), Draft(Form.Read()));
    }

    private static ContactDraft Draft(ContactDetails details) => new ContactDraft
    {
        Name = details.Name,
        Nip = details.Nip,
        Regon = details.Regon,
        Address = details.Address,
        Email = details.Email,
        Phone = details.Phone,
        EDeliveryAddress = details.EDeliveryAddress,
    }.Normalized();

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } contact)
            return false;
        Contact = contact;
        return true;
    }

    /// <summary>To the contact that one of this id was merged into; else it is not there.</summary>
    private async Task<IActionResult> ElsewhereAsync(Guid id, CancellationToken cancellation) =>
        await reads.MergedIntoAsync(tenant.Actor, id, cancellation) is { } into ? LocalRedirect($"/contacts/{into}") : NotFound();
}
