using System.Collections.Immutable;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary>Letters between their JSON and the grain's command, the grain's answer, the rows read.</summary>
internal static class CorrespondenceBodies
{
    /// <summary>
    /// What the command could not carry: no direction, or a date that is not the direction's (it would be lost without a
    /// word). Then everything else that is wrong is named as well; otherwise the tenant checks, by its own clock.
    /// </summary>
    public static ImmutableArray<FieldProblem> UntranslatableProblems(this CorrespondenceRequest request, DateOnly today)
    {
        var given = (request.ReceivedOn is not null ? 1 : 0) + (request.SentOn is not null ? 1 : 0);
        if (request.Direction is not null && given == 0)
            return [];
        var errors = CorrespondenceRules.Validate(request.ToDraft(), today);
        var untranslatable = request.Direction is null || errors.Any(error => error is { Field: "receivedOn" or "sentOn", Code: FieldError.NotAllowed });
        return untranslatable ? errors.ToProblems() : [];
    }

    public static RegisterCorrespondence ToCommand(this CorrespondenceRequest request) => new()
    {
        Direction = request.Direction ?? throw new InvalidOperationException("A letter without direction was let through."),
        Subject = request.Subject ?? "",
        CorrespondentName = request.Correspondent?.Name,
        ContactId = request.Correspondent?.ContactId,
        Date = request.Direction == Direction.Outgoing ? request.SentOn : request.ReceivedOn ?? request.SentOn,
        LetterDate = request.LetterDate,
        Reference = request.Reference,
        DeliveryMethod = request.DeliveryMethod,
        PostalNumber = request.PostalNumber,
        EDeliveryAddress = request.EDeliveryAddress,
        DueOn = request.DueOn,
        Confidential = request.Confidential ?? false,
        Notes = request.Notes,
        LetterKind = request.LetterKind,
        Tags = request.Tags is { Count: > 0 } tags ? [.. tags.Select(tag => tag ?? "")] : null,
        Enclosures = request.Enclosures,
        CorrespondentAddress = request.CorrespondentAddress,
        MassGrams = request.MassGrams,
        Fee = request.Fee,
        DeclaredValue = request.DeclaredValue,
        CashOnDelivery = request.CashOnDelivery,
        ReceiptOn = request.ReceiptOn,
        CaseMark = request.CaseMark,
        EarlierNumber = request.EarlierNumber,
        ReplyTo = request.ReplyTo,
        ContractId = request.ContractId,
        Related = request.Related is { Count: > 0 } related ? [.. related] : null,
        People = request.People is { Count: > 0 } people ? [.. people] : null,
        AssignedTo = request.AssignedTo,
        Instruction = request.Instruction,
        AssignmentDue = request.AssignmentDue,
    };

    public static CorrespondenceResponse ToResponse(this RegisteredCorrespondence entry) => new()
    {
        Id = entry.Id,
        Number = entry.Number,
        Sequence = entry.Sequence,
        Year = entry.Year,
        RegisteredAt = entry.RegisteredAt,
        RegisteredBy = entry.RegisteredBy,
        Status = entry.Status,
        Direction = entry.Letter.Direction,
        Subject = entry.Letter.Subject,
        Correspondent = Correspondent(entry.Letter.CorrespondentName, entry.Letter.ContactId),
        ReceivedOn = entry.Letter.Direction == Direction.Outgoing ? null : entry.Letter.Date,
        SentOn = entry.Letter.Direction == Direction.Outgoing ? entry.Letter.Date : null,
        LetterDate = entry.Letter.LetterDate,
        Reference = entry.Letter.Reference,
        DeliveryMethod = entry.Letter.DeliveryMethod,
        PostalNumber = entry.Letter.PostalNumber,
        EDeliveryAddress = entry.Letter.EDeliveryAddress,
        DueOn = entry.Letter.DueOn,
        Confidential = entry.Letter.Confidential,
        Notes = entry.Letter.Notes,
        LetterKind = entry.Letter.LetterKind,
        Enclosures = entry.Letter.Enclosures,
        CorrespondentAddress = entry.Letter.CorrespondentAddress,
        MassGrams = entry.Letter.MassGrams,
        Fee = entry.Letter.Fee,
        DeclaredValue = entry.Letter.DeclaredValue,
        CashOnDelivery = entry.Letter.CashOnDelivery,
        Currency = CurrencyOf(entry.Letter.Fee, entry.Letter.DeclaredValue, entry.Letter.CashOnDelivery),
        ReceiptOn = entry.Letter.ReceiptOn,
        CaseMark = entry.Letter.CaseMark,
        EarlierNumber = entry.Letter.EarlierNumber,
        ReplyTo = entry.Letter.ReplyTo,
        ContractId = entry.Letter.ContractId,
        AssignedTo = entry.Letter.AssignedTo,
        Instruction = entry.Letter.Instruction,
        AssignmentDue = entry.Letter.AssignmentDue,
        Tags = entry.Letter.Tags ?? [],
        Related = entry.Letter.Related ?? [],
        People = entry.Letter.People ?? [],
        AssignedToName = entry.AssignedToName,
        AssignedAt = entry.Letter.AssignedTo is null ? null : entry.RegisteredAt,
        Version = 1,
    };

