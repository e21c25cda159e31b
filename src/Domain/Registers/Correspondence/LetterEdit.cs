namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>
/// A registered letter with what was typed over it. Whom it is given to and how far it got are not typed: they move by
/// <see cref="LetterWorkflow"/> only, so that a form left open over lunch takes nothing back.
/// </summary>
public static class LetterEdit
{
    /// <summary>What forbids the change besides <see cref="CorrespondenceRules.Validate"/>; empty when nothing.</summary>
    /// <param name="letter">As it stands.</param>
    /// <param name="draft">As typed, normalized.</param>
    public static IReadOnlyList<FieldError> Validate(Letter letter, CorrespondenceDraft draft)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(draft);
        var checks = new FieldChecks();
        if (draft.Direction != letter.Direction)
            checks.Add("direction", FieldError.Fixed);
        if ((letter.DeliveredOn ?? letter.ReturnedOn) is { } arrived && draft.EntryDate > arrived)
            checks.Add("sentOn", FieldError.NotAfter, FieldChecks.Date(arrived));
        return checks.Errors;
    }

    /// <summary>The letter after the change.</summary>
    /// <param name="letter">As it stands.</param>
    /// <param name="draft">As typed, normalized and valid.</param>
    /// <param name="contactName">The name of the contact, if one is given that the letter did not have.</param>
    public static Letter Apply(Letter letter, CorrespondenceDraft draft, string? contactName)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(draft);
        return letter with
        {
            Date = draft.EntryDate ?? letter.Date,
            Subject = draft.Subject ?? letter.Subject,
            // The name was copied when the contact was chosen; it is copied again only when another one is.
            Correspondent = draft.ContactId is { } contact
                ? contact == letter.ContactId ? letter.Correspondent : contactName
                : draft.CorrespondentName,
            ContactId = draft.ContactId,
            CorrespondentAddress = draft.CorrespondentAddress,
            LetterDate = draft.LetterDate,
            Reference = draft.Reference,
            DeliveryMethod = draft.DeliveryMethod,
            PostalNumber = draft.PostalNumber,
            EDeliveryAddress = draft.EDeliveryAddress,
            DueOn = draft.DueOn,
            Confidential = draft.Confidential,
            People = draft.People ?? [],
            Notes = draft.Notes,
            LetterKind = draft.LetterKind,
            Tags = draft.Tags is { } tags ? [.. tags.OfType<string>()] : [],
            Enclosures = draft.Enclosures,
            MassGrams = draft.MassGrams,
            Fee = draft.Fee,
            DeclaredValue = draft.DeclaredValue,
            CashOnDelivery = draft.CashOnDelivery,
            ReceiptOn = draft.ReceiptOn,
            CaseMark = draft.CaseMark,
            EarlierNumber = draft.EarlierNumber,
            ReplyTo = draft.ReplyTo,
            ContractId = draft.ContractId,
            Related = draft.Related ?? [],
        };
    }
}
