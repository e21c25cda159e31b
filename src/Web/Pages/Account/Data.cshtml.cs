using System.Globalization;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Legal;
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
public sealed class DataModel(PersonalData data, SignIn signIn, Agreements agreements, Texts<CompanyTexts> texts) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Companies they still belong to: those come first.</summary>
    public IReadOnlyList<Membership> Companies => Person.Memberships;

    /// <summary>What they accepted, the latest first.</summary>
    public IReadOnlyList<Acceptance> Accepted { get; private set; } = [];

    /// <summary>What is in force and not accepted yet.</summary>
    public IReadOnlyList<LegalVersion> Owed { get; private set; } = [];

    private SignedInPerson Person => SignedInPerson.Of(HttpContext)!;

    /// <summary>The name of the company somebody accepted for, while they belong to it.</summary>
    public string? CompanyOf(Acceptance accepted) =>
        Companies.FirstOrDefault(company => company.TenantId == accepted?.TenantId)?.Company;

    public Task<PageResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    /// <summary>Accepts the versions that the form named.</summary>
    public async Task<IActionResult> OnPostAcceptAsync(string[] shown, string? returnUrl, CancellationToken cancellation)
    {
        await agreements.AcceptAsync(Person, shown, cancellation);
        return LocalRedirect(ReturnUrl.Safe(returnUrl));
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellation) =>
        File(await data.ExportAsync(Person, cancellation), "application/json", "alesekretariat-moje-dane.json");

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancellation)
    {
        if (!await signIn.IsPasswordOfAsync(Person.AccountId, Password))
        {
            ModelState.AddModelError(nameof(Password), texts["Data.WrongPassword"]);
            return await ShowAsync(cancellation);
        }

        var pseudonym = texts["Data.Pseudonym", Random.Shared.Next().ToString("x8", CultureInfo.InvariantCulture)];
        if (!await data.EraseAsync(Person.AccountId, pseudonym, cancellation))
        {
            ModelState.AddModelError(nameof(Password), texts["Data.StillMember"]);
            return await ShowAsync(cancellation);
        }

        // The account took its sessions along; recording a sign-out would name the person again.
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return LocalRedirect("/account/sign-in");
    }

    private async Task<PageResult> ShowAsync(CancellationToken cancellation)
    {
        Accepted = await agreements.OfAsync(Person.AccountId, cancellation);
        Owed = await agreements.OwedAsync(Person, cancellation);
        return Page();
    }
}
