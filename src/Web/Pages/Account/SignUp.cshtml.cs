using System.Collections.Immutable;
using System.Globalization;
using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>A new account and its company; what Green gives, and what it does not, is said beside the form.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignUp)]
public sealed class SignUpModel(SignUp signUp, SignIn signIn, PriceLists priceLists, Texts<LegalTexts> legal, TimeProvider time) : PageModel
{
    [BindProperty]
    public string? Company { get; set; }

    [BindProperty]
    public string? Nip { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whether the terms and the processing agreement are accepted and the privacy notice is known.</summary>
    [BindProperty]
    public bool Accept { get; set; }

    /// <summary>The prices of the paid packages, so that nobody is surprised later.</summary>
    public PriceList? Prices { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (SignedInPerson.Of(HttpContext) is not null)
            return LocalRedirect("/");
        return await FormAsync([], cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!Accept)
        {
            // Whatever else was sent than a tick: one mistake, in our words.
            ModelState.Remove(nameof(Accept));
            ModelState.AddModelError(nameof(Accept), legal["Consent.Missing"]);
            return await FormAsync(AccountRules.Check(Company, Nip, Email, Password), cancellation);
        }

        var result = await signUp.SignUpAsync(Company, Nip, Email, Password, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, cancellation);
        switch (result)
        {
            case SignUpResult.Opened opened:
                await signIn.BeginAsync(opened.Account, remember: false, cancellation);
                return LocalRedirect("/correspondence");
            case SignUpResult.Invalid invalid:
                return await FormAsync(invalid.Problems, cancellation);
            default:
                return await FormAsync([SignUpResult.EmailTaken.Problem], cancellation);
        }
    }

    private async Task<PageResult> FormAsync(ImmutableArray<FieldProblem> problems, CancellationToken cancellation)
    {
        ModelState.Show(problems, field => field switch { "company" => nameof(Company), "nip" => nameof(Nip), "email" => nameof(Email), _ => nameof(Password) });
        Prices = await priceLists.InForceAsync(WarsawTime.DateOf(time.GetUtcNow()), cancellation);
        return Page();
    }
}
