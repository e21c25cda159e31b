using AleSekretariat.Domain.Contacts;
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

/// <summary>A new contact: from its own form, or by name alone from a field of another one.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class NewModel(CurrentTenant tenant, ContactReads reads, Texts<ContactTexts> texts, Texts<FormTexts> forms) : PageModel
{
    private const string Route = "POST /contacts/new";

    [BindProperty]
    public ContactForm Form { get; set; } = new();

    /// <summary>Whether nothing was typed yet: a draft of this device may come in.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Why the contact was not stored.</summary>
    public Refused? Refused { get; private set; }

    public void OnGet()
    {
        IsFresh = true;
        Form = new ContactForm { Key = FormKey.New() };
    }

    /// <summary>Contacts like the one that is being typed.</summary>
    public async Task<IActionResult> OnGetAlikeAsync(
        [FromQuery(Name = "Form.Name")] string? name, [FromQuery(Name = "Form.Nip")] string? nip, [FromQuery(Name = "Form.Regon")] string? regon, Guid? except, CancellationToken cancellation)
    {
        var typed = new ContactDraft { Name = name, Nip = nip, Regon = regon };
        // What is not right yet is like nothing: it stays with the form until it is.
        var found = ContactRules.Validate(typed with { Name = name ?? "" }).Any(error => error.Code == Domain.Registers.FieldError.NotText)
            ? []
            : await reads.SimilarAsync(tenant.Actor, typed.Normalized().Name ?? "", Nip.Normalize(nip), Regon.Normalize(regon), except, cancellation);
        return Partial("_Alike", new AlikeContacts(found, null));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var contact = Form.Read();
        var key = FormKey.Of(Route, Form.Key, contact);
        Form.Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.CreateContact(contact, key, tenant.Actor));
        if (outcome.Granted(out var saved, out var refusal))
            return this.Registered($"/contacts/{saved.Id}?saved=true");

        await tenant.RefreshAsync();
        if (refusal is Refusal.Invalid invalid)
        {
            ModelState.Show(invalid.Problems, ContactForm.NameOf);
            return Page();
        }

        if (refusal is Refusal.IdempotencyMismatch)
            Form.Key = FormKey.New();
        Refused = ContactRefusal.Of(refusal, texts, forms);
        return Page();
    }

    /// <summary>Adds a contact by name alone, for the field where the name was typed (combobox.js).</summary>
    public async Task<IActionResult> OnPostQuickAsync(string? name, string? key)
    {
        var contact = new ContactDetails { Name = name ?? "" };
        var formKey = FormKey.Of(Route + "?handler=Quick", key, contact);
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.CreateContact(contact, formKey, tenant.Actor));
        if (outcome.Granted(out var saved, out var refusal))
            return new JsonResult(new { id = saved.Id, name = saved.Contact.Name });
        await tenant.RefreshAsync();
        return new JsonResult(new
        {
            message = refusal is Refusal.Invalid { Problems: [var problem, ..] } ? FieldErrorText.For(problem) : ContactRefusal.Of(refusal, texts, forms).Title,
        })
        { StatusCode = refusal is Refusal.Invalid ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict };
    }
}
