using AleSekretariat.Domain.Members;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Members;

namespace AleSekretariat.Grains.Tenants;

/// <content>Invitations by link (product.md §7): real time, not the tenant's test clock, says how long one is good.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> Invite(InviteMember command, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        if (InvitationRules.Validate(command.Email, (MemberRole)command.Role) is { Count: > 0 } problems)
            return Refuse<TenantSnapshot>(Refusals.Of(problems));
        if (Gate(kind: null, Now) is { } refusal)
            return Refuse<TenantSnapshot>(refusal);
        var people = await Ask(() => _members.Read(TenantId));
        if (!IsOwner([.. people.Select(person => person.Member)], actor))
            return Refuse<TenantSnapshot>(new Refusal.Forbidden("role"));

        var real = Milliseconds(_time.GetUtcNow());
        var address = InvitationRules.Compared(command.Email);
        var known = await Ask(() => _invitations.Find(TenantId, command.Id, address, real - TimeSpan.FromDays(1)));
        if (known.IsThere)
            return Snapshot(Now);
        if (known.IsMember)
            return Refuse<TenantSnapshot>(new Refusal.Conflict("already-member"));
        if (known.SentLately >= InvitationRules.MostADay)
            return Refuse<TenantSnapshot>(new Refusal.Conflict("too-many-invitations"));

        var email = InvitationRules.Written(command.Email);
        var role = InvitationStore.Roles[(int)command.Role];
        var expires = real + InvitationRules.Validity;
        var invitation = new NewInvitation
        {
            Id = command.Id,
            Email = email,
            NormalizedEmail = address,
            Role = (short)command.Role,
            CreatedAt = real,
            ExpiresAt = expires,
            Culture = command.Culture == "en" ? "en" : "pl",
            Mail = Details(
                ("linkId", command.Id.ToString("D")), ("company", Own.Facts.Company), ("inviter", actor.Name), ("role", role), ("expiresOn", Day(expires))),
        };
        await WriteFenced(epoch => _invitations.Write(
            TenantId, epoch, invitation, new MemberEvent(MemberAudit.Invited, actor.UserId, actor.Name, Details(("email", email), ("role", role))) { Address = actor.Address }));
        return Snapshot(Now);
    }

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> RevokeInvitation(Guid invitationId, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        var found = false;
        await WriteFenced(async epoch =>
        {
            var revoked = await _invitations.Revoke(TenantId, epoch, invitationId, Milliseconds(_time.GetUtcNow()), actor);
            found = revoked == true;
            return revoked is not null;
        });
        return found ? Snapshot(Now) : Refuse<TenantSnapshot>(new Refusal.NotFound());
    }

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> AcceptInvitation(AcceptInvitation command, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        var now = Now;
        var limits = LimitsAt(now);
        // No place asked for here: whose the invitation is comes first, and the statement counts for itself.
        if (Gate(kind: null, now) is { } refusal)
            return Refuse<TenantSnapshot>(refusal);

        var result = Acceptance.Moved;
        await WriteFenced(async epoch =>
        {
            result = await _invitations.Join(
                TenantId, epoch, command.Id, actor, limits.Users, Milliseconds(_time.GetUtcNow()), now);
            return result != Acceptance.Moved;
        });
        switch (result)
        {
            case Acceptance.Joined:
                SeeUsers(Own.Facts.Users + 1);
                return Snapshot(Now);
            case Acceptance.MemberAlready:
                return Snapshot(Now);
            case Acceptance.NoPlace:
                return Refuse<TenantSnapshot>(new Refusal.UserLimit(Own.Facts.Users, limits.Users ?? 0));
            case Acceptance.Expired:
                return Refuse<TenantSnapshot>(new Refusal.Conflict("invitation-expired"));
            case Acceptance.Used:
                return Refuse<TenantSnapshot>(new Refusal.Conflict("invitation-used"));
            default:
                return Refuse<TenantSnapshot>(new Refusal.NotFound());
        }
    }
}
