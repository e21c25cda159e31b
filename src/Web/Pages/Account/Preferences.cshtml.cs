using System.Globalization;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Language and light: kept with the account, and in the browser for the pages before signing in.</summary>
[AllowAnonymous]
public sealed class PreferencesModel(UserManager<Accounts.Account> accounts, Sessions sessions, WebOptions options) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostLanguageAsync(string? value, string? returnUrl)
    {
        if (value is not ("pl" or "en"))
            return NotFound();
        Remember(RequestCultures.Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(RequestCultures.CultureOf(value))));
        await ChangeAsync(account => account.Culture = value);
        return LocalRedirect(ReturnUrl.Safe(returnUrl));
    }

    public async Task<IActionResult> OnPostThemeAsync(string? value, string? returnUrl)
    {
        if (Theme.Known(value) is not { } theme)
            return NotFound();
        Remember(Theme.Cookie, theme);
        await ChangeAsync(account => account.Theme = theme);
        return LocalRedirect(ReturnUrl.Safe(returnUrl));
    }

    private async Task ChangeAsync(Action<Accounts.Account> change)
    {
        if (SignedInPerson.Of(HttpContext) is not { } person
            || await accounts.FindByIdAsync(person.AccountId.ToString("D", CultureInfo.InvariantCulture)) is not { } account)
        {
            return;
        }

        change(account);
        await accounts.UpdateAsync(account);
        sessions.Forget(person.SessionId);
    }

    private void Remember(string cookie, string value) => Response.Cookies.Append(CookieProtection.NameOf(cookie, options), value, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        Secure = options.SecureCookies || Request.IsHttps,
        IsEssential = true,
    });
}
