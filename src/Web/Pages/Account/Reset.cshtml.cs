using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Fields;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>How far the reset is.</summary>
public enum ResetState
{
    /// <summary>The link is not good, or no longer.</summary>
    Over,

    /// <summary>The new password waits to be typed.</summary>
    Asked,

    /// <summary>The new password is set.</summary>
    Done,
}

/// <summary>Behind the link that sets a new password. Signs nobody in: the new password does, and the second factor if there is one.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.Links)]
public sealed class ResetModel(AccountLinks links, Passwords passwords) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    public ResetState State { get; private set; }

    /// <summary>Whose password it is.</summary>
    public string? Email { get; private set; }

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Response.KeepAddressToItself();

    public Task OnGetAsync(string token, CancellationToken cancellation) => FindAsync(token, cancellation);

    public async Task OnPostAsync(string token, CancellationToken cancellation)
    {
        if (await FindAsync(token, cancellation) is not { } link)
            return;
        if (AccountRules.CheckPassword(Password, link.Email) is { } problem)
        {
            ModelState.Show([problem], _ => nameof(Password));
            return;
        }

        State = await passwords.ResetAsync(link, Password!, cancellation) ? ResetState.Done : ResetState.Over;
    }

    private async Task<AccountLink?> FindAsync(string token, CancellationToken cancellation)
    {
        var link = await links.FindAsync(AccountLinks.ResetPassword, token, cancellation);
        if (link is null || await passwords.AccountOfAsync(link) is null)
            return null;
        State = ResetState.Asked;
        Email = link.Email;
        return link;
    }
}
