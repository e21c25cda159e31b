using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>What fields for a contact offer while a name or NIP is typed, and whether it may be added as a new one.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class SuggestModel(CurrentTenant tenant, ContactReads reads) : PageModel
{
    private const int Most = 8;

    /// <summary>What was typed.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>The contacts found.</summary>
    public IReadOnlyList<ContactSuggestion> Found { get; private set; } = [];

    /// <summary>Whether to offer to add what was typed: somebody who may, and no contact that is called just so.</summary>
    public bool MayAdd { get; private set; }

    public async Task OnGetAsync(string? q, CancellationToken cancellation)
    {
        Typed = q?.Trim() ?? "";
        Found = await reads.SuggestAsync(tenant.Actor, Typed, Most, cancellation);
        MayAdd = Typed.Any(char.IsLetter) && tenant.Actor.Role >= TenantRole.Office && Writing.IsOpen(tenant.Snapshot)
            && !Found.Any(contact => string.Equals(contact.Name, Typed, StringComparison.OrdinalIgnoreCase));
    }
}
