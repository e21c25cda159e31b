using System.Globalization;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>One's own account: the name in histories, the password, where one is signed in. What opens the account asks the password again.</summary>
[Authorize(Policy = Policies.Person), EnableRateLimiting(RateLimits.SignIn)]
public sealed class SecurityModel(
    UserManager<Accounts.Account> accounts, SignIn signIn, Passwords passwords, Sessions sessions, EmailConfirmation confirmation,
    AccountTrail trail, Texts<SecurityTexts> texts) : PageModel
{
    private static readonly string[] Notices = ["name", "password", "sessions", "confirm", "confirmLater"];

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? CurrentPassword { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    /// <summary>Whether a new password ends the tokens too: yes, unless somebody says no.</summary>
    [BindProperty]
    public bool RevokeTokens { get; set; }

    [BindProperty]
    public string? SessionPassword { get; set; }

    /// <summary>The sessions ticked.</summary>
    [BindProperty]
    public IReadOnlyList<Guid> Chosen { get; set; } = [];

    public Accounts.Account Account { get; private set; } = null!;

    /// <summary>Where the person is signed in, the last used first.</summary>
    public IReadOnlyList<OpenSession> Sessions { get; private set; } = [];

    /// <summary>What was just done; null when nothing was.</summary>
    public string? Notice { get; private set; }

    /// <summary>Whether sessions should have been ticked and none was.</summary>
    public bool NothingChosen { get; private set; }

    /// <summary>This browser's session.</summary>
    public Guid SessionId => Person.SessionId;

    private SignedInPerson Person => SignedInPerson.Of(HttpContext)!;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (await accounts.FindByIdAsync(Person.AccountId.ToString("D", CultureInfo.InvariantCulture)) is not { } account)
        {
            context.Result = Challenge();
            return;
        }

        Account = account;
        await next();
    }

    public async Task OnGetAsync(string? done, CancellationToken cancellation)
    {
        Notice = Array.Find(Notices, notice => notice == done);
        DisplayName = Account.DisplayName;
        RevokeTokens = true;
        Sessions = await sessions.OpenOfAsync(Account.Id, cancellation);
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellation) =>
        Done(await confirmation.AskAsync(Account, cancellation) || Account.EmailConfirmed ? "confirm" : "confirmLater");

    public async Task<IActionResult> OnPostNameAsync(CancellationToken cancellation)
    {
        if (AccountRules.CheckDisplayName(DisplayName) is { } problem)
            return await AgainAsync([problem], _ => nameof(DisplayName), cancellation);
        Account.DisplayName = string.IsNullOrWhiteSpace(DisplayName) ? null : DisplayName.Trim();
        (await accounts.UpdateAsync(Account)).MustSucceed();
        sessions.Forget(SessionId);
        return Done("name");
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken cancellation)
    {
        DisplayName = Account.DisplayName;
        if (AccountRules.CheckPassword(NewPassword, Account.Email, [.. Person.Memberships.Select(company => company.Company)]) is { } problem)
            return await AgainAsync([problem], _ => nameof(NewPassword), cancellation);
        if (!await signIn.IsPasswordOfAsync(Account.Id, CurrentPassword))
            return await WrongPasswordAsync(nameof(CurrentPassword), cancellation);
        await passwords.ChangeAsync(Account, NewPassword!, Person.Remembered, RevokeTokens, cancellation);
        return Done("password");
    }

    public async Task<IActionResult> OnPostSessionsAsync(bool all, CancellationToken cancellation)
    {
        DisplayName = Account.DisplayName;
        NothingChosen = !all && Chosen.Count == 0;
        if (NothingChosen)
            return await AgainAsync([], _ => "", cancellation);
        if (!await signIn.IsPasswordOfAsync(Account.Id, SessionPassword))
            return await WrongPasswordAsync(nameof(SessionPassword), cancellation);
        var ended = all
            ? await sessions.EndAllAsync(Account.Id, except: SessionId, cancellation)
            : await sessions.EndSomeAsync(Account.Id, except: SessionId, Chosen, cancellation);
        await trail.SessionsEndedAsync(Account, ended, cancellation);
        return Done("sessions");
    }

    private Task<PageResult> WrongPasswordAsync(string field, CancellationToken cancellation)
    {
        ModelState.AddModelError(field, texts["Password.Wrong"]);
        return AgainAsync([], _ => "", cancellation);
    }

    private async Task<PageResult> AgainAsync(IEnumerable<FieldProblem> problems, Func<string, string> nameOf, CancellationToken cancellation)
    {
        ModelState.Show(problems, nameOf);
        Sessions = await sessions.OpenOfAsync(Account.Id, cancellation);
        return Page();
    }

    private RedirectToPageResult Done(string notice) => RedirectToPage(new { done = notice });
}
