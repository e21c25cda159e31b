using System.Globalization;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Accounts.SecondFactor;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>The second step of signing in: turned on with a code that shows the app is set up, off and renewed with the password.</summary>
[Authorize(Policy = Policies.Account), EnableRateLimiting(RateLimits.SignIn)]
public sealed class TwoFactorModel(
    TwoFactor twoFactor, SignIn signIn, UserManager<Accounts.Account> accounts, Sessions sessions, Texts<TwoFactorTexts> texts) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>On, or being set up; null when neither.</summary>
    public Authenticator? Authenticator { get; private set; }

    /// <summary>Recovery codes just made: this answer is the only one that shows them.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    public string Email => Person.Email;

    /// <summary>The company that lets this person in only with a second factor; null when none keeps them out.</summary>
    public Membership? AskedBy => RecoveryCodes is null && Person.Company is { } company && Person.LacksFactorFor(company) ? company : null;

    /// <summary>Companies that let them in as they are.</summary>
    public IEnumerable<Membership> Others => Person.Memberships.Where(company => !Person.LacksFactorFor(company));

    /// <summary>Whether signing in with a passkey would do.</summary>
    public bool HasPasskey => Person.HasPasskey;

    /// <summary>Whether nothing can be set up before the passkey is shown.</summary>
    public bool OwesPasskey => Person.OwesPasskey;

    private SignedInPerson Person => SignedInPerson.Of(HttpContext)!;

    public Task OnGetAsync(CancellationToken cancellation) => LookAsync(cancellation);

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancellation)
    {
        if (OwesPasskey)
            return Forbid();
        if (!await IsPasswordRightAsync())
            return await AgainAsync(cancellation);
        await twoFactor.BeginAsync(Person.AccountId, cancellation);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellation)
    {
        if (OwesPasskey)
            return Forbid();
        if (await FindAccountAsync() is not { } account)
            return Challenge();
        RecoveryCodes = await twoFactor.ConfirmAsync(account, Person.SessionId, Code, cancellation);
        if (RecoveryCodes is null)
            ModelState.AddModelError(nameof(Code), texts["Code.Wrong"]);
        else
            sessions.Forget(Person.SessionId); // a company that asked for it lets them in with the next page
        return await AgainAsync(cancellation);
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancellation)
    {
        if (!await IsPasswordRightAsync())
            return await AgainAsync(cancellation);
        if (await FindAccountAsync() is not { } account)
            return Challenge();
        RecoveryCodes = await twoFactor.RenewRecoveryCodesAsync(account, cancellation);
        return await AgainAsync(cancellation);
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken cancellation)
    {
        if (!await IsPasswordRightAsync())
            return await AgainAsync(cancellation);
        if (await FindAccountAsync() is not { } account)
            return Challenge();
        await twoFactor.TurnOffAsync(account, cancellation);
        return RedirectToPage();
    }

    private async Task<bool> IsPasswordRightAsync()
    {
        if (await signIn.IsPasswordOfAsync(Person.AccountId, Password))
            return true;
        ModelState.AddModelError(nameof(Password), texts["Password.Wrong"]);
        return false;
    }

    private Task<Accounts.Account?> FindAccountAsync() => accounts.FindByIdAsync(Person.AccountId.ToString("D", CultureInfo.InvariantCulture));

    private async Task<IActionResult> AgainAsync(CancellationToken cancellation)
    {
        await LookAsync(cancellation);
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellation) => Authenticator = await twoFactor.FindAsync(Person.AccountId, cancellation);
}
