using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using CsCheck;

namespace AleSekretariat.Domain.Tests.Registers;

public sealed class AnnexTests
{
    private static readonly ContractDraft Lease = new()
    {
        Subject = "Dzierżawa falcerki",
        Parties = [new ContractPartyDraft(null, "Grafmasz Serwis", null, "wydzierżawiający")],
        SignedOn = new(2024, 12, 12),
        ValidFrom = new(2025, 1, 1),
        ValidTo = new(2026, 12, 31),
        Value = 1650m,
        Currency = "PLN",
        Notice = new Notice(3, NoticeUnit.Months, NoticeEffect.None),
    };

    private static readonly Annex First = new("1", new(2025, 6, 20), new(2025, 7, 1), "serwis co kwartał",
        [new(TermField.Value, "1750.00"), new(TermField.Notice, "1 months endOfMonth")]);

    private static readonly Annex Second = new("2", new(2025, 12, 9), new(2026, 1, 1), "waloryzacja", [new(TermField.Value, "1850.00")]);

    [Fact]
    public void Terms_OnADay_AreThoseOfTheAnnexesInForceByThen()
    {
        ContractTerms On(int year, int month, int day) => TermsInForce.On(Lease.Terms, [First, Second], new DateOnly(year, month, day));

        Assert.Equal((1650m, NoticeUnit.Months, 3), (On(2025, 6, 30).Value, On(2025, 6, 30).Notice!.Unit, On(2025, 6, 30).Notice!.Amount));
        Assert.Equal((1750m, new Notice(1, NoticeUnit.Months, NoticeEffect.EndOfMonth)), (On(2025, 7, 1).Value, On(2025, 12, 31).Notice));
        Assert.Equal(1850m, On(2026, 1, 1).Value);
        Assert.Equal(On(2026, 1, 1), TermsInForce.AtLast(Lease.Terms, [Second, First])); // by their days, not by their order
    }

    [Fact]
    public void Terms_TwoAnnexesFromOneDay_TheLaterEnteredCounts() =>
        Assert.Equal(1900m, TermsInForce.AtLast(Lease.Terms, [Second, Second with { Changes = [new(TermField.Value, "1900.00")] }]).Value);

    [Fact]
    public void Changes_AreToldAsTheTermsStood()
    {
        Assert.Equal([new FieldChange("value", "1750.00", "1850.00")], TermsInForce.ChangesOf(Lease.Terms, [First], Second));
        Assert.Equal([new FieldChange("validTo", "2026-12-31", null)],
            TermsInForce.ChangesOf(Lease.Terms, [], First with { Changes = [new(TermField.ValidTo, null)] }));
    }

    [Fact]
    public void Texts_AnyTerms_ReadBackTheSame() => Gen.Select(
        Gen.Int[0, 3000], Gen.Int[0, 1_000_000], Gen.Enum<ContractRecurrence>(), Gen.Enum<NoticeUnit>(), Gen.Enum<NoticeEffect>(), Gen.Int[1, 50], Gen.Int[0, 5], Gen.Bool).Sample(
        (day, cents, recurrence, unit, effect, amount, times, some) =>
        {
            var terms = !some ? new ContractTerms() : new ContractTerms
            {
                ValidTo = new DateOnly(2026, 1, 1).AddDays(day),
                Value = cents / 100m,
                Currency = "EUR",
                VatRate = 8m,
                Recurrence = recurrence,
                Notice = new Notice(amount, unit, effect),
                Renewal = new Renewal(amount, unit, times == 0 ? null : times),
            };

            Assert.Equal(terms, Enum.GetValues<TermField>().Aggregate(Lease.Terms, (read, field) => read.With(field, TermText.Of(terms, field))));
        },
        iter: 1_000);

    [Fact]
    public void Validate_ARightAnnex_FindsNothing()
    {
        Assert.Empty(AnnexRules.Validate(First, Lease, []));
        Assert.Empty(AnnexRules.Validate(Second, Lease, [First]));
        Assert.Empty(AnnexRules.Validate(First with { Changes = [] }, Lease, []));
    }

    [Fact]
    public void Validate_TheTwoHundredAndFirst_IsRefused()
    {
        var error = Assert.Single(AnnexRules.Validate(First, Lease, [.. Enumerable.Repeat(Second, 200)]));

        Assert.Equal(("number", "annexTooMany"), (error.Field, error.Code));
    }

    public static TheoryData<string, string, Annex> Faults => new()
    {
        { "number", "required", First with { Number = " " } },
        { "number", "tooLong", First with { Number = new string('1', 101) } },
        { "description", "tooLong", First with { Description = new string('x', 1001) } },
        { "signedOn", "beforeDate", First with { SignedOn = new(2024, 12, 11) } },
        { "effectiveFrom", "beforeDate", First with { EffectiveFrom = new(2024, 12, 31) } },
        { "changes", "annexEmpty", First with { Description = null, Changes = [] } },
        { "changes.value", "outOfRange", First with { Changes = [new(TermField.Value, "1000000000000.00")] } },
        { "changes.validTo", "beforeDate", First with { Changes = [new(TermField.ValidTo, "2024-12-31")] } },
        { "changes.currency", "unknown", First with { Changes = [new(TermField.Currency, "XXL")] } },
        { "changes.notice.amount", "outOfRange", First with { Changes = [new(TermField.Notice, "121 months none")] } },
        { "changes.validTo", "required", First with { Changes = [new(TermField.ValidTo, null), new(TermField.Renewal, "12 months")] } },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Validate_AFault_NamesTheFieldAndTheReason(string field, string code, Annex annex)
    {
        var error = Assert.Single(AnnexRules.Validate(annex, Lease, []));

        Assert.Equal((field, code), (error.Field, error.Code));
    }
}
