using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;

namespace AleSekretariat.Domain.Tests.Registers;

public sealed class CorrespondenceRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly CorrespondenceDraft Letter = new() { Direction = Direction.Incoming, Subject = "Reklamacja", CorrespondentName = "Józef Źródlak" };

    [Fact]
    public void Validate_ALetter_FindsNothingAndDatesItToday()
    {
        Assert.Empty(CorrespondenceRules.Validate(Letter, Today));
        Assert.Equal(Today, Letter.Normalized(Today).ReceivedOn);
        Assert.Null(Letter.Normalized(Today).SentOn);
        Assert.Equal(Today, (Letter with { Direction = Direction.Outgoing }).Normalized(Today).SentOn);
    }

    public static TheoryData<string, string, CorrespondenceDraft> Faults => new()
    {
        { "direction", "required", Letter with { Direction = null } },
        { "direction", "unknown", Letter with { Direction = (Direction)7 } },
        { "deliveryMethod", "unknown", Letter with { DeliveryMethod = (DeliveryMethod)99 } },
        { "subject", "required", Letter with { Subject = null } },
        { "subject", "required", Letter with { Subject = " \t\n " } },
        { "subject", "required", Letter with { Subject = "\u200B\u202E\uFEFF\u2060" } },
        { "subject", "required", Letter with { Subject = "\u3164\u3164\u3164" } },
        { "correspondent.name", "notText", Letter with { CorrespondentName = "\u200B" } },
        { "subject", "tooShort", Letter with { Subject = " ab " } },
        { "subject", "tooLong", Letter with { Subject = new string('ż', 501) } },
        { "subject", "notText", Letter with { Subject = "abc\0def" } },
        { "subject", "notText", Letter with { Subject = "abc\ndef" } },
        { "subject", "notText", Letter with { Subject = "abc\uD83D def" } },
        { "correspondent.name", "tooLong", Letter with { CorrespondentName = new string('x', 301) } },
        { "correspondent", "notAllowed", Letter with { ContactId = Guid.NewGuid() } },
        { "reference", "tooLong", Letter with { Reference = new string('x', 101) } },
        { "postalNumber", "tooLong", Letter with { PostalNumber = new string('1', 51) } },
        { "notes", "tooLong", Letter with { Notes = new string('x', 4001) } },
        { "notes", "notText", Letter with { Notes = "a\u001bb" } },
        { "receivedOn", "future", Letter with { ReceivedOn = Today.AddDays(1) } },
        { "receivedOn", "outOfRange", Letter with { ReceivedOn = new DateOnly(1899, 12, 31) } },
        { "letterDate", "outOfRange", Letter with { LetterDate = new DateOnly(2201, 1, 1) } },
        { "sentOn", "notAllowed", Letter with { SentOn = Today } },
        { "receivedOn", "notAllowed", Letter with { Direction = Direction.Outgoing, ReceivedOn = Today } },
        { "sentOn", "notAllowed", Letter with { Direction = Direction.Internal, ReceivedOn = Today, SentOn = Today } },
        { "dueOn", "beforeDate", Letter with { ReceivedOn = Today, DueOn = Today.AddDays(-1) } },
        { "eDeliveryAddress", "required", Letter with { Direction = Direction.Outgoing, DeliveryMethod = DeliveryMethod.EDelivery } },
        { "letterKind", "tooLong", Letter with { LetterKind = new string('x', 101) } },
        { "tags", "tooMany", Letter with { Tags = [.. Enumerable.Range(1, 21).Select(i => $"tag{i}")] } },
        { "tags[1]", "tooLong", Letter with { Tags = ["pilne", new string('x', 51)] } },
        { "enclosures", "outOfRange", Letter with { Enclosures = -1 } },
        { "massGrams", "outOfRange", Letter with { MassGrams = -1 } },
        { "fee", "outOfRange", Letter with { Fee = -0.01m } },
        { "declaredValue", "tooManyPlaces", Letter with { DeclaredValue = 1.005m } },
        { "cashOnDelivery", "outOfRange", Letter with { CashOnDelivery = 1_000_000_000_000m } },
        { "receiptOn", "beforeDate", Letter with { ReceivedOn = Today, ReceiptOn = Today.AddDays(-1) } },
        { "receiptOn", "future", Letter with { ReceiptOn = Today.AddDays(1) } },
        { "correspondentAddress", "tooLong", Letter with { CorrespondentAddress = new string('x', 501) } },
        { "caseMark", "tooLong", Letter with { CaseMark = new string('x', 101) } },
        { "earlierNumber", "tooLong", Letter with { EarlierNumber = new string('x', 61) } },
        { "related", "tooMany", Letter with { Related = [.. Enumerable.Range(1, 51).Select(_ => Guid.NewGuid())] } },
        { "people", "notAllowed", Letter with { People = [Guid.NewGuid()] } },
        { "assignedTo", "required", Letter with { Instruction = "odpisz" } },
        { "assignedTo", "notAllowed", Letter with { Direction = Direction.Outgoing, AssignedTo = Guid.NewGuid() } },
        { "assignmentDue", "beforeDate", Letter with { AssignedTo = Guid.NewGuid(), AssignmentDue = Today.AddDays(-1) } },
        { "eDeliveryAddress", "format", Letter with { EDeliveryAddress = "AE:PL-12345-12345-ABCDE-1" } },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Validate_AFault_NamesTheFieldAndTheReason(string field, string code, CorrespondenceDraft draft)
    {
        var error = Assert.Single(CorrespondenceRules.Validate(draft, Today));

        Assert.Equal((field, code), (error.Field, error.Code));
    }

    public static TheoryData<CorrespondenceDraft> Allowed => new()
    {
        Letter with { Subject = string.Concat(Enumerable.Repeat("😀", 500)) },
        Letter with { CorrespondentName = null },
        Letter with { CorrespondentName = null, ContactId = Guid.NewGuid() },
        Letter with { Direction = Direction.Outgoing, SentOn = Today.AddDays(3) },
        Letter with { Direction = Direction.Internal, SentOn = Today },
        Letter with { DueOn = Today },
        Letter with { Notes = "jedna\r\n\tdruga" },
        Letter with { Direction = Direction.Outgoing, DeliveryMethod = DeliveryMethod.EDelivery, EDeliveryAddress = " ae:pl-12345-67890-ABCDE-12 " },
        Letter with { LetterDate = Today.AddDays(9), PostalNumber = "not a number" },
    };

    [Theory]
    [MemberData(nameof(Allowed), DisableDiscoveryEnumeration = true)]
    public void Validate_WhatIsAllowed_FindsNothing(CorrespondenceDraft draft) => Assert.Empty(CorrespondenceRules.Validate(draft, Today));

    [Fact]
    public void Warnings_OddDateOrPostalNumber_AreNamedNeverRefused()
    {
        var odd = Letter with { LetterDate = Today.AddDays(1), DeliveryMethod = DeliveryMethod.Registered, PostalNumber = "00106141412345678909" };

        Assert.Equal([("letterDate", "afterDate"), ("postalNumber", "checksum")], CorrespondenceRules.Warnings(odd, Today).Select(warning => (warning.Field, warning.Code)));
        Assert.Empty(CorrespondenceRules.Validate(odd, Today));
        Assert.Empty(CorrespondenceRules.Warnings(odd with { LetterDate = null, DeliveryMethod = DeliveryMethod.Courier }, Today));
    }

    [Theory]
    [InlineData("00106141412345678908", true)]
    [InlineData("(00) 1 0614141 234567890 8", true)]
    [InlineData("00106141412345678907", false)]
    [InlineData("RR473124829GB", true)]
    [InlineData("RR473124828GB", false)]
    [InlineData("RR 473 124 829 PL", true)]
    [InlineData("1234567890", false)]
    [InlineData("", false)]
    public void PostalNumber_WithCheckDigit_IsChecked(string number, bool valid) => Assert.Equal(valid, PostalNumber.IsValid(number));

    [Theory]
    [InlineData("pomyłka", null)]
    [InlineData(" x ", "tooShort")]
    [InlineData("", "required")]
    public void AnnulReason_WhenAbsentOrShort_IsRefused(string reason, string? code) =>
        Assert.Equal(code, AnnulReason.Validate(reason).SingleOrDefault()?.Code);
}
