using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Ends the session. Only by POST: a link from elsewhere signs nobody out.</summary>
[AllowAnonymous]
public sealed class SignOutModel(SignIn signIn) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await signIn.EndAsync(cancellation);
        Response.ForgetWhatPagesKept();
        return LocalRedirect(AccountPaths.SignIn);
    }
}
