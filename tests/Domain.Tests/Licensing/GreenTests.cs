using AleSekretariat.Domain.Licensing;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Licensing;

public sealed class GreenTests
{
    [Fact]
    public void Green_LastInstantOfItsYear_IsActive()
    {
        var licence = Licence.Open(Local(2026, 11, 23, 15));

        var last = licence.At(Midnight(2027, 11, 23).AddTicks(-1));
        var first = licence.At(Midnight(2027, 11, 23));

        Assert.Equal(AccountState.Active, last.State);
        Assert.Null(last.ReadOnlySince);
        Assert.Null(last.DeletionAt);
        Assert.Equal(AccountState.ReadOnly, first.State);
        Assert.Equal(Package.Green, first.Package);
        Assert.Equal(Midnight(2027, 11, 23), first.ValidUntil);
        Assert.Equal(Midnight(2027, 11, 23), first.ReadOnlySince);
        Assert.Equal(Midnight(2027, 12, 23), first.DeletionAt);
    }

    [Theory]
    [InlineData(2028, 2, 29, 2029, 2, 28)]
    [InlineData(2027, 2, 28, 2028, 2, 28)]
    [InlineData(2027, 3, 28, 2028, 3, 28)]
    [InlineData(2026, 10, 25, 2027, 10, 25)]
    public void Green_SignedInOnADay_IsValidToThatDayAYearLater(int year, int month, int day, int endYear, int endMonth, int endDay) =>
        Assert.Equal(
            Midnight(endYear, endMonth, endDay),
            Licence.Open(Local(year, month, day, 23, 59)).At(Local(year, month, day, 23, 59)).ValidUntil);

    [Fact]
    public void Green_SignInJustAfterWarsawMidnight_CountsFromTheNewDay()
    {
        var licence = LicenceChanges.SignIn(Licence.Open(Local(2026, 6, 30)), new DateTimeOffset(2026, 6, 30, 22, 0, 0, TimeSpan.Zero));

        Assert.Equal(Midnight(2027, 7, 1), licence.At(licence.LastSignIn).ValidUntil);
    }

    [Fact]
    public void Green_ExpiredByAbsence_IsUnblockedBySigningIn()
    {
        var (expired, _) = Licence.Open(Local(2026, 11, 23)).Live(Local(2026, 11, 23), Local(2027, 12, 20));

        var back = LicenceChanges.SignIn(expired, Local(2027, 12, 20));

        Assert.Equal(AccountState.ReadOnly, expired.At(Local(2027, 12, 20)).State);
        Assert.Equal(AccountState.Active, back.At(Local(2027, 12, 20)).State);
        Assert.Empty(back.Notices);
        Assert.Equal(new DateOnly(2028, 12, 20), back.EndDate);
    }

    [Fact]
    public void SignIn_EarlierThanTheLast_ChangesNothing()
    {
        var licence = Licence.Open(Local(2026, 11, 23));

        Assert.Same(licence, LicenceChanges.SignIn(licence, Local(2026, 11, 22)));
    }

    [Fact]
    public void SignIn_AfterTheDeletionDeadline_DoesNotUnblock()
    {
        var (gone, _) = Licence.Open(Local(2026, 11, 23)).Live(Local(2026, 11, 23), Midnight(2027, 12, 23));

        Assert.Equal(AccountState.Deleted, LicenceChanges.SignIn(gone, Midnight(2027, 12, 23)).At(Midnight(2027, 12, 23)).State);
        Assert.Equal(LicenceRefusal.Deleted, LicenceChanges.GoGreen(gone, Midnight(2027, 12, 23)).Refused());
    }

    [Fact]
    public void GoGreen_FromPaid_IsAtOnceAndCountsAsSignIn()
    {
        var paid = Bought(Local(2026, 11, 23), Package.Gold);

        var green = LicenceChanges.GoGreen(paid, Local(2027, 1, 10)).Made();

        Assert.Empty(green.Periods);
        Assert.Equal(Package.Green, green.At(Local(2027, 1, 10)).Package);
        Assert.Equal(Midnight(2028, 1, 10), green.At(Local(2027, 1, 10)).ValidUntil);
    }

    [Fact]
    public void GoGreen_WhileClosing_LeavesClosing()
    {
        var closing = LicenceChanges.Close(Bought(Local(2026, 11, 23)), Local(2026, 11, 24)).Made();

        var green = LicenceChanges.GoGreen(closing, Local(2026, 11, 25)).Made();

        Assert.Equal(AccountState.Closing, green.At(Local(2026, 11, 25)).State);
    }
}
