using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;

namespace AleSekretariat.Domain.Tests.Registers;

public sealed class ContractDifferencesTests
{
    private static readonly ContractDraft Contract = new ContractDraft
    {
        Subject = "Najem",
        Parties = [new ContractPartyDraft(null, "PETRUS", "9591558163", "wynajmujący", "522081260")],
        ValidTo = new(2026, 12, 31),
        Value = 100m,
    }.Normalized();

    [Fact]
    public void Between_TheSameTypedAgain_IsNothing() =>
        Assert.Empty(ContractDifferences.Between(Contract, (Contract with { Subject = " Najem ", Value = 100.00m, ReminderDays = [7, 30, 90] }).Normalized()));

    [Fact]
    public void Between_Changes_AreTrueValuesInTheOrderOfTheForm() => Assert.Equal(
        [
            new FieldChange("subject", "Najem", "Najem lokalu"),
            new FieldChange("parties", "PETRUS (NIP 9591558163, REGON 522081260, wynajmujący)", "PETRUS (wynajmujący); Poręczyciel"),
            new FieldChange("validTo", "2026-12-31", null),
            new FieldChange("value", "100.00", "100.50"),
            new FieldChange("notice", null, "3 months endOfQuarter"),
            new FieldChange("reminderDays", "90, 30, 7", "14"),
            new FieldChange("originalPlace", null, "segregator U-3"),
        ],
        ContractDifferences.Between(Contract, (Contract with
        {
            Subject = "Najem lokalu",
            Parties = [new ContractPartyDraft(null, "PETRUS", null, "wynajmujący"), new ContractPartyDraft(null, "Poręczyciel", null, null)],
            ValidTo = null,
            Value = 100.5m,
            Notice = new Notice(3, NoticeUnit.Months, NoticeEffect.EndOfQuarter),
            ReminderDays = [14],
            OriginalPlace = "segregator U-3",
        }).Normalized()));
}
