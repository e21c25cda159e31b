using System.Globalization;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>
/// Who belongs to the company (product.md §7): everybody sees it, the owner changes it. What takes access, or gives more of it,
/// asks for the password unless the owner proved a few minutes ago who they are.
/// </summary>
[Authorize(Policy = Policies.Tenant), EnableRateLimiting(RateLimits.SignIn)]
public sealed class PeopleModel(
    CurrentTenant tenant, People people, FreshProof proof, UserManager<Accounts.Account> accounts, Sessions sessions, TimeProvider time, Texts<PeopleTexts> texts) : PageModel
{
    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    public IReadOnlyList<InvitationRow> Invitations { get; private set; } = [];

    /// <summary>Address of the person to invite, as typed.</summary>
    public string? Email { get; private set; }

    public TenantRole Role { get; private set; } = TenantRole.Office;

    /// <summary>Why something was refused, in words.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>What waits for the password; null otherwise.</summary>
    public WaitingForProof? Waiting { get; private set; }

    public SignedInPerson Person => SignedInPerson.Of(HttpContext)!;

    /// <summary>Whether the owner's own address is not confirmed, as far as this page looked; invitations wait for it.</summary>
    public bool IsUnconfirmed { get; private set; }

    /// <summary>Whether everybody needs a second factor.</summary>
    public bool AsksSecondFactor => tenant.Memberships.Any(company => company.TenantId == tenant.Actor.TenantId && company.AsksSecondFactor);

    /// <summary>How many people have no second factor.</summary>
    public int WithoutSecondFactor => Rows.Count(person => !person.HasSecondFactor);

    public bool MayChange => tenant.Actor.Role == TenantRole.Owner;

    /// <summary>How many people the package's limit holds out, whether or not there is a place for them now.</summary>
    public IReadOnlyList<PersonRow> HeldOut => [.. Rows.Where(person => person is { Suspended: true, ByLimit: true })];

    public bool IsExpired(InvitationRow invitation) => invitation.ExpiresAt <= time.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        IsUnconfirmed = MayChange && !await IsConfirmedAsync();
        await ReadAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(string? email, string? role, string? password, CancellationToken cancellation)
    {
        if (!MayChange)
            return Forbid();
        Email = email;
        if (Choice.Parse<TenantRole>(role) is not { } chosen || chosen == TenantRole.Owner)
            return NotFound();
        Role = chosen;
        IsUnconfirmed = !await IsConfirmedAsync();
        if (IsUnconfirmed)
            return await ShowAsync(cancellation);
        if (AccountRules.CheckEmail(email) is { } problem)
        {
            ModelState.Show([problem], _ => nameof(Email));
            return await ShowAsync(cancellation);
        }

        if (!await proof.ProveAsync(Person, password))
            return await WaitAsync(new WaitingForProof(Handler: null, AccountId: null, ("email", email!), ("role", role!)), password, cancellation);
        var command = new InviteMember(Guid.CreateVersion7(time.GetUtcNow()), email!.Trim(), chosen, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.Invite(command, tenant.Actor));
        switch (outcome.Refusal)
        {
            case Refusal.Invalid invalid:
                ModelState.Show(invalid.Problems, _ => nameof(Email));
                return await ShowAsync(cancellation);
            case Refusal.Conflict conflict:
                ModelState.AddModelError(nameof(Email), texts["Refused." + conflict.Reason]);
                return await ShowAsync(cancellation);
            default:
                return await AnswerAsync(outcome, cancellation);
        }
    }

    public Task<IActionResult> OnPostRevokeAsync(Guid invitationId, CancellationToken cancellation) =>
        DoAsync(() => tenant.Grain.RevokeInvitation(invitationId, tenant.Actor), cancellation);

    public Task<IActionResult> OnPostRoleAsync(Guid accountId, string? role, string? password, CancellationToken cancellation) =>
        MayChange && Choice.Parse<TenantRole>(role) is null
            ? Task.FromResult<IActionResult>(NotFound())
            : DoProvenAsync(
                new WaitingForProof("Role", accountId, ("role", role ?? "")),
                password,
                () => tenant.Grain.ChangeRole(new ChangeMemberRole(accountId, Choice.Parse<TenantRole>(role) ?? default), tenant.Actor),
                cancellation);

    public Task<IActionResult> OnPostSuspendAsync(Guid accountId, string? password, CancellationToken cancellation) =>
        DoProvenAsync(new WaitingForProof("Suspend", accountId), password, () => tenant.Grain.SuspendMember(accountId, tenant.Actor), cancellation);

    public Task<IActionResult> OnPostReinstateAsync([FromForm] Guid[] accountId, CancellationToken cancellation) =>
        DoAsync(() => tenant.Grain.ReinstateMembers(new ReinstateMembers([.. accountId]), tenant.Actor), cancellation);

    public Task<IActionResult> OnPostRemoveAsync(Guid accountId, string? password, CancellationToken cancellation) =>
        DoProvenAsync(new WaitingForProof("Remove", accountId), password, () => tenant.Grain.RemoveMember(accountId, tenant.Actor), cancellation);

    public async Task<IActionResult> OnPostFactorAsync(bool required, string? password, CancellationToken cancellation)
    {
        var answer = await DoProvenAsync(
            new WaitingForProof("Factor", null, ("required", required ? "true" : "false")),
            password,
            () => tenant.Grain.DecideSecondFactor(new DecideSecondFactor(required), tenant.Actor),
            cancellation);
        // The next page must know it: also for the owner.
        sessions.ForgetPerson(HttpContext);
        return answer;
    }

    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken cancellation)
    {
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.Leave(tenant.Actor));
        if (outcome.Refusal is not (null or Refusal.NotFound))
            return await AnswerAsync(outcome, cancellation);
        sessions.Forget(Person.SessionId);
        return LocalRedirect("/");
    }

    private async Task<IActionResult> DoProvenAsync(
        WaitingForProof waiting, string? password, Func<Task<Outcome<TenantSnapshot>>> change, CancellationToken cancellation)
    {
        if (!MayChange || await proof.ProveAsync(Person, password))
            return await DoAsync(change, cancellation);
        var page = await WaitAsync(waiting, password, cancellation);
        // Whoever is not of the company is not there, asked for with a password or without.
        return waiting.AccountId is { } id && Rows.All(person => person.AccountId != id) ? NotFound() : page;
    }

    private Task<PageResult> WaitAsync(WaitingForProof waiting, string? password, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(password))
            ModelState.AddModelError("Password", texts["Proof.Wrong"]);
        Waiting = waiting;
        return ShowAsync(cancellation);
    }

    /// <summary>Asked of the account itself: the link may have been followed a moment ago.</summary>
    private async Task<bool> IsConfirmedAsync() =>
        Person.EmailConfirmed || await accounts.FindByIdAsync(Person.AccountId.ToString("D", CultureInfo.InvariantCulture)) is { EmailConfirmed: true };

    private async Task<IActionResult> DoAsync(Func<Task<Outcome<TenantSnapshot>>> change, CancellationToken cancellation) =>
        MayChange ? await AnswerAsync(await GrainCall.RepeatAsync(change), cancellation) : Forbid();

    private async Task<IActionResult> AnswerAsync(Outcome<TenantSnapshot> outcome, CancellationToken cancellation)
    {
        switch (outcome.Refusal)
        {
            case null:
                return RedirectToPage();
            case Refusal.NotFound or Refusal.TenantGone:
                return NotFound();
            case Refusal.Forbidden:
                return Forbid();
            case Refusal.UserLimit limit:
                WhyNot = texts.Count("Refused.users", limit.Limit, PackageNames.Of(tenant.Snapshot.Package));
                break;
            case Refusal.Conflict conflict:
                WhyNot = texts["Refused." + conflict.Reason];
                break;
            default:
                WhyNot = texts["Refused.closed"];
                break;
        }

        return await ShowAsync(cancellation);
    }

    private async Task<PageResult> ShowAsync(CancellationToken cancellation)
    {
        await tenant.RefreshAsync();
        await ReadAsync(cancellation);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation) => (Rows, Invitations) = await people.ReadAsync(tenant.Actor, cancellation);
}
