using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Handing the company over to another active person; asks the password again (product.md §7).</summary>
[Authorize(Policy = Policies.Owner), EnableRateLimiting(RateLimits.SignIn)]
public sealed class TransferModel(CurrentTenant tenant, People people, SignIn signIn, Sessions sessions, Texts<PeopleTexts> texts) : PageModel
{
    [BindProperty]
    public Guid? AccountId { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Who may become the owner.</summary>
    public IReadOnlyList<PersonRow> Heirs { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        if (AccountId is not { } heir)
        {
            ModelState.Clear();
            ModelState.AddModelError(nameof(AccountId), texts["Transfer.Choose"]);
            return Page();
        }

        // Whoever is not of the company is not there; one suspended a moment ago is refused by the grain.
        if (Heirs.All(person => person.AccountId != heir))
            return NotFound();
        if (!await signIn.IsPasswordOfAsync(tenant.Actor.UserId, Password))
        {
            ModelState.AddModelError(nameof(Password), texts["Transfer.WrongPassword"]);
            return Page();
        }

        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.TransferOwnership(new TransferOwnership(heir), tenant.Actor));
        switch (outcome.Refusal)
        {
            case null:
                sessions.Forget(SignedInPerson.Of(HttpContext)!.SessionId);
                return LocalRedirect("/account/people");
            case Refusal.Conflict conflict:
                ModelState.AddModelError(nameof(AccountId), texts["Refused." + conflict.Reason]);
                return Page();
            case Refusal.ReadOnly or Refusal.Suspended:
                ModelState.AddModelError(nameof(AccountId), texts["Refused.closed"]);
                return Page();
            case Refusal.Forbidden:
                return Forbid();
            default:
                return NotFound();
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var (rows, _) = await people.ReadAsync(tenant.Actor, cancellation);
        Heirs = [.. rows.Where(person => !person.Suspended && person.AccountId != tenant.Actor.UserId)];
    }
}
