using System.Globalization;
using AleSekretariat.Domain.Company;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Opens a company for a person without one, or another one; switches between those one belongs to.</summary>
[Authorize(Policy = Policies.Account), EnableRateLimiting(RateLimits.Companies)]
public sealed class CompanyModel(SignUp signUp, UserManager<Accounts.Account> accounts, Sessions sessions, Texts<AccountTexts> texts) : PageModel
{
    [BindProperty]
    public string? Company { get; set; }

    [BindProperty]
    public string? Nip { get; set; }

    public bool HasCompany => Person.Memberships.Count > 0;

    private SignedInPerson Person => SignedInPerson.Of(HttpContext)!;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var account = await accounts.FindByIdAsync(Person.AccountId.ToString("D", CultureInfo.InvariantCulture));
        if (account is null)
            return Challenge();
        var outcome = await signUp.OpenCompanyAsync(account, Company, Nip, cancellation);
        if (outcome.Granted(out var tenant, out var refusal))
        {
            await sessions.ChooseAsync(Person.SessionId, tenant.TenantId, cancellation);
            return LocalRedirect("/correspondence");
        }

        if (refusal is Refusal.Conflict)
            ModelState.AddModelError(nameof(Company), texts["OpenCompany.TooMany", CompanyRules.MostOfOneOwner]);
        ModelState.Show((refusal as Refusal.Invalid)?.Problems ?? [], field => field == "nip" ? nameof(Nip) : nameof(Company));
        return Page();
    }

    public async Task<IActionResult> OnPostSwitchAsync(Guid tenantId, CancellationToken cancellation)
    {
        if (Person.Memberships.All(company => company.TenantId != tenantId))
            return NotFound();
        await sessions.ChooseAsync(Person.SessionId, tenantId, cancellation);
        return LocalRedirect("/correspondence");
    }
}
