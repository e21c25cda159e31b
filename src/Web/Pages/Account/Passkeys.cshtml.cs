using System.Buffers.Text;
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

/// <summary>The account's passkeys: added with a name, removed; both with the password.</summary>
[Authorize(Policy = Policies.Account), EnableRateLimiting(RateLimits.SignIn)]
public sealed class PasskeysModel(Passkeys passkeys, SignIn signIn, Sessions sessions, UserManager<Accounts.Account> accounts, Texts<PasskeyTexts> texts) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The browser's answer, as JSON.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>The passkey chosen for removal, base64url.</summary>
    [BindProperty]
    public string? Id { get; set; }

    [BindProperty]
    public string? RemovalPassword { get; set; }

    public IReadOnlyList<UserPasskeyInfo> Known { get; private set; } = [];

    /// <summary>Why nothing was added; null otherwise.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether none can be added or removed before one is shown.</summary>
    public bool OwesPasskey => Person.OwesPasskey;

    private SignedInPerson Person => SignedInPerson.Of(HttpContext)!;

    public static string IdOf(UserPasskeyInfo passkey)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        return Base64Url.EncodeToString(passkey.CredentialId);
    }

    public async Task<IActionResult> OnGetAsync() => await FindAccountAsync() is { } account ? await ShowAsync(account) : Challenge();

    /// <summary>The script asks before the browser's dialog; a mistake is said in plain text, for the script to show.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        if (OwesPasskey)
            return Forbid();
        if (await FindAccountAsync() is not { } account)
            return Challenge();
        if (!IsNameRight())
            return Refuse(texts["Name.Wrong"]);
        return await signIn.IsPasswordOfAsync(account.Id, Password)
            ? Content(await passkeys.MakeCreationOptionsAsync(account), "application/json")
            : Refuse(texts["Password.Wrong"]);
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellation)
    {
        if (OwesPasskey)
            return Forbid();
        if (await FindAccountAsync() is not { } account)
            return Challenge();
        if (IsNameRight() && await passkeys.AddAsync(account, Name!.Trim(), Credential, cancellation))
        {
            // The device verified the person just now: the session has shown what signing in with the passkey would show.
            await sessions.ProveAsync(Person.SessionId, byPasskey: true, cancellation);
            return RedirectToPage();
        }

        Refusal = texts["Add.Refused"];
        return await ShowAsync(account);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellation)
    {
        if (OwesPasskey)
            return Forbid();
        if (await FindAccountAsync() is not { } account)
            return Challenge();
        if (!await signIn.IsPasswordOfAsync(account.Id, RemovalPassword))
        {
            ModelState.AddModelError(nameof(RemovalPassword), texts["Password.Wrong"]);
            return await ShowAsync(account);
        }

        if (Id is null || !Base64Url.IsValid(Id) || !await passkeys.RemoveAsync(account, Base64Url.DecodeFromChars(Id), cancellation))
            return NotFound();
        return RedirectToPage();
    }

    private bool IsNameRight() => !string.IsNullOrWhiteSpace(Name) && Name.Trim().Length <= Passkeys.LongestName && AccountRules.IsText(Name);

    private static ContentResult Refuse(string text) => new() { StatusCode = StatusCodes.Status422UnprocessableEntity, Content = text, ContentType = "text/plain; charset=utf-8" };

    private Task<Accounts.Account?> FindAccountAsync() => accounts.FindByIdAsync(Person.AccountId.ToString("D", CultureInfo.InvariantCulture));

    private async Task<IActionResult> ShowAsync(Accounts.Account account)
    {
        Known = await passkeys.ListAsync(account);
        return Page();
    }
}
