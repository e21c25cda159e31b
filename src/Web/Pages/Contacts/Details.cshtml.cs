using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>A contact: its letters and contracts, what is known of it, its history. The id of a merged one leads on.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class DetailsModel(CurrentTenant tenant, ContactReads reads) : PageModel
{
    private const int MostEntries = 50;

    /// <summary>The contact.</summary>
    public ContactRow Contact { get; private set; } = null!;

    /// <summary>Whether it was stored a moment ago.</summary>
    public bool Saved { get; private set; }

    /// <summary>Contacts that may be the same one.</summary>
    public AlikeContacts Alike { get; private set; } = new([], null);

    /// <summary>Its letters, newest first.</summary>
    public ContactEntries Letters { get; private set; } = new([], 0);

    /// <summary>The contracts it is a party of.</summary>
    public ContactEntries Contracts { get; private set; } = new([], 0);

    /// <summary>Who changed what, of those merged into it too, oldest first.</summary>
    public IReadOnlyList<ContactChange> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, bool saved, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } contact)
            return await reads.MergedIntoAsync(tenant.Actor, id, cancellation) is { } into ? LocalRedirect($"/contacts/{into}") : NotFound();
        Contact = contact;
        Saved = saved;
        Alike = new AlikeContacts(await reads.SimilarAsync(tenant.Actor, contact.Name, contact.Nip, contact.Regon, id, cancellation), id);
        Letters = await reads.LettersAsync(tenant.Actor, id, MostEntries, cancellation);
        Contracts = await reads.ContractsAsync(tenant.Actor, id, MostEntries, cancellation);
        History = await reads.HistoryAsync(tenant.Actor, id, cancellation);
        return Page();
    }
}
