using AleSekretariat.Domain.Licensing;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Licensing;

public sealed class OperatorTests
{
    private static readonly DateTimeOffset Start = Local(2026, 11, 23);

    [Fact]
    public void Grant_ToGreen_BeginsTodayAtTheListPrice()
    {
        var granted = LicenceChanges.Grant(Licence.Open(Start), Package.Gold, BillingPeriod.Year, 390m, Start, "grant: pilot");

        var period = Assert.Single(granted.Periods);
        Assert.Equal((Package.Gold, new DateOnly(2027, 11, 23), 390m, "grant: pilot"), (period.Package, period.End, period.NetPrice, period.Source));
    }

    [Fact]
    public void ExtendBy_Running_MovesTheEndAndTheRenewalDay()
    {
        var extended = LicenceChanges.ExtendBy(Bought(Start, Package.Silver, BillingPeriod.Month), 10, Start).Made();
        var renewed = extended.Buying(Package.Silver, BillingPeriod.Month, Start);

        Assert.Equal(10, extended.Periods[0].AddedDays);
        Assert.Equal(new DateOnly(2026, 12, 23), extended.Periods[0].BoughtEnd);
        Assert.Equal(Midnight(2027, 1, 2), extended.At(Start).ValidUntil);
        Assert.Equal(new DateOnly(2027, 2, 2), renewed.EndDate);
    }

    [Fact]
    public void ExtendBy_Ended_CountsFromToday()
    {
        var now = Local(2027, 1, 5);

        var extended = LicenceChanges.ExtendBy(Bought(Start, Package.Silver, BillingPeriod.Month), 7, now).Made();

        Assert.Equal(AccountState.Active, extended.At(now).State);
        Assert.Equal(Midnight(2027, 1, 12), extended.At(now).ValidUntil);
        Assert.Equal(20, extended.Periods[0].AddedDays);
    }

    [Fact]
    public void ExtendBy_Green_IsRefused() =>
        Assert.Equal(LicenceRefusal.NoPaidPackage, LicenceChanges.ExtendBy(Licence.Open(Start), 7, Start).Refused());

    [Fact]
    public void PutOffDeletion_OfAWarnedAccount_WarnsAgainForTheNewDay()
    {
        var (warned, _) = Bought(Start, Package.Silver, BillingPeriod.Month).Live(Start, Local(2027, 1, 21));

        var putOff = LicenceChanges.PutOffDeletion(warned, new DateOnly(2027, 2, 20), Local(2027, 1, 21)).Made();
        var (gone, sent) = putOff.Live(Local(2027, 1, 21), Midnight(2027, 2, 20));

        Assert.Equal(Midnight(2027, 2, 20), putOff.At(Local(2027, 1, 21)).DeletionAt);
        Assert.Equal(
            [MilestoneKind.DeletionIn14Days, MilestoneKind.DeletionIn7Days, MilestoneKind.DeletionIn1Day],
            sent.Select(notice => notice.Kind));
        Assert.Equal(AccountState.ReadOnly, gone.At(Midnight(2027, 2, 20).AddTicks(-1)).State);
        Assert.Equal(AccountState.Deleted, gone.At(Midnight(2027, 2, 20)).State);
    }

    [Fact]
    public void PutOffDeletion_OfAClosingAccount_DelaysClosing()
    {
        var closing = LicenceChanges.Close(Bought(Start), Start).Made();

        var putOff = LicenceChanges.PutOffDeletion(closing, new DateOnly(2026, 12, 24), Start).Made();

        Assert.Equal(Midnight(2026, 12, 24), putOff.At(Start).DeletionAt);
        Assert.Null(LicenceChanges.CancelClosing(putOff, Start).Made().DeletionNotBefore);
    }

    [Fact]
    public void PutOffDeletion_OfAClosingAccount_OutlivesASignIn()
    {
        var closing = LicenceChanges.Close(Licence.Open(Start), Start).Made();
        var putOff = LicenceChanges.PutOffDeletion(closing, new DateOnly(2026, 12, 24), Start).Made();

        var signedIn = LicenceChanges.SignIn(putOff, Start.AddDays(5));

        Assert.Equal(Midnight(2026, 12, 24), signedIn.At(Start.AddDays(5)).DeletionAt);
    }

    [Fact]
    public void PutOffDeletion_NothingAhead_IsRefused() =>
        Assert.Equal(LicenceRefusal.NoDeletionAhead, LicenceChanges.PutOffDeletion(Bought(Start), new DateOnly(2030, 1, 1), Start).Refused());

    [Fact]
    public void Suspend_ThenResume_LeavesClocksAlone()
    {
        var suspended = LicenceChanges.Suspend(Bought(Start));

        Assert.True(suspended.At(Start).Suspended);
        Assert.Equal(AccountState.ReadOnly, suspended.At(Midnight(2027, 11, 23)).State);
        Assert.False(LicenceChanges.Resume(suspended).At(Start).Suspended);
    }
}
