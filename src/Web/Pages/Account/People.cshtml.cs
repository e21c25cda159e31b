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
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Who belongs to the company (product.md §7): everybody sees it, the owner changes it.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class PeopleModel(CurrentTenant tenant, People people, TimeProvider time, Texts<PeopleTexts> texts) : PageModel
{
    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    public IReadOnlyList<InvitationRow> Invitations { get; private set; } = [];

    /// <summary>Address of the person to invite, as typed.</summary>
    public string? Email { get; private set; }

    public TenantRole Role { get; private set; } = TenantRole.Office;

    /// <summary>Why something was refused, in words.</summary>
    public string? WhyNot { get; private set; }

    public bool MayChange => tenant.Actor.Role == TenantRole.Owner;

    /// <summary>How many people the package's limit holds out, whether or not there is a place for them now.</summary>
    public IReadOnlyList<PersonRow> HeldOut => [.. Rows.Where(person => person is { Suspended: true, ByLimit: true })];

    public bool IsExpired(InvitationRow invitation) => invitation.ExpiresAt <= time.GetUtcNow();

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? email, string? role, CancellationToken cancellation)
    {
        if (!MayChange)
            return Forbid();
        Email = email;
        if (Choice.Parse<TenantRole>(role) is not { } chosen || chosen == TenantRole.Owner)
            return NotFound();
        Role = chosen;
        if (AccountRules.CheckEmail(email) is { } problem)
        {
            ModelState.Show([problem], _ => nameof(Email));
            return await ShowAsync(cancellation);
        }

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

    public Task<IActionResult> OnPostRoleAsync(Guid accountId, string? role, CancellationToken cancellation) =>
        MayChange && Choice.Parse<TenantRole>(role) is null
            ? Task.FromResult<IActionResult>(NotFound())
            : DoAsync(() => tenant.Grain.ChangeRole(new ChangeMemberRole(accountId, Choice.Parse<TenantRole>(role) ?? default), tenant.Actor), cancellation);

    public Task<IActionResult> OnPostSuspendAsync(Guid accountId, CancellationToken cancellation) =>
        DoAsync(() => tenant.Grain.SuspendMember(accountId, tenant.Actor), cancellation);

    public Task<IActionResult> OnPostReinstateAsync([FromForm] Guid[] accountId, CancellationToken cancellation) =>
        DoAsync(() => tenant.Grain.ReinstateMembers(new ReinstateMembers([.. accountId]), tenant.Actor), cancellation);

    public Task<IActionResult> OnPostRemoveAsync(Guid accountId, CancellationToken cancellation) =>
        DoAsync(() => tenant.Grain.RemoveMember(accountId, tenant.Actor), cancellation);

    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken cancellation)
    {
        var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.Leave(tenant.Actor));
        if (outcome.Refusal is not (null or Refusal.NotFound))
            return await AnswerAsync(outcome, cancellation);
        HttpContext.RequestServices.GetRequiredService<Sessions>().Forget(SignedInPerson.Of(HttpContext)!.SessionId);
        return LocalRedirect("/");
    }

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
                WhyNot = texts["Refused.users", PackageNames.Of(tenant.Snapshot.Package), limit.Limit];
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
