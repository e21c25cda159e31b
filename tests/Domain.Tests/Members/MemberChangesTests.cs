using AleSekretariat.Domain.Members;

namespace AleSekretariat.Domain.Tests.Members;

/// <summary>product.md §7 and §2: an owner who may sign in is always left; a smaller package keeps the longest-standing.</summary>
public sealed class MemberChangesTests
{
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Member Owner = Person(1, MemberRole.Owner);
    private static readonly Member Clerk = Person(2, MemberRole.Office);
    private static readonly Member Reader = Person(3, MemberRole.Viewer);
    private static readonly Member[] All = [Owner, Clerk, Reader];

    [Fact]
    public void LastOwner_CanNeitherLeaveNorBeDemotedNorSuspended()
    {
        Assert.Equal(MemberRefusal.LastOwner, Refused(MemberChanges.Remove(All, Owner.AccountId)));
        Assert.Equal(MemberRefusal.LastOwner, Refused(MemberChanges.ChangeRole(All, Owner.AccountId, MemberRole.Viewer)));
        Assert.Equal(MemberRefusal.LastOwner, Refused(MemberChanges.Suspend(All, Owner.AccountId)));
    }

    [Fact]
    public void OwnerBesideASuspendedOne_IsTheLast()
    {
        Member[] two = [Owner, Clerk with { Role = MemberRole.Owner, Suspended = true }];

        Assert.Equal(MemberRefusal.LastOwner, Refused(MemberChanges.Remove(two, Owner.AccountId)));
        Assert.Equal([Owner], Made(MemberChanges.Remove([Owner, two[1] with { Suspended = false }], Owner.AccountId)));
    }

    [Fact]
    public void ChangeRole_ToOwner_IsForHandingOverAlone() =>
        Assert.Equal(MemberRefusal.OnlyByTransfer, Refused(MemberChanges.ChangeRole(All, Clerk.AccountId, MemberRole.Owner)));

    [Fact]
    public void ChangeRole_ToTheSame_ChangesNothing() => Assert.Empty(Made(MemberChanges.ChangeRole(All, Clerk.AccountId, MemberRole.Office)));

    [Fact]
    public void Transfer_ToAnActiveMember_LeavesExactlyOneOwner() => Assert.Equal(
        [Reader with { Role = MemberRole.Owner }, Owner with { Role = MemberRole.Office }],
        Made(MemberChanges.Transfer(All, Owner.AccountId, Reader.AccountId)));

    [Fact]
    public void Transfer_ToASuspendedOneOrAStranger_OrByNoOwner_IsRefused()
    {
        Member[] members = [Owner, Clerk with { Suspended = true }, Reader];

        Assert.Equal(MemberRefusal.NotActive, Refused(MemberChanges.Transfer(members, Owner.AccountId, Clerk.AccountId)));
        Assert.Equal(MemberRefusal.NotFound, Refused(MemberChanges.Transfer(members, Owner.AccountId, Guid.NewGuid())));
        Assert.Equal(MemberRefusal.NotFound, Refused(MemberChanges.Transfer(members, Reader.AccountId, Owner.AccountId)));
    }

    [Fact]
    public void Reinstate_OneOfThemUnknown_IsRefusedWhole() =>
        Assert.Equal(MemberRefusal.NotFound, Refused(MemberChanges.Reinstate([Owner, Clerk with { Suspended = true }], [Clerk.AccountId, Guid.NewGuid()])));

    [Fact]
    public void Suspend_SomebodyTheLimitHeldOut_ChangesNothing() =>
        Assert.Empty(Made(MemberChanges.Suspend([Owner, Clerk with { Suspended = true, ByLimit = true }], Clerk.AccountId)));

    [Fact]
    public void OverLimit_KeepsTheOwnerHoweverNewAndTheLongestStanding()
    {
        var newOwner = Owner with { JoinedAt = Began.AddYears(1) };
        Member[] members = [Person(9, MemberRole.Viewer), newOwner, Person(5, MemberRole.Office), Person(7, MemberRole.Viewer) with { Suspended = true }];

        Assert.Equal([members[0] with { Suspended = true, ByLimit = true }], MemberChanges.OverLimit(members, 2));
        Assert.Equal([members[2].AccountId, members[0].AccountId], MemberChanges.OverLimit(members, 1).Select(member => member.AccountId));
        Assert.Empty(MemberChanges.OverLimit(members, 3));
        Assert.Empty(MemberChanges.OverLimit(members, null));
    }

    [Theory]
    [InlineData("jan@firma.pl", MemberRole.Office, null)]
    [InlineData("jan@firma.pl", MemberRole.Owner, "role")]
    [InlineData("", MemberRole.Viewer, "email")]
    [InlineData("jan", MemberRole.Viewer, "email")]
    [InlineData("@firma.pl", MemberRole.Viewer, "email")]
    [InlineData("jan@", MemberRole.Viewer, "email")]
    [InlineData("jan kowalski@firma.pl", MemberRole.Viewer, "email")]
    [InlineData("jan@firma.pl\u0007", MemberRole.Viewer, "email")]
    public void Invitation_NeedsAnAddressAndARoleBelowOwner(string email, MemberRole role, string? wrong) =>
        Assert.Equal(wrong, InvitationRules.Validate(email, role).Select(error => error.Field).FirstOrDefault());

    private static Member Person(int days, MemberRole role) =>
        new(new Guid(days, 0, 0, new byte[8]), role, Suspended: false, ByLimit: false, Began.AddDays(days));

    private static IReadOnlyList<Member> Made(MemberChange change) => Assert.IsType<MemberChange.Made>(change).Changed;

    private static MemberRefusal Refused(MemberChange change) => Assert.IsType<MemberChange.Refused>(change).Reason;
}