    public static CorrespondenceResponse ToResponse(this CorrespondenceDetails entry) => new()
    {
        Id = entry.Id,
        Number = entry.Number,
        Sequence = entry.Sequence,
        Year = entry.Year,
        RegisteredAt = entry.RegisteredAt,
        RegisteredBy = entry.RegisteredBy,
        Status = entry.Status,
        Direction = entry.Direction,
        Subject = entry.Subject,
        Correspondent = Correspondent(entry.Correspondent, entry.ContactId),
        ReceivedOn = entry.Direction == Direction.Outgoing ? null : entry.Date,
        SentOn = entry.Direction == Direction.Outgoing ? entry.Date : null,
        LetterDate = entry.LetterDate,
        Reference = entry.Reference,
        DeliveryMethod = entry.DeliveryMethod,
        PostalNumber = entry.PostalNumber,
        EDeliveryAddress = entry.EDeliveryAddress,
        DueOn = entry.DueOn,
        Confidential = entry.Confidential,
        Notes = entry.Notes,
        LetterKind = entry.LetterKind,
        Enclosures = entry.Enclosures,
        CorrespondentAddress = entry.CorrespondentAddress,
        MassGrams = entry.MassGrams,
        Fee = entry.Fee,
        DeclaredValue = entry.DeclaredValue,
        CashOnDelivery = entry.CashOnDelivery,
        Currency = CurrencyOf(entry.Fee, entry.DeclaredValue, entry.CashOnDelivery),
        ReceiptOn = entry.ReceiptOn,
        CaseMark = entry.CaseMark,
        EarlierNumber = entry.EarlierNumber,
        ReplyTo = entry.ReplyTo,
        ContractId = entry.ContractId,
        AssignedTo = entry.AssignedTo,
        Instruction = entry.Instruction,
        AssignmentDue = entry.AssignmentDue,
        Tags = entry.Tags,
        Related = entry.Related,
        People = entry.People,
        DeliveredOn = entry.DeliveredOn,
        ReturnedOn = entry.ReturnedOn,
        ReturnReason = entry.ReturnReason,
        AssignedToName = entry.AssignedToName,
        AssignedAt = entry.AssignedAt,
        ReadAt = entry.ReadAt,
        ConfirmedAt = entry.ConfirmedAt,
        AnnulledAt = entry.AnnulledAt,
        AnnulledBy = entry.AnnulledBy,
        AnnulReason = entry.AnnulReason,
        Version = entry.Version,
    };

    public static CorrespondenceItem ToItem(this CorrespondenceRow row) => new()
    {
        Id = row.Id,
        Number = row.Number,
        Sequence = row.Sequence,
        Year = row.Year,
        RegisteredAt = row.RegisteredAt,
        RegisteredBy = row.RegisteredBy,
        Status = row.Status,
        Direction = row.Direction,
        Subject = row.Subject,
        Correspondent = Correspondent(row.Correspondent, row.ContactId),
        ReceivedOn = row.Direction == Direction.Outgoing ? null : row.Date,
        SentOn = row.Direction == Direction.Outgoing ? row.Date : null,
        LetterDate = row.LetterDate,
        Reference = row.Reference,
        DeliveryMethod = row.DeliveryMethod,
        DueOn = row.DueOn,
        Confidential = row.Confidential,
        AssignedTo = row.AssignedTo,
        AssignedToName = row.AssignedToName,
        Version = row.Version,
    };

    private static string? CurrencyOf(params ReadOnlySpan<decimal?> sums)
    {
        foreach (var sum in sums)
        {
            if (sum is not null)
                return "PLN";
        }

        return null;
    }

    private static CorrespondentBody? Correspondent(string? name, Guid? contactId) =>
        name is null && contactId is null ? null : new CorrespondentBody(name, contactId);

    private static CorrespondenceDraft ToDraft(this CorrespondenceRequest request) => new()
    {
        Direction = request.Direction,
        Subject = request.Subject,
        CorrespondentName = request.Correspondent?.Name,
        ContactId = request.Correspondent?.ContactId,
        ReceivedOn = request.ReceivedOn,
        SentOn = request.SentOn,
        LetterDate = request.LetterDate,
        Reference = request.Reference,
        DeliveryMethod = request.DeliveryMethod,
        PostalNumber = request.PostalNumber,
        EDeliveryAddress = request.EDeliveryAddress,
        DueOn = request.DueOn,
        Confidential = request.Confidential ?? false,
        Notes = request.Notes,
        LetterKind = request.LetterKind,
        Tags = request.Tags,
        Enclosures = request.Enclosures,
        CorrespondentAddress = request.CorrespondentAddress,
        MassGrams = request.MassGrams,
        Fee = request.Fee,
        DeclaredValue = request.DeclaredValue,
        CashOnDelivery = request.CashOnDelivery,
        ReceiptOn = request.ReceiptOn,
        CaseMark = request.CaseMark,
        EarlierNumber = request.EarlierNumber,
        Related = request.Related,
        People = request.People,
        AssignedTo = request.AssignedTo,
        Instruction = request.Instruction,
        AssignmentDue = request.AssignmentDue,
    };
}
