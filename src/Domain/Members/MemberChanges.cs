namespace AleSekretariat.Domain.Members;

/// <summary>
/// Who may become what in a company (product.md §7). Pure: the members in, the changed ones out. At every moment there is an
/// owner who may sign in.
/// </summary>
public static class MemberChanges
{
    /// <summary>Another role, other than owner.</summary>
    public static MemberChange ChangeRole(IReadOnlyList<Member> members, Guid accountId, MemberRole role)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (Find(members, accountId) is not { } member)
            return Refuse(MemberRefusal.NotFound);
        if (member.Role == role)
            return Make();
        if (role == MemberRole.Owner)
            return Refuse(MemberRefusal.OnlyByTransfer);
        return IsLastOwner(members, member) ? Refuse(MemberRefusal.LastOwner) : Make(member with { Role = role });
    }

    /// <summary>Locks a person out. Their place is free at once.</summary>
    public static MemberChange Suspend(IReadOnlyList<Member> members, Guid accountId)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (Find(members, accountId) is not { } member)
            return Refuse(MemberRefusal.NotFound);
        if (member.Suspended)
            return Make();
        return IsLastOwner(members, member) ? Refuse(MemberRefusal.LastOwner) : Make(member with { Suspended = true, ByLimit = false });
    }

    /// <summary>Lets people in again. Whether there are places for them is the write gate's to say.</summary>
    public static MemberChange Reinstate(IReadOnlyList<Member> members, IReadOnlyCollection<Guid> accountIds)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(accountIds);
        var asked = members.Where(member => accountIds.Contains(member.AccountId)).ToList();
        return asked.Count != accountIds.Distinct().Count()
            ? Refuse(MemberRefusal.NotFound)
            : Make([.. asked.Where(member => member.Suspended).Select(member => member with { Suspended = false, ByLimit = false })]);
    }

    /// <summary>Takes a person out of the company; also what leaving is. The one who goes is the one that is listed.</summary>
    public static MemberChange Remove(IReadOnlyList<Member> members, Guid accountId)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (Find(members, accountId) is not { } member)
            return Refuse(MemberRefusal.NotFound);
        return IsLastOwner(members, member) ? Refuse(MemberRefusal.LastOwner) : Make(member);
    }

    /// <summary>Hands the company over: the new owner has to be active, the old one stays as the office.</summary>
    public static MemberChange Transfer(IReadOnlyList<Member> members, Guid from, Guid to)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (Find(members, from) is not { Role: MemberRole.Owner } owner || Find(members, to) is not { } heir)
            return Refuse(MemberRefusal.NotFound);
        if (from == to)
            return Make();
        return heir.IsActive
            ? Make(heir with { Role = MemberRole.Owner }, owner with { Role = MemberRole.Office })
            : Refuse(MemberRefusal.NotActive);
    }

    /// <summary>
    /// Whom a package for fewer people locks out (product.md §2): all but the owner and the longest-standing within the limit.
    /// </summary>
    /// <param name="members">The company's people.</param>
    /// <param name="limit">How many the package allows; null = no limit.</param>
    public static IReadOnlyList<Member> OverLimit(IReadOnlyList<Member> members, int? limit)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (limit is not { } most)
            return [];
        return
        [
            .. members.Where(member => member.IsActive)
                .OrderByDescending(member => member.Role == MemberRole.Owner)
                .ThenBy(member => member.JoinedAt).ThenBy(member => member.AccountId)
                .Skip(Math.Max(most, 1))
                .Select(member => member with { Suspended = true, ByLimit = true }),
        ];
    }

    private static Member? Find(IReadOnlyList<Member> members, Guid accountId) => members.FirstOrDefault(member => member.AccountId == accountId);

    private static bool IsLastOwner(IReadOnlyList<Member> members, Member member) =>
        member.Role == MemberRole.Owner
        && !members.Any(other => other.AccountId != member.AccountId && other is { Role: MemberRole.Owner, IsActive: true });

    private static MemberChange.Made Make(params IReadOnlyList<Member> changed) => new(changed);

    private static MemberChange.Refused Refuse(MemberRefusal reason) => new(reason);
}
