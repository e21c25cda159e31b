using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Fields;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Asks for a link that sets a new password. Says the same, in the same time, whether there is such an account or not.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.Links), LimitPerAccount(AccountAttempt.Mail, nameof(Email))]
public sealed class ForgotModel(Passwords passwords) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    public bool Sent { get; private set; }

    public void OnGet()
    {
    }

    public async Task OnPostAsync(CancellationToken cancellation)
    {
        if (AccountRules.CheckEmail(Email) is { } problem)
        {
            ModelState.Show([problem], _ => nameof(Email));
            return;
        }

        await passwords.AskResetAsync(Email!, cancellation);
        Sent = true;
    }
}
