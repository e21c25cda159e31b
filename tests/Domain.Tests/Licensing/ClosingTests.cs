using AleSekretariat.Domain.Licensing;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Licensing;

public sealed class ClosingTests
{
    private static readonly DateTimeOffset Start = Local(2026, 11, 23);

    [Fact]
    public void Closing_For72Hours_IsReadOnlyThenDeletedWithoutWarnings()
    {
        var closing = LicenceChanges.Close(Bought(Start), Start).Made();

        var status = closing.At(Start.AddHours(72).AddTicks(-1));
        var (_, sent) = closing.Live(Start, Start.AddHours(72));

        Assert.Equal(AccountState.Closing, status.State);
        Assert.Equal(Start, status.ReadOnlySince);
        Assert.Equal(Start.AddHours(72), status.DeletionAt);
        Assert.Empty(sent);
        Assert.Equal(Start.AddHours(72), DueWork.At(closing, Start).NextAt);
        Assert.True(DueWork.At(closing, Start.AddHours(72)).DeletionMayBegin);
        Assert.Equal(AccountState.Deleted, closing.At(Start.AddHours(72)).State);
    }

    [Fact]
    public void Closing_AcrossAClockChange_Is72RealHours()
    {
        var closing = LicenceChanges.Close(Bought(Start), Local(2027, 3, 27, 12)).Made();

        Assert.Equal(Local(2027, 3, 30, 13), closing.At(Local(2027, 3, 28)).DeletionAt);
    }

    [Fact]
    public void CancelClosing_InTime_RestoresTheLicence()
    {
        var paid = Bought(Start);
        var closing = LicenceChanges.Close(paid, Start.AddHours(1)).Made();

        Assert.Equal(paid, LicenceChanges.CancelClosing(closing, Start.AddHours(72)).Made());
        Assert.Equal(LicenceRefusal.Deleted, LicenceChanges.CancelClosing(closing, Start.AddHours(73)).Refused());
        Assert.Equal(LicenceRefusal.NotClosing, LicenceChanges.CancelClosing(paid, Start).Refused());
        Assert.Equal(LicenceRefusal.AlreadyClosing, LicenceChanges.Close(closing, Start.AddHours(2)).Refused());
    }

    [Fact]
    public void Buying_WhileClosing_TakesItBack()
    {
        var closing = LicenceChanges.Close(Bought(Start), Start.AddHours(1)).Made();
        var now = Start.AddHours(5);

        Assert.Equal(AccountState.Active, closing.Buying(Package.Silver, BillingPeriod.Month, now).At(now).State);
        Assert.Equal(AccountState.Active, closing.Upgraded(Package.Gold, now).At(now).State);
        Assert.Equal(AccountState.Closing, LicenceChanges.Grant(closing, Package.Gold, BillingPeriod.Month, 39m, now).At(now).State);
    }

    [Fact]
    public void Closing_OfAReadOnlyAccount_DeletesAtTheEarlierDeadline()
    {
        var (warned, _) = Bought(Start, Package.Silver, BillingPeriod.Month).Live(Start, Midnight(2027, 1, 21));

        var early = LicenceChanges.Close(warned, Local(2027, 1, 15)).Made();
        var late = LicenceChanges.Close(warned, Local(2027, 1, 21)).Made();

        Assert.Equal(Local(2027, 1, 18), early.At(Local(2027, 1, 15)).DeletionAt);
        Assert.Equal(Midnight(2027, 1, 22), late.At(Local(2027, 1, 21)).DeletionAt);
        Assert.Equal(AccountState.Closing, late.At(Local(2027, 1, 21)).State);
        Assert.Equal(Midnight(2026, 12, 23), late.At(Local(2027, 1, 21)).ReadOnlySince);
        Assert.Equal(AccountState.ReadOnly, LicenceChanges.CancelClosing(early, Local(2027, 1, 16)).Made().At(Local(2027, 1, 16)).State);
    }

    [Fact]
    public void Closing_OverADueWarning_WithholdsItUntilTakenBack()
    {
        var (licence, _) = Bought(Start, Package.Silver, BillingPeriod.Month).Live(Start, Local(2026, 12, 8));
        var closing = LicenceChanges.Close(licence, Local(2026, 12, 8)).Made();
        var back = LicenceChanges.CancelClosing(closing, Local(2026, 12, 10)).Made();

        Assert.Empty(DueWork.At(closing, Midnight(2026, 12, 9)).Notices);
        Assert.Equal(MilestoneKind.ExpiryIn14Days, Assert.Single(DueWork.At(back, Local(2026, 12, 10)).Notices).Kind);
    }
}
