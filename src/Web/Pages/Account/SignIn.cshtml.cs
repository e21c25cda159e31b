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

/// <summary>Sign-in with e-mail and password; in Development also one press into the demo company.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn), LimitPerAccount(AccountAttempt.Password, nameof(Email))]
public sealed class SignInModel(SignIn signIn, DemoCompany demo, Passkeys passkeys, Texts<AccountTexts> texts, Texts<PasskeyTexts> passkeyTexts) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool Remember { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why the attempt failed; null before one.</summary>
    public string? Refusal { get; private set; }

    public bool OffersDemo => demo.IsOffered;

    public IActionResult OnGet() => SignedInPerson.Of(HttpContext) is null ? Page() : LocalRedirect(Access.ReturnUrl.Safe(ReturnUrl));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        switch (await signIn.PasswordAsync(Email, Password, Remember, cancellation))
        {
            case SignInOutcome.SignedIn:
                return LocalRedirect(Access.ReturnUrl.Safe(ReturnUrl));
            case SignInOutcome.SecondStep:
                return RedirectToPage("/Account/SignInCode", new { returnUrl = ReturnUrl });
            default:
                Refusal = texts["SignIn.Refused"];
                break;
        }

        return Page();
    }

    /// <summary>The question for the device, asked by passkeys.js before the browser's dialog.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await passkeys.MakeRequestOptionsAsync(), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, CancellationToken cancellation)
    {
        if (await passkeys.ProveAsync(credential) is not { } account)
        {
            Refusal = passkeyTexts["SignIn.Refused"];
            return Page();
        }

        await signIn.BeginByPasskeyAsync(account, cancellation);
        return LocalRedirect(Access.ReturnUrl.Safe(ReturnUrl));
    }

    public async Task<IActionResult> OnPostDemoAsync(CancellationToken cancellation)
    {
        if (!OffersDemo)
            return NotFound();
        await demo.EnsureAsync(cancellation);
        return LocalRedirect("/");
    }
}
