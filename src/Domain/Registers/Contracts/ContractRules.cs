using System.Globalization;
using AleSekretariat.Domain.Contacts;

namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>What a contract must satisfy before it may be registered or changed (product.md §5). Never costs a number.</summary>
public static class ContractRules
{
    private const int MostParties = 50;
    private const decimal MostValue = 999_999_999_999.99m;

    /// <summary>What is wrong with the draft, one error for each field; empty when it may be stored.</summary>
    /// <param name="draft">As typed; it is looked at as <see cref="ContractDraft.Normalized"/> stores it.</param>
    public static IReadOnlyList<FieldError> Validate(ContractDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var checks = new FieldChecks();
        var contract = draft.Normalized();

        checks.Text("subject", contract.Subject, 3, 1000);
        checks.Text("counterpartyNumber", contract.CounterpartyNumber, 0, 100);
        checks.Text("notes", contract.Notes, 0, 4000, manyLines: true);
        checks.SaneDate("signedOn", contract.SignedOn);
        checks.SaneDate("validFrom", contract.ValidFrom);
        checks.SaneDate("validTo", contract.ValidTo);
        checks.NotBefore("validTo", contract.ValidTo, contract.ValidFrom);
        CheckParties(checks, contract.Parties);
        CheckValue(checks, contract);
        CheckNotice(checks, contract.Notice);
        CheckRenewal(checks, contract);
        CheckKeeping(checks, contract);
        return checks.Errors;
    }

    private static void CheckParties(FieldChecks checks, IReadOnlyList<ContractPartyDraft?>? parties)
    {
        if (parties is null or [])
        {
            checks.Add("parties", FieldError.Required);
            return;
        }

        if (parties.Count > MostParties)
            checks.Add("parties", FieldError.TooLong, FieldChecks.Number(MostParties));
        for (var i = 0; i < Math.Min(parties.Count, MostParties); i++)
            CheckParty(checks, string.Create(CultureInfo.InvariantCulture, $"parties[{i}]"), parties[i]);
    }

    private static void CheckParty(FieldChecks checks, string field, ContractPartyDraft? party)
    {
        if (party is null)
        {
            checks.Add(field, FieldError.Required);
            return;
        }

        if (party is { ContactId: not null, Name: not null })
            checks.Add(field + ".name", FieldError.NotAllowed);
        checks.Text(field + ".name", party.Name, party.ContactId is null ? 1 : 0, 300);
        if (party.Nip is not null && !Nip.IsValid(party.Nip))
            checks.Add(field + ".nip", FieldError.Checksum);
        if (party.Regon is not null && !Regon.IsValid(party.Regon))
            checks.Add(field + ".regon", FieldError.Checksum);
        checks.Text(field + ".role", party.Role, 0, 100);
    }

    private static void CheckValue(FieldChecks checks, ContractDraft contract)
    {
        if (contract.Value is < 0 or > MostValue)
            checks.Add("value", FieldError.OutOfRange, "0", FieldChecks.Number(MostValue));
        else if (contract.Value is { } value && decimal.Round(value, 2) != value)
            checks.Add("value", FieldError.TooManyPlaces, "2");
        if (contract.Currency is { } currency && !Currencies.IsKnown(currency))
            checks.Add("currency", FieldError.Unknown);
        if (contract.VatRate is < 0 or > 100)
            checks.Add("vatRate", FieldError.OutOfRange, "0", "100");
        else if (contract.VatRate is { } rate && decimal.Round(rate, 2) != rate)
            checks.Add("vatRate", FieldError.TooManyPlaces, "2");
        checks.Defined("recurrence", contract.Recurrence);
    }

    private static void CheckNotice(FieldChecks checks, Notice? notice)
    {
        if (notice is null)
            return;
        checks.Defined<NoticeUnit>("notice.unit", notice.Unit);
        checks.Defined<NoticeEffect>("notice.effect", notice.Effect);
        var most = Notice.MostOf(notice.Unit);
        if (notice.Amount < 1 || notice.Amount > most)
            checks.Add("notice.amount", FieldError.OutOfRange, "1", FieldChecks.Number(most));
    }

    private static void CheckRenewal(FieldChecks checks, ContractDraft contract)
    {
        if (contract.Renewal is not { } renewal)
            return;
        checks.Defined<NoticeUnit>("renewal.unit", renewal.Unit);
        var most = Notice.MostOf(renewal.Unit);
        if (renewal.Amount < 1 || renewal.Amount > most)
            checks.Add("renewal.amount", FieldError.OutOfRange, "1", FieldChecks.Number(most));
        if (renewal.Times is < 1 or > Renewal.MostTimes)
            checks.Add("renewal.times", FieldError.OutOfRange, "1", FieldChecks.Number(Renewal.MostTimes));
        if (contract.ValidTo is null)
            checks.Add("validTo", FieldError.Required);
    }

    private static void CheckKeeping(FieldChecks checks, ContractDraft contract)
    {
        checks.Text("kind", contract.Kind, 0, 100);
        checks.Text("originalPlace", contract.OriginalPlace, 0, 200);
        checks.Text("earlierNumber", contract.EarlierNumber, 0, 100);
        checks.SaneDate("retentionUntil", contract.RetentionUntil);
        if (contract.ReminderDays.Count > ContractReminders.Most)
            checks.Add("reminderDays", FieldError.TooLong, FieldChecks.Number(ContractReminders.Most));
        if (contract.ReminderDays.Any(days => days is < 1 or > ContractReminders.MostDays))
            checks.Add("reminderDays", FieldError.OutOfRange, "1", FieldChecks.Number(ContractReminders.MostDays));
        if (contract.Deputy is not null && contract.Deputy == contract.Responsible)
            checks.Add("deputy", FieldError.NotAllowed);
    }
}
