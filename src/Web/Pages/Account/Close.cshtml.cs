using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Closing the account: what it does, the password and the company's name again, 72 hours to take it back (product.md §2).</summary>
[Authorize(Policy = Policies.Owner), EnableRateLimiting(RateLimits.SignIn)]
public sealed class CloseModel(CurrentTenant tenant, SignIn signIn, Texts<AccountTexts> texts) : PageModel
{
    private static readonly TimeSpan TakeBackWithin = TimeSpan.FromHours(72);

    [BindProperty]
    public string? Company { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>When the data would go if the account were closed now.</summary>
    public DateTimeOffset DeletionAt => tenant.Snapshot.ServerTime + TakeBackWithin;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await signIn.IsPasswordOfAsync(tenant.Actor.UserId, Password))
        {
            ModelState.AddModelError(nameof(Password), texts["Close.WrongPassword"]);
            return Page();
        }

        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.Close(new CloseAccount(Company ?? ""), tenant.Actor));
        if (outcome.Granted(out var snapshot, out var refusal))
        {
            tenant.Show(snapshot);
            return RedirectToPage();
        }

        if (refusal is not (Refusal.Forbidden or Refusal.Invalid))
            return NotFound();
        ModelState.AddModelError(nameof(Company), texts["Close.WrongCompany", tenant.Snapshot.Company]);
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync()
    {
        await GrainCall.RepeatAsync(() => tenant.Grain.CancelClosing(tenant.Actor));
        return LocalRedirect("/correspondence");
    }
}
