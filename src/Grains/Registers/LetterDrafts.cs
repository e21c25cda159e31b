using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>A command between the wire and the rules.</summary>
internal static class LetterDrafts
{
    /// <summary>What the rules look at.</summary>
    public static CorrespondenceDraft Of(RegisterCorrespondence command)
    {
        var outgoing = command.Direction == Direction.Outgoing;
        return new CorrespondenceDraft
        {
            Direction = command.Direction,
            Subject = command.Subject,
            CorrespondentName = command.CorrespondentName,
            ContactId = command.ContactId,
            ReceivedOn = outgoing ? null : command.Date,
            SentOn = outgoing ? command.Date : null,
            LetterDate = command.LetterDate,
            Reference = command.Reference,
            DeliveryMethod = command.DeliveryMethod,
            PostalNumber = command.PostalNumber,
            EDeliveryAddress = command.EDeliveryAddress,
            DueOn = command.DueOn,
            Confidential = command.Confidential,
            Notes = command.Notes,
            LetterKind = command.LetterKind,
            Tags = command.Tags is { IsDefault: false } tags ? tags : null,
            Enclosures = command.Enclosures,
            CorrespondentAddress = command.CorrespondentAddress,
            MassGrams = command.MassGrams,
            Fee = command.Fee,
            DeclaredValue = command.DeclaredValue,
            CashOnDelivery = command.CashOnDelivery,
            ReceiptOn = command.ReceiptOn,
            CaseMark = command.CaseMark,
            EarlierNumber = command.EarlierNumber,
            ReplyTo = command.ReplyTo,
            ContractId = command.ContractId,
            Related = command.Related is { IsDefault: false } related ? related : null,
            People = command.People is { IsDefault: false } people ? people : null,
            AssignedTo = command.AssignedTo,
            Instruction = command.Instruction,
            AssignmentDue = command.AssignmentDue,
        };
    }

    /// <summary>The command with defaults filled in and texts trimmed, as it is stored and answered.</summary>
    public static RegisterCorrespondence Stored(RegisterCorrespondence command, CorrespondenceDraft draft) => command with
    {
        Subject = draft.Subject ?? "",
        CorrespondentName = draft.CorrespondentName,
        Date = draft.EntryDate,
        Reference = draft.Reference,
        PostalNumber = draft.PostalNumber,
        EDeliveryAddress = draft.EDeliveryAddress,
        Notes = draft.Notes,
        LetterKind = draft.LetterKind,
        Tags = draft.Tags is { } tags ? [.. tags.OfType<string>()] : null,
        CorrespondentAddress = draft.CorrespondentAddress,
        CaseMark = draft.CaseMark,
        EarlierNumber = draft.EarlierNumber,
        Related = draft.Related is { } related ? [.. related] : null,
        People = draft.People is { } people ? [.. people] : null,
        Instruction = draft.Instruction,
    };
}
