using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Accounts.SecondFactor;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>The second step of signing in: a code of the authenticator app or a recovery code, within ten minutes of the password.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
public sealed class SignInCodeModel(SignIn signIn, SecondStep secondStep, Texts<TwoFactorTexts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether too many codes were wrong.</summary>
    public bool IsLockedOut { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await secondStep.FindAsync() is null ? BackToThePassword() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        switch (await signIn.CodeAsync(Code, cancellation))
        {
            case SignInOutcome.SignedIn:
                return LocalRedirect(Access.ReturnUrl.Safe(ReturnUrl));
            case SignInOutcome.LockedOut:
                IsLockedOut = true;
                return Page();
            case SignInOutcome.SecondStep:
                ModelState.AddModelError(nameof(Code), texts["Code.Wrong"]);
                return Page();
            default:
                return BackToThePassword();
        }
    }

    private RedirectToPageResult BackToThePassword() => RedirectToPage("/Account/SignIn", new { returnUrl = ReturnUrl });
}
