using System.Globalization;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>What we know about the person who asks: to take along, or to be erased.</summary>
[Authorize(Policy = Policies.Account), EnableRateLimiting(RateLimits.SignIn)]
public sealed class DataModel(PersonalData data, SignIn signIn, Texts<CompanyTexts> texts) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Companies they still belong to: those come first.</summary>
    public IReadOnlyList<Membership> Companies => Person.Memberships;

    private SignedInPerson Person => SignedInPerson.Of(HttpContext)!;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellation) =>
        File(await data.ExportAsync(Person, cancellation), "application/json", "alesekretariat-moje-dane.json");

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancellation)
    {
        if (!await signIn.IsPasswordOfAsync(Person.AccountId, Password))
        {
            ModelState.AddModelError(nameof(Password), texts["Data.WrongPassword"]);
            return Page();
        }

        var pseudonym = texts["Data.Pseudonym", Random.Shared.Next().ToString("x8", CultureInfo.InvariantCulture)];
        if (!await data.EraseAsync(Person.AccountId, pseudonym, cancellation))
        {
            ModelState.AddModelError(nameof(Password), texts["Data.StillMember"]);
            return Page();
        }

        // The account took its sessions along; recording a sign-out would name the person again.
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return LocalRedirect("/account/sign-in");
    }
}
