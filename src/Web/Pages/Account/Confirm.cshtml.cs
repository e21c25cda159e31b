using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>How far the confirmation is.</summary>
public enum ConfirmState
{
    /// <summary>The link is not good, or no longer.</summary>
    Over,

    /// <summary>The button waits to be pressed.</summary>
    Asked,

    /// <summary>The address is confirmed.</summary>
    Confirmed,
}

/// <summary>
/// Behind the link that confirms an address. Opening it does nothing: mail scanners open links. It signs nobody in either.
/// </summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.Links)]
public sealed class ConfirmModel(AccountLinks links, EmailConfirmation confirmation, Sessions sessions) : PageModel
{
    public ConfirmState State { get; private set; }

    /// <summary>The address it is about.</summary>
    public string? Email { get; private set; }

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Response.KeepAddressToItself();

    public async Task OnGetAsync(string token, CancellationToken cancellation)
    {
        var link = await links.FindAsync(AccountLinks.ConfirmEmail, token, cancellation);
        State = link is null ? ConfirmState.Over : ConfirmState.Asked;
        Email = link?.Email;
    }

    public async Task OnPostAsync(string token, CancellationToken cancellation)
    {
        State = await confirmation.ConfirmAsync(token, cancellation) ? ConfirmState.Confirmed : ConfirmState.Over;
        if (State == ConfirmState.Confirmed)
            sessions.ForgetPerson(HttpContext);
    }
}
