using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>Merges two contacts: first which is the other, then which of the two stays.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class MergeModel(CurrentTenant tenant, ContactReads reads, Texts<ContactTexts> texts, Texts<FormTexts> forms) : PageModel
{
    private const string Route = "POST /contacts/merge";
    private const int MostFound = 20;

    /// <summary>The hidden key of this form.</summary>
    [BindProperty]
    public string? Key { get; set; }

    /// <summary>The contact it was asked from.</summary>
    public ContactRow Contact { get; private set; } = null!;

    /// <summary>The other one; null while it is being looked for.</summary>
    public ContactRow? Other { get; private set; }

    /// <summary>The one proposed to stay.</summary>
    public Guid StayingId { get; private set; }

    /// <summary>How many letters and contracts each has, of those the person may see.</summary>
    public IReadOnlyDictionary<Guid, (int Letters, int Contracts)> Counts { get; private set; } = new Dictionary<Guid, (int, int)>();

    /// <summary>The words looked for.</summary>
    public string? Query { get; private set; }

    /// <summary>What was found for them; at first those that look alike.</summary>
    public IReadOnlyList<ContactSuggestion> Found { get; private set; } = [];

    /// <summary>Why nothing was merged.</summary>
    public Refused? Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, Guid? with, string? q, CancellationToken cancellation)
    {
        Key = FormKey.New();
        if (!await FindAsync(id, with, cancellation))
            return await ElsewhereAsync(id, with, cancellation);
        if (Other is not null)
            return Page();
        Query = q;
        Found = string.IsNullOrWhiteSpace(q)
            ? [.. (await reads.SimilarAsync(tenant.Actor, Contact.Name, Contact.Nip, Contact.Regon, id, cancellation)).Select(one => new ContactSuggestion(one.Id, one.Name, one.Nip, null))]
            : [.. (await reads.SuggestAsync(tenant.Actor, q, MostFound, cancellation)).Where(one => one.Id != id)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid? with, Guid? stays, CancellationToken cancellation)
    {
        if (with is null || !await FindAsync(id, with, cancellation))
            return await ElsewhereAsync(id, with, cancellation);
        var command = stays == with ? new MergeContacts(with.Value, id) : new MergeContacts(id, with.Value);
        var key = FormKey.Of(Route, Key, command);
        Key = key.Key;
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.MergeContacts(command, key, tenant.Actor));
        if (outcome.Granted(out var merged, out var refusal))
            return LocalRedirect($"/contacts/{merged.Id}?saved=true");

        await tenant.RefreshAsync();
        StayingId = command.StayingId;
        if (refusal is Refusal.IdempotencyMismatch)
            Key = FormKey.New();
        Refused = ContactRefusal.Of(refusal, texts, forms);
        return Page();
    }

    /// <summary>One of the two is merged already, as after a second press: on to where it went.</summary>
    private async Task<IActionResult> ElsewhereAsync(Guid id, Guid? with, CancellationToken cancellation)
    {
        foreach (var gone in with is { } other ? (Guid[])[other, id] : [id])
        {
            if (await reads.MergedIntoAsync(tenant.Actor, gone, cancellation) is { } into)
                return LocalRedirect($"/contacts/{into}");
        }

        return NotFound();
    }

    private async Task<bool> FindAsync(Guid id, Guid? with, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } contact)
            return false;
        Contact = contact;
        if (with is not { } otherId || otherId == id)
            return with is null;
        if (await reads.FindAsync(tenant.Actor, otherId, cancellation) is not { } other)
            return false;
        Other = other;
        var counts = new Dictionary<Guid, (int Letters, int Contracts)>();
        foreach (var one in (Guid[])[id, otherId])
            counts[one] = ((await reads.LettersAsync(tenant.Actor, one, 1, cancellation)).Count, (await reads.ContractsAsync(tenant.Actor, one, 1, cancellation)).Count);
        Counts = counts;
        // The one that more hangs on, as a rule the one people know.
        StayingId = counts[otherId].Letters + counts[otherId].Contracts > counts[id].Letters + counts[id].Contracts ? otherId : id;
        return true;
    }
}
