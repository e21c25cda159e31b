using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Quotas;

public sealed class WriteGateTests
{
    private static readonly DateTimeOffset Now = Local(2026, 11, 23);
    private static readonly LicenceStatus Active = Licence.Open(Now).At(Now);
    private static readonly PackageLimits Green = Prices.LimitsOf(Package.Green);

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(9, 1, true)] // the 10th is not refused
    [InlineData(10, 1, false)] // the 11th is
    [InlineData(8, 2, true)]
    [InlineData(8, 3, false)]
    [InlineData(63, 1, false)] // after Paid → Green over the limit
    [InlineData(int.MaxValue, int.MaxValue, false)]
    public void Check_OnGreen_LetsTenThrough(int used, int count, bool passes)
    {
        foreach (var kind in Enum.GetValues<RegisterKind>())
        {
            var refusal = WriteGate.Check(Active, Green, kind, used, count, Now);
            Assert.Equal(passes ? null : new GateRefusal.QuotaExhausted(kind, used, 10, Midnight(2026, 12, 1)), refusal);
        }
    }

    [Fact]
    public void Check_InDecember_ResetsAtNewYear() =>
        Assert.Equal(
            new GateRefusal.QuotaExhausted(RegisterKind.Contracts, 10, 10, Midnight(2027, 1, 1)),
            WriteGate.Check(Active, Green, RegisterKind.Contracts, 10, 1, Midnight(2027, 1, 1).AddTicks(-1)));

    [Fact]
    public void Check_WithoutLimit_NeverRefuses() =>
        Assert.Null(WriteGate.Check(Active, Prices.LimitsOf(Package.Platinum), RegisterKind.Contracts, int.MaxValue, int.MaxValue, Now));

    [Fact]
    public void Check_AChangeThatUsesNoQuota_IsRefusedOnlyByState()
    {
        var closing = LicenceChanges.Close(Licence.Open(Now), Now).Made().At(Now);
        var expired = Licence.Open(Now).At(Local(2027, 11, 23));

        Assert.Null(WriteGate.Check(Active, Green, null, 99, 0, Now));
        Assert.Equal(new GateRefusal.ReadOnly(AccountState.Closing, Now.AddHours(72)), WriteGate.Check(closing, Green, null, 0, 0, Now));
        Assert.Equal(
            new GateRefusal.ReadOnly(AccountState.ReadOnly, Midnight(2027, 12, 23)),
            WriteGate.Check(expired with { Suspended = true }, Green, RegisterKind.Contracts, 0, 1, Local(2027, 11, 23)));
        Assert.Equal(new GateRefusal.Suspended(), WriteGate.Check(Active with { Suspended = true }, Green, null, 0, 0, Now));
    }

    [Fact]
    public void Check_WithAWrongCount_IsAFault()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WriteGate.Check(Active, Green, RegisterKind.Contracts, 0, 0, Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => WriteGate.Check(Active, Green, RegisterKind.Contracts, -1, 1, Now));
    }
}
