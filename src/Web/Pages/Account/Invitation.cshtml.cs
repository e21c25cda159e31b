using System.Globalization;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Members;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>How somebody with the link stands to the invitation.</summary>
public enum Invited
{
    /// <summary>It was used, taken back, or its days are over.</summary>
    Over,

    /// <summary>Signed in with the invited address.</summary>
    Here,

    /// <summary>Signed in with another address.</summary>
    AsAnother,

    /// <summary>Not signed in; the address has an account.</summary>
    HasAccount,

    /// <summary>Not signed in; the address is new.</summary>
    New,
}

/// <summary>The page behind the link in an invitation: joining as who one is, after signing in, or with a new account.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignUp)]
public sealed class InvitationModel(Invitations invitations, Joining joining, SignIn signIn, Sessions sessions, Texts<PeopleTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public Invitation Invitation { get; private set; } = null!;

    public Invited State { get; private set; }

    /// <summary>Why joining was refused, in words.</summary>
    public string? WhyNot { get; private set; }

    public SignedInPerson? Person => SignedInPerson.Of(HttpContext);

    /// <summary>This page, to come back to.</summary>
    public string Here => "/account/invitation/" + Token;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await IsThereAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await IsThereAsync(cancellation))
            return NotFound();
        if (State != Invited.Here)
            return Page();
        var outcome = await joining.AcceptAsync(Invitation, Person!.AccountId, HttpContext.Connection.RemoteIpAddress);
        if (!outcome.Granted(out _, out var refusal))
            return await RefusedAsync(refusal, cancellation);
        await sessions.ChooseAsync(Person.SessionId, Invitation.TenantId, cancellation);
        return LocalRedirect("/correspondence");
    }

    public async Task<IActionResult> OnPostJoinAsync(string? password, CancellationToken cancellation)
    {
        if (!await IsThereAsync(cancellation))
            return NotFound();
        if (State != Invited.New)
            return Page();
        switch (await joining.SignUpAsync(Invitation, password, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, HttpContext.Connection.RemoteIpAddress))
        {
            case JoinResult.Joined joined:
                await signIn.BeginAsync(joined.Account, remember: false, cancellation);
                return LocalRedirect("/correspondence");
            case JoinResult.Invalid invalid:
                ModelState.Show([invalid.Problem], _ => "Password");
                return Page();
            case JoinResult.Refused refused:
                return await RefusedAsync(refused.Refusal, cancellation);
            default:
                await LookAsync();
                return Page();
        }
    }

    public async Task<IActionResult> OnPostSignOutAsync(CancellationToken cancellation)
    {
        if (!await IsThereAsync(cancellation))
            return NotFound();
        await signIn.EndAsync(cancellation);
        Response.ForgetWhatPagesKept();
        return LocalRedirect(Here);
    }

    private async Task<PageResult> RefusedAsync(Refusal refusal, CancellationToken cancellation)
    {
        switch (refusal)
        {
            case Refusal.UserLimit limit:
                WhyNot = texts.Count("Join.NoPlace", limit.Limit, Invitation.Company);
                break;
            case Refusal.ReadOnly or Refusal.Suspended:
                WhyNot = texts["Join.Closed", Invitation.Company];
                break;
            default:
                // Used or taken back since the page was drawn.
                Invitation = await invitations.FindAsync(Token, cancellation) ?? Invitation with { IsOver = true };
                await LookAsync();
                WhyNot = State == Invited.Over ? null : texts["Join.Failed"];
                break;
        }

        return Page();
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellation)
    {
        Response.KeepAddressToItself();
        if (await invitations.FindAsync(Token, cancellation) is not { } invitation)
            return false;
        Invitation = invitation;
        await LookAsync();
        return true;
    }

    private async Task LookAsync() => State =
        Invitation.IsOver ? Invited.Over
        : Person is { } person ? joining.IsFor(Invitation, person) ? Invited.Here : Invited.AsAnother
        : await joining.HasAccountAsync(Invitation) ? Invited.HasAccount
        : Invited.New;
}
