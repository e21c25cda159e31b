using System.Globalization;
using System.Text.Json;

namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>
/// What differs between a letter before and after a change (product.md §6, History): values as the API writes them. People,
/// letters and contracts are named by their ids, so that a history tells nobody a name that they may not know.
/// </summary>
public static class LetterDifferences
{
    /// <summary>The differences in the order of the form; empty when nothing changed.</summary>
    public static IReadOnlyList<FieldChange> Between(Letter before, Letter after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<FieldChange>();
        void Compare(string field, string? was, string? isNow)
        {
            if (!string.Equals(was, isNow, StringComparison.Ordinal))
                changes.Add(new FieldChange(field, was, isNow));
        }

        Compare("status", Name<CorrespondenceStatus>(before.Status), Name<CorrespondenceStatus>(after.Status));
        Compare("correspondent", before.Correspondent, after.Correspondent);
        Compare("contactId", Id(before.ContactId), Id(after.ContactId));
        Compare("correspondentAddress", before.CorrespondentAddress, after.CorrespondentAddress);
        Compare(before.Direction == Direction.Outgoing ? "sentOn" : "receivedOn", Day(before.Date), Day(after.Date));
        Compare("letterDate", Day(before.LetterDate), Day(after.LetterDate));
        Compare("reference", before.Reference, after.Reference);
        Compare("subject", before.Subject, after.Subject);
        Compare("dueOn", Day(before.DueOn), Day(after.DueOn));
        Compare("deliveryMethod", Name(before.DeliveryMethod), Name(after.DeliveryMethod));
        Compare("postalNumber", before.PostalNumber, after.PostalNumber);
        Compare("eDeliveryAddress", before.EDeliveryAddress, after.EDeliveryAddress);
        Compare("massGrams", Number(before.MassGrams), Number(after.MassGrams));
        Compare("fee", Money(before.Fee), Money(after.Fee));
        Compare("declaredValue", Money(before.DeclaredValue), Money(after.DeclaredValue));
        Compare("cashOnDelivery", Money(before.CashOnDelivery), Money(after.CashOnDelivery));
        Compare("deliveredOn", Day(before.DeliveredOn), Day(after.DeliveredOn));
        Compare("returnedOn", Day(before.ReturnedOn), Day(after.ReturnedOn));
        Compare("returnReason", before.ReturnReason, after.ReturnReason);
        Compare("receiptOn", Day(before.ReceiptOn), Day(after.ReceiptOn));
        Compare("letterKind", before.LetterKind, after.LetterKind);
        Compare("tags", Joined(before.Tags), Joined(after.Tags));
        Compare("enclosures", Number(before.Enclosures), Number(after.Enclosures));
        Compare("caseMark", before.CaseMark, after.CaseMark);
        Compare("contractId", Id(before.ContractId), Id(after.ContractId));
        Compare("replyTo", Id(before.ReplyTo), Id(after.ReplyTo));
        Compare("related", Ids(before.Related), Ids(after.Related));
        Compare("confidential", YesNo(before.Confidential), YesNo(after.Confidential));
        Compare("people", Ids(before.People), Ids(after.People));
        Compare("notes", before.Notes, after.Notes);
        Compare("earlierNumber", before.EarlierNumber, after.EarlierNumber);
        Compare("assignedTo", Id(before.Assignment?.AccountId), Id(after.Assignment?.AccountId));
        Compare("instruction", before.Assignment?.Instruction, after.Assignment?.Instruction);
        Compare("assignmentDue", Day(before.Assignment?.DueOn), Day(after.Assignment?.DueOn));
        Compare("readAt", Instant(before.Assignment?.ReadAt), Instant(after.Assignment?.ReadAt));
        Compare("confirmedAt", Instant(before.Assignment?.ConfirmedAt), Instant(after.Assignment?.ConfirmedAt));
        return changes;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Money(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture);

    private static string? Id(Guid? id) => id?.ToString("D");

    private static string? Ids(IReadOnlyList<Guid> ids) => ids.Count == 0 ? null : string.Join(", ", ids.Order().Select(id => id.ToString("D")));

    private static string? Joined(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join(", ", texts);

    private static string YesNo(bool value) => value ? "true" : "false";

    private static string? Name<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } given ? JsonNamingPolicy.CamelCase.ConvertName(given.ToString()) : null;
}
