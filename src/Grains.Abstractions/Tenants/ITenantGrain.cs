using AleSekretariat.Grains.Abstractions.Registers;
using Orleans.Concurrency;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <summary>
/// A tenant: the only writer of its licence, counters, registers and memberships. The key is the tenant's id. Writes run one
/// at a time; reads interleave and answer from memory. A tenant that is unknown or deleted answers <see cref="Refusal.TenantGone"/>.
/// </summary>
[Alias("ITenantGrain")]
public partial interface ITenantGrain : IGrainWithGuidKey
{
    /// <summary>Opens the tenant on Green. Repeated for the same owner it answers the same. Refused: <c>too-many-companies</c>.</summary>
    [Alias("Open"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> Open(OpenTenant command, Actor actor);

    /// <summary>The tenant as it stands now. Never waits behind a write.</summary>
    [Alias("Status"), RequiresRole(TenantRole.Viewer), AlwaysInterleave]
    Task<Outcome<TenantSnapshot>> Status(Actor actor);

    /// <summary>Counts a sign-in: Green is valid for a year from it (product.md §2). A second one on the same Warsaw day changes nothing.</summary>
    [Alias("SignedIn"), RequiresRole(TenantRole.Viewer)]
    Task<Outcome<TenantSnapshot>> SignedIn(Actor actor);

    /// <summary>Registers a letter.</summary>
    [Alias("RegisterCorrespondence"), RequiresRole(TenantRole.Office)]
    Task<Outcome<RegisteredCorrespondence>> RegisterCorrespondence(RegisterCorrespondence command, IdempotencyKey? key, Actor actor);

    /// <summary>Annuls a letter: it keeps its number and its place in the month's count.</summary>
    [Alias("AnnulCorrespondence"), RequiresRole(TenantRole.Office)]
    Task<Outcome<Annulled>> AnnulCorrespondence(AnnulEntry command, IdempotencyKey? key, Actor actor);

    /// <summary>Registers a contract.</summary>
    [Alias("RegisterContract"), RequiresRole(TenantRole.Office)]
    Task<Outcome<RegisteredContract>> RegisterContract(RegisterContract command, IdempotencyKey? key, Actor actor);

    /// <summary>Annuls a contract.</summary>
    [Alias("AnnulContract"), RequiresRole(TenantRole.Office)]
    Task<Outcome<Annulled>> AnnulContract(AnnulEntry command, IdempotencyKey? key, Actor actor);

    /// <summary>Goes Green at once, without refund; counters keep their values; counts as a sign-in. On Green already: the year begins anew.</summary>
    [Alias("GoGreen"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> GoGreen(Actor actor);

    /// <summary>Sets the company's settings as a whole. Repeated it finds nothing changed and writes nothing.</summary>
    [Alias("ChangeSettings"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> ChangeSettings(ChangeSettings command, Actor actor);

    /// <summary>Decides whether everybody needs a second factor; the web nodes hold people to it. Repeated it finds nothing changed.</summary>
    [Alias("DecideSecondFactor"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> DecideSecondFactor(DecideSecondFactor command, Actor actor);

    /// <summary>Begins closing. Closing already: answers the same.</summary>
    [Alias("Close"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> Close(CloseAccount command, Actor actor);

    /// <summary>Takes closing back. Not closing: answers the status.</summary>
    [Alias("CancelClosing"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> CancelClosing(Actor actor);

    /// <summary>Invites somebody and owes them the mail. Refused: <c>already-member</c>, <c>too-many-invitations</c>.</summary>
    [Alias("Invite"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> Invite(InviteMember command, Actor actor);

    /// <summary>Takes an invitation back. Taken back already: answers the status.</summary>
    [Alias("RevokeInvitation"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> RevokeInvitation(Guid invitationId, Actor actor);

    /// <summary>
    /// Joins by invitation. The actor is not a member yet and gets nothing by the role it says: who it is, the invitation and
    /// the account's address are held against each other in the statement that makes the membership. Refused: not found (no such
    /// invitation, or not for this account), <c>invitation-expired</c>, <c>invitation-used</c>, the package's limit of users.
    /// </summary>
    [Alias("AcceptInvitation"), RequiresRole(TenantRole.Viewer)]
    Task<Outcome<TenantSnapshot>> AcceptInvitation(AcceptInvitation command, Actor actor);

    /// <summary>Gives a member another role. Refused: <c>last-owner</c>, <c>only-by-transfer</c>.</summary>
    [Alias("ChangeRole"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> ChangeRole(ChangeMemberRole command, Actor actor);

    /// <summary>Locks a member out, within seconds everywhere. Refused: <c>last-owner</c>.</summary>
    [Alias("SuspendMember"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> SuspendMember(Guid accountId, Actor actor);

    /// <summary>Lets suspended members in again, as far as the package has places.</summary>
    [Alias("ReinstateMembers"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> ReinstateMembers(ReinstateMembers command, Actor actor);

    /// <summary>Takes a member out of the company; with them go their tokens for it. Refused: <c>last-owner</c>.</summary>
    [Alias("RemoveMember"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> RemoveMember(Guid accountId, Actor actor);

    /// <summary>Leaves the company. Refused: <c>last-owner</c>.</summary>
    [Alias("Leave"), RequiresRole(TenantRole.Viewer)]
    Task<Outcome<TenantSnapshot>> Leave(Actor actor);

    /// <summary>Hands the company over. Refused: <c>not-active</c>.</summary>
    [Alias("TransferOwnership"), RequiresRole(TenantRole.Owner)]
    Task<Outcome<TenantSnapshot>> TransferOwnership(TransferOwnership command, Actor actor);

    /// <summary>
    /// Moves the test clock and does everything that fell due on the way, one milestone after the other. If that deletes the
    /// tenant, the answer's state is <see cref="Domain.Licensing.AccountState.Deleted"/>.
    /// </summary>
    [Alias("MoveClock"), RequiresRole(TenantRole.Viewer), ResponseTimeout("00:01:00")]
    Task<Outcome<TenantSnapshot>> MoveClock(MoveClock command, Actor actor);

    /// <summary>
    /// Begins or renews watching; answers the snapshot. A watcher that does not renew for 15 seconds is forgotten.
    /// </summary>
    [Alias("Watch"), RequiresRole(TenantRole.Viewer), AlwaysInterleave]
    Task<Outcome<TenantSnapshot>> Watch(ITenantObserver observer, Actor actor);

    /// <summary>Ends watching.</summary>
    [Alias("Unwatch"), RequiresRole(TenantRole.Viewer), AlwaysInterleave]
    Task Unwatch(ITenantObserver observer, Actor actor);
}

/// <summary>What the operator may do to a tenant; never reachable from a tenant's browser.</summary>
[Alias("ITenantOperations"), OperatorOnly]
public interface ITenantOperations : IGrainWithGuidKey
{
    /// <summary>Gives a package from today, or appended to the paid period that runs.</summary>
    [Alias("Grant")]
    Task<Outcome<TenantSnapshot>> Grant(GrantPackage command, Actor actor);
}
