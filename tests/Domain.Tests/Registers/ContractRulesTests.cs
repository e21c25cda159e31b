using AleSekretariat.Domain.Registers.Contracts;

namespace AleSekretariat.Domain.Tests.Registers;

public sealed class ContractRulesTests
{
    private static readonly ContractPartyDraft Party = new(null, "AKBA SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ", "529-185-07-10", "wykonawca");
    private static readonly ContractDraft Contract = new() { Subject = "Zakup akumulatorów", Parties = [Party], Value = 1630.57m };

    [Fact]
    public void Validate_AContract_FindsNothingAndIsStoredTidily()
    {
        var stored = (Contract with { Notice = new Notice(3, NoticeUnit.Months, NoticeEffect.EndOfQuarter) }).Normalized();

        Assert.Empty(ContractRules.Validate(Contract));
        Assert.Equal("PLN", stored.Currency);
        Assert.Equal("5291850710", stored.Parties![0]!.Nip);
        Assert.Equal("526965718", (Contract with { Parties = [Party with { Regon = "526-965-718" }] }).Normalized().Parties![0]!.Regon);
        Assert.Equal([90, 30, 7], stored.ReminderDays);
        Assert.Null((Contract with { Value = null }).Normalized().Currency);
        Assert.Equal("EUR", (Contract with { Currency = " eur " }).Normalized().Currency);
    }

    public static TheoryData<string, string, ContractDraft> Faults => new()
    {
        { "subject", "required", Contract with { Subject = "" } },
        { "subject", "tooLong", Contract with { Subject = new string('x', 1001) } },
        { "parties", "required", Contract with { Parties = null } },
        { "parties", "required", Contract with { Parties = [] } },
        { "parties", "tooLong", Contract with { Parties = [.. Enumerable.Repeat(Party, 51)] } },
        { "parties[0]", "required", Contract with { Parties = [null] } },
        { "parties[1].name", "required", Contract with { Parties = [Party, Party with { Name = " " }] } },
        { "parties[0].name", "notAllowed", Contract with { Parties = [Party with { ContactId = Guid.NewGuid() }] } },
        { "parties[0].nip", "checksum", Contract with { Parties = [Party with { Nip = "5291850711" }] } },
        { "parties[0].role", "tooLong", Contract with { Parties = [Party with { Role = new string('x', 101) }] } },
        { "counterpartyNumber", "tooLong", Contract with { CounterpartyNumber = new string('x', 101) } },
        { "validTo", "beforeDate", Contract with { ValidFrom = new(2026, 2, 1), ValidTo = new(2026, 1, 31) } },
        { "signedOn", "outOfRange", Contract with { SignedOn = new(1, 1, 1) } },
        { "value", "outOfRange", Contract with { Value = -0.01m } },
        { "value", "outOfRange", Contract with { Value = 1_000_000_000_000m } },
        { "value", "outOfRange", Contract with { Value = decimal.MaxValue } },
        { "value", "tooManyPlaces", Contract with { Value = 0.001m } },
        { "currency", "unknown", Contract with { Currency = "ZŁ" } },
        { "notice.amount", "outOfRange", Contract with { Notice = new Notice(0, NoticeUnit.Days, NoticeEffect.None) } },
        { "notice.amount", "outOfRange", Contract with { Notice = new Notice(121, NoticeUnit.Months, NoticeEffect.None) } },
        { "parties[0].regon", "checksum", Contract with { Parties = [Party with { Regon = "526965719" }] } },
        { "vatRate", "outOfRange", Contract with { VatRate = 100.01m } },
        { "vatRate", "tooManyPlaces", Contract with { VatRate = 22.995m } },
        { "recurrence", "unknown", Contract with { Recurrence = (ContractRecurrence)9 } },
        { "validTo", "required", Contract with { Renewal = new Renewal(12, NoticeUnit.Months, null) } },
        { "renewal.amount", "outOfRange", Contract with { ValidTo = new(2027, 1, 1), Renewal = new Renewal(0, NoticeUnit.Months, null) } },
        { "renewal.times", "outOfRange", Contract with { ValidTo = new(2027, 1, 1), Renewal = new Renewal(1, NoticeUnit.Months, 101) } },
        { "renewal.unit", "unknown", Contract with { ValidTo = new(2027, 1, 1), Renewal = new Renewal(1, (NoticeUnit)9, null) } },
        { "reminderDays", "outOfRange", Contract with { ReminderDays = [0] } },
        { "reminderDays", "tooLong", Contract with { ReminderDays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } },
        { "deputy", "notAllowed", Contract with { Responsible = Guid.AllBitsSet, Deputy = Guid.AllBitsSet } },
        { "kind", "tooLong", Contract with { Kind = new string('x', 101) } },
        { "originalPlace", "tooLong", Contract with { OriginalPlace = new string('x', 201) } },
        { "earlierNumber", "tooLong", Contract with { EarlierNumber = new string('x', 101) } },
        { "retentionUntil", "outOfRange", Contract with { RetentionUntil = new(2201, 1, 1) } },
        { "notice.unit", "unknown", Contract with { Notice = new Notice(1, (NoticeUnit)9, NoticeEffect.None) } },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Validate_AFault_NamesTheFieldAndTheReason(string field, string code, ContractDraft draft)
    {
        var error = Assert.Single(ContractRules.Validate(draft));

        Assert.Equal((field, code), (error.Field, error.Code));
    }

    [Fact]
    public void Validate_ValueWithTrailingZeros_IsTwoPlaces() =>
        Assert.Empty(ContractRules.Validate(Contract with { Value = 999_999_999_999.9900m, ValidFrom = new(2026, 1, 1), ValidTo = new(2026, 1, 1) }));

    [Theory]
    [InlineData(null, null, null, ContractStatus.Draft)]
    [InlineData("2026-11-24", null, null, ContractStatus.Draft)]
    [InlineData("2026-11-23", null, null, ContractStatus.InForce)]
    [InlineData("2026-11-01", "2027-01-01", null, ContractStatus.InForce)]
    [InlineData(null, "2026-11-01", "2026-11-23", ContractStatus.InForce)] // in force through its last day
    [InlineData("2026-11-01", "2026-11-01", "2026-11-22", ContractStatus.Expired)]
    public void Status_FromDates_FollowsTheDay(string? signed, string? from, string? to, ContractStatus status) =>
        Assert.Equal(status, ContractStatuses.At(new ContractFacts { SignedOn = Day(signed), ValidFrom = Day(from), ValidTo = Day(to) }, new DateOnly(2026, 11, 23)));

    [Fact]
    public void Status_AfterNotice_IsGivenThenTerminated()
    {
        var facts = new ContractFacts { SignedOn = new(2026, 1, 1), TerminationGivenOn = new(2026, 11, 1), TerminatesOn = new(2026, 11, 30) };

        Assert.Equal(ContractStatus.InForce, ContractStatuses.At(facts, new DateOnly(2026, 10, 31)));
        Assert.Equal(ContractStatus.TerminationGiven, ContractStatuses.At(facts, new DateOnly(2026, 11, 30)));
        Assert.Equal(ContractStatus.Terminated, ContractStatuses.At(facts, new DateOnly(2026, 12, 1)));
        Assert.Equal(ContractStatus.Annulled, ContractStatuses.At(facts with { Annulled = true }, new DateOnly(2026, 12, 1)));
    }

    private static DateOnly? Day(string? text) => text is null ? null : Time.WarsawTimeTests.Day(text);
}
