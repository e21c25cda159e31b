using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Members;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Members;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>
/// People of the company: read, decided by the rules, written as they are to be. A repeat finds everything as asked for and
/// writes nothing, so that after a lost answer the caller may just ask again.
/// </content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public Task<Outcome<TenantSnapshot>> ChangeRole(ChangeMemberRole command, Actor actor) =>
        Enum.IsDefined(command.Role)
            ? ChangeMembers(actor, members => MemberChanges.ChangeRole(members, command.AccountId, (MemberRole)command.Role), Recorded(MemberAudit.RoleChanged, actor))
            : Task.FromResult(Refuse<TenantSnapshot>(Refusals.Invalid("role", "unknown")));

    /// <inheritdoc/>
    public Task<Outcome<TenantSnapshot>> SuspendMember(Guid accountId, Actor actor) =>
        ChangeMembers(actor, members => MemberChanges.Suspend(members, accountId), Recorded(MemberAudit.Suspended, actor));

    /// <inheritdoc/>
    public Task<Outcome<TenantSnapshot>> ReinstateMembers(ReinstateMembers command, Actor actor) =>
        ChangeMembers(actor, members => MemberChanges.Reinstate(members, command.AccountIds), Recorded(MemberAudit.Reinstated, actor));

    /// <inheritdoc/>
    public Task<Outcome<TenantSnapshot>> RemoveMember(Guid accountId, Actor actor) =>
        ChangeMembers(actor, members => MemberChanges.Remove(members, accountId), Recorded(MemberAudit.Removed, actor), removes: true);

    /// <inheritdoc/>
    public Task<Outcome<TenantSnapshot>> Leave(Actor actor) =>
        ChangeMembers(actor, members => MemberChanges.Remove(members, actor.UserId), Recorded(MemberAudit.Left, actor), removes: true, byOwner: false);

    /// <inheritdoc/>
    public Task<Outcome<TenantSnapshot>> TransferOwnership(TransferOwnership command, Actor actor) => ChangeMembers(
        actor,
        members => MemberChanges.Transfer(members, actor.UserId, command.AccountId),
        (before, after) => after.Role == MemberRole.Owner ? Recorded(MemberAudit.Transferred, actor)(before, after) : null);

    private static Func<NamedMember, Member, MemberEvent?> Recorded(string kind, Actor actor) => (before, after) => new MemberEvent(
        kind,
        actor.UserId,
        actor.Name,
        before.Member.Role == after.Role
            ? Details(("member", before.Name))
            : Details(("member", before.Name), ("from", Word(before.Member.Role)), ("to", Word(after.Role))))
    {
        Address = actor.Address,
    };

    private async Task<Outcome<TenantSnapshot>> ChangeMembers(
        Actor actor,
        Func<IReadOnlyList<Member>, MemberChange> rule,
        Func<NamedMember, Member, MemberEvent?> record,
        bool removes = false,
        bool byOwner = true)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        var people = await Ask(() => _members.Read(TenantId));
        List<Member> members = [.. people.Select(person => person.Member)];
        // The role that came with the call was looked up some seconds ago.
        if (byOwner && !IsOwner(members, actor))
            return Refuse<TenantSnapshot>(new Refusal.Forbidden("role"));

        switch (rule(members))
        {
            case MemberChange.Refused { Reason: var reason }:
                return Refuse<TenantSnapshot>(Refusals.Of(reason));
            case MemberChange.Made { Changed: { Count: > 0 } changed }:
                if (!removes && GatePeople(members, changed) is { } refusal)
                    return Refuse<TenantSnapshot>(refusal);
                await WritePeople(people, changed, record, removes);
                break;
        }

        return Snapshot(Now);
    }

    private static bool IsOwner(IReadOnlyList<Member> members, Actor actor) =>
        members.Any(member => member.AccountId == actor.UserId && member is { Role: MemberRole.Owner, IsActive: true });

    /// <summary>The gate for what raises somebody's access; what lowers it passes in every state.</summary>
    private Refusal? GatePeople(IReadOnlyList<Member> members, IReadOnlyList<Member> changed)
    {
        var before = members.ToDictionary(member => member.AccountId);
        var comingIn = changed.Count(member => member.IsActive && before[member.AccountId].Suspended);
        if (comingIn == 0 && !changed.Any(member => member.Role > before[member.AccountId].Role))
            return null;
        var now = Now;
        return WriteGate.CheckUsers(LicenceState.At(Licence, now), LimitsAt(now), members.Count(member => member.IsActive), comingIn) is { } refused
            ? Refusals.Of(refused)
            : null;
    }

    private async Task WritePeople(
        IReadOnlyList<NamedMember> people, IReadOnlyList<Member> changed, Func<NamedMember, Member, MemberEvent?> record, bool removes)
    {
        var after = changed.ToDictionary(member => member.AccountId);
        List<MemberEvent> events = [];
        foreach (var member in changed)
        {
            if (record(people.First(person => person.Member.AccountId == member.AccountId), member) is { } happened)
                events.Add(happened);
        }

        Guid[] removed = removes ? [.. after.Keys] : [];
        await WriteFenced(epoch => _members.Write(TenantId, epoch, removes ? [] : changed, removed, events));
        SeeUsers(people.Select(person => person.Member).Where(member => !removed.Contains(member.AccountId))
            .Count(member => after.GetValueOrDefault(member.AccountId, member).IsActive));
    }

    /// <summary>
    /// Locks out whom the package in force has no place for (product.md §2). Nothing has to remember that it is due: too many
    /// people for the limit is what makes it so, now or after a crash.
    /// </summary>
    private async Task HoldUserLimit()
    {
        if (LimitsAt(Now).Users is not { } limit || Own.Facts.Users <= limit)
            return;
        try
        {
            var people = await Ask(() => _members.Read(TenantId));
            if (MemberChanges.OverLimit([.. people.Select(person => person.Member)], limit) is { Count: > 0 } over)
            {
                await WritePeople(
                    people,
                    over,
                    (before, _) => new MemberEvent(MemberAudit.Suspended, ActorId: null, OwedEffect.BySystem, Details(("member", before.Name), ("reason", "limit"))),
                    removes: false);
            }
        }
        catch (TenantUnavailableException e)
        {
            LogUnsettled(_logger, e, TenantId);
            RetrySoon();
        }
    }

    private void SeeUsers(int users)
    {
        _committed = Own.Next() with { Facts = Own.Facts with { Users = users } };
        Publish();
    }

    /// <summary>
    /// A write that is aimed at a state and so may be repeated. If its answer is lost the tenant is claimed and read anew by the
    /// next call, which waits for this one or defeats it.
    /// </summary>
    private async Task WriteFenced(Func<long, Task<bool>> write)
    {
        try
        {
            if (await write(Own.Facts.Epoch))
                return;
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogOutage(_logger, e, TenantId);
            _loading = null;
            throw new TenantUnavailableException();
        }

        throw LostClaim();
    }
}
