using AleSekretariat.Domain.Contacts;

namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>What an entry must satisfy before it may be registered or changed (product.md §4). Never costs a number.</summary>
public static partial class CorrespondenceRules
{
    /// <summary>What is wrong with the draft, one error for each field; empty when it may be stored.</summary>
    /// <param name="draft">As typed; it is looked at as <see cref="CorrespondenceDraft.Normalized(DateOnly)"/> stores it.</param>
    /// <param name="today">The Warsaw day by the tenant's clock.</param>
    public static IReadOnlyList<FieldError> Validate(CorrespondenceDraft draft, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var checks = new FieldChecks();
        var entry = draft.Normalized(today);

        if (entry.Direction is null)
            checks.Add("direction", FieldError.Required);
        checks.Defined("direction", entry.Direction);
        checks.Defined("deliveryMethod", entry.DeliveryMethod);
        checks.Text("subject", entry.Subject, 3, 500);
        checks.Text("correspondent.name", entry.CorrespondentName, 0, 300);
        if (entry is { CorrespondentName: not null, ContactId: not null })
            checks.Add("correspondent", FieldError.NotAllowed);
        checks.Text("reference", entry.Reference, 0, 100);
        checks.Text("postalNumber", entry.PostalNumber, 0, 50);
        checks.Text("notes", entry.Notes, 0, 4000, manyLines: true);
        CheckDates(checks, entry, today);
        CheckEDelivery(checks, entry);
        CheckFiling(checks, entry);
        CheckPost(checks, entry, today);
        CheckAssignment(checks, entry);
        return checks.Errors;
    }

    /// <summary>What deserves a second look but is never refused; fields and codes as in errors.</summary>
    public static IReadOnlyList<FieldError> Warnings(CorrespondenceDraft draft, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var checks = new FieldChecks();
        var entry = draft.Normalized(today);
        if (entry.LetterDate > entry.EntryDate)
            checks.Add("letterDate", FieldError.AfterDate, FieldChecks.Date(entry.EntryDate!.Value));
        if (entry.PostalNumber is { } number && IsByPost(entry.DeliveryMethod) && !PostalNumber.IsValid(number))
            checks.Add("postalNumber", FieldError.Checksum);
        return checks.Errors;
    }

    private static void CheckDates(FieldChecks checks, CorrespondenceDraft entry, DateOnly today)
    {
        checks.SaneDate("receivedOn", entry.ReceivedOn);
        checks.SaneDate("sentOn", entry.SentOn);
        checks.SaneDate("letterDate", entry.LetterDate);
        checks.SaneDate("dueOn", entry.DueOn);
        // An entry has one day: the other field would be lost without a word.
        if (entry is { Direction: Direction.Outgoing, ReceivedOn: not null })
            checks.Add("receivedOn", FieldError.NotAllowed);
        if (entry.SentOn is not null && (entry.Direction == Direction.Incoming || entry is { Direction: Direction.Internal, ReceivedOn: not null }))
            checks.Add("sentOn", FieldError.NotAllowed);
        if (entry.Direction == Direction.Incoming && entry.ReceivedOn > today)
            checks.Add("receivedOn", FieldError.Future, FieldChecks.Date(today));
        checks.NotBefore("dueOn", entry.DueOn, entry.EntryDate);
    }

    private static void CheckEDelivery(FieldChecks checks, CorrespondenceDraft entry)
    {
        if (entry.EDeliveryAddress is { } address)
        {
            if (!EDeliveryAddress.IsValid(address))
                checks.Add("eDeliveryAddress", FieldError.Format, EDeliveryAddress.Form);
        }
        else if (entry is { Direction: Direction.Outgoing, DeliveryMethod: DeliveryMethod.EDelivery })
        {
            checks.Add("eDeliveryAddress", FieldError.Required);
        }
    }

    private static bool IsByPost(DeliveryMethod? method) =>
        method is DeliveryMethod.Ordinary or DeliveryMethod.Registered or DeliveryMethod.RegisteredWithReceipt;
}
