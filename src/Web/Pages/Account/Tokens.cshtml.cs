using System.Globalization;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>
/// Personal tokens for this company: one's own are made and revoked here; the owner sees and revokes everybody's. A new one is
/// shown once, in the answer to the form.
/// </summary>
[Authorize(Policy = Policies.Tenant), EnableRateLimiting(RateLimits.SignIn)]
public sealed class TokensModel(
    CurrentTenant tenant, PersonalTokens tokens, AccountMails mails, SignIn signIn, UserManager<Accounts.Account> accounts, Texts<TokenTexts> texts) : PageModel
{
    /// <summary>How many days a token may be good.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [30, 90, 365];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Scope { get; set; }

    [BindProperty]
    public int Days { get; set; } = 365;

    [BindProperty]
    public string? Password { get; set; }

    public IReadOnlyList<TokenInfo> Own { get; private set; } = [];

    /// <summary>Of the other people of the company; for its owner only.</summary>
    public IReadOnlyList<TokenInfo> Others { get; private set; } = [];

    /// <summary>The token that was just made.</summary>
    public IssuedToken? Issued { get; private set; }

    /// <summary>Whether the account has as many tokens as it may.</summary>
    public bool TooMany { get; private set; }

    private Guid? Whose => tenant.Actor.Role == TenantRole.Owner ? null : tenant.Actor.UserId;

    private TokenPerson By => new(tenant.Actor.UserId, tenant.Actor.Name, HttpContext.Connection.RemoteIpAddress);

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var scope = Choice.Parse<TokenScope>(Scope);
        if (await IsRightAsync(scope))
        {
            var order = new TokenOrder(By, tenant.Actor.TenantId, Name!.Trim(), scope!.Value, TimeSpan.FromDays(Days));
            Issued = await tokens.IssueAsync(order, cancellation);
            TooMany = Issued is null;
        }

        if (Issued is not null)
        {
            if (await accounts.FindByIdAsync(tenant.Actor.UserId.ToString("D", CultureInfo.InvariantCulture)) is { } account)
                await mails.TellOfTokenAsync(account, Issued, cancellation);
            ModelState.Clear();
            (Name, Scope, Days) = (null, null, Lifetimes[^1]);
        }

        await ReadAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid tokenId, CancellationToken cancellation) =>
        await tokens.RevokeAsync(tokenId, tenant.Actor.TenantId, Whose, By, cancellation) ? RedirectToPage() : NotFound();

    /// <summary>What is wrong is at its field. The password comes last: it is not tried for a form that is wrong anyway.</summary>
    private async Task<bool> IsRightAsync(TokenScope? scope)
    {
        if (NameProblem() is { } problem)
            ModelState.Show([problem], _ => nameof(Name));
        if (scope is null)
            ModelState.Show([new FieldProblem("scope", FieldError.Required, [])], _ => nameof(Scope));
        if (!Lifetimes.Contains(Days))
            ModelState.Show([new FieldProblem("days", FieldError.Unknown, [])], _ => nameof(Days));
        if (string.IsNullOrEmpty(Password))
            ModelState.Show([new FieldProblem("password", FieldError.Required, [])], _ => nameof(Password));
        if (ModelState.IsValid && !await signIn.IsPasswordOfAsync(tenant.Actor.UserId, Password))
            ModelState.AddModelError(nameof(Password), texts["WrongPassword"]);
        return ModelState.IsValid;
    }

    private FieldProblem? NameProblem() => Name switch
    {
        _ when string.IsNullOrWhiteSpace(Name) => new FieldProblem("name", FieldError.Required, []),
        _ when !AccountRules.IsText(Name) => new FieldProblem("name", FieldError.NotText, []),
        _ when Name.Trim().EnumerateRunes().Count() > PersonalTokens.LongestName =>
            new FieldProblem("name", FieldError.TooLong, [PersonalTokens.LongestName.ToString(CultureInfo.InvariantCulture)]),
        _ => null,
    };

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var all = await tokens.ListAsync(tenant.Actor.TenantId, Whose, cancellation);
        Own = [.. all.Where(token => token.AccountId == tenant.Actor.UserId)];
        Others = [.. all.Where(token => token.AccountId != tenant.Actor.UserId)];
    }
}
