using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>A contract as typed. Everything is text, so that whatever was typed comes back.</summary>
public sealed class ContractForm
{
    /// <summary>Rows of parties drawn for a browser without scripts.</summary>
    public const int PlainRows = 3;

    /// <summary>The value of <see cref="Term"/> for a contract without an end.</summary>
    public const string OpenEnded = "open";

    private const string Prefix = "Form.";

    /// <summary>One key for one form: sent twice, it registers once.</summary>
    public string? Key { get; set; }

    /// <summary>Of a contract that is changed: the version its author has seen.</summary>
    public int Version { get; set; }

    public string? Subject { get; set; }
    public string? Kind { get; set; }
    public List<PartyForm> Parties { get; set; } = [];
    public string? CounterpartyNumber { get; set; }
    public string? SignedOn { get; set; }
    public string? ValidFrom { get; set; }

    /// <summary><c>fixed</c> or <c>open</c> (<i>na czas nieokreślony</i>).</summary>
    public string? Term { get; set; }

    public string? ValidTo { get; set; }
    public string? RenewalAmount { get; set; }
    public string? RenewalUnit { get; set; }
    public string? RenewalTimes { get; set; }
    public string? Value { get; set; }
    public string? Currency { get; set; }
    public string? VatRate { get; set; }
    public string? Recurrence { get; set; }
    public string? NoticeAmount { get; set; }
    public string? NoticeUnit { get; set; }
    public string? NoticeEffect { get; set; }
    public string? Responsible { get; set; }
    public string? Deputy { get; set; }

    /// <summary>"90, 30, 7".</summary>
    public string? ReminderDays { get; set; }

    public string? OriginalPlace { get; set; }
    public string? RetentionUntil { get; set; }
    public string? EarlierNumber { get; set; }
    public string? Notes { get; set; }

    /// <summary>An empty form.</summary>
    public static ContractForm New(DateOnly today) => new()
    {
        Key = FormKey.New(),
        SignedOn = Formats.Date(today),
        Currency = "PLN",
        ReminderDays = DaysText(ContractReminders.Usual),
    };

    /// <summary>The form of a contract that is to be changed.</summary>
    public static ContractForm Of(ContractRow contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new ContractForm
        {
            Key = FormKey.New(),
            Version = contract.Version,
            Subject = contract.Subject,
            Kind = contract.Kind,
            Parties = [.. contract.Parties.Select(party => new PartyForm
            {
                Name = party.Name,
                Nip = party.Nip,
                Regon = party.Regon,
                Role = party.Role,
                ContactId = party.ContactId?.ToString("D"),
                ContactName = party.ContactId is null ? null : party.Name,
            })],
            CounterpartyNumber = contract.CounterpartyNumber,
            SignedOn = Formats.Date(contract.SignedOn),
            ValidFrom = Formats.Date(contract.ValidFrom),
            Term = contract.ValidTo is null ? OpenEnded : "fixed",
            ValidTo = DayText(contract.ValidTo),
            RenewalAmount = NumberText(contract.Renewal?.Amount),
            RenewalUnit = contract.Renewal is { } renewal ? Choice.Name(renewal.Unit) : null,
            RenewalTimes = NumberText(contract.Renewal?.Times),
            Value = contract.Value is { } value ? Formats.Amount(value) : null,
            Currency = contract.Currency ?? "PLN",
            VatRate = contract.VatRate is { } rate ? ContractWords.Rate(rate) : null,
            Recurrence = contract.Recurrence is { } recurrence ? Choice.Name(recurrence) : null,
            NoticeAmount = NumberText(contract.Notice?.Amount),
            NoticeUnit = contract.Notice is { } notice ? Choice.Name(notice.Unit) : null,
            NoticeEffect = contract.Notice is { } effect ? Choice.Name(effect.Effect) : null,
            Responsible = contract.Responsible?.ToString("D"),
            Deputy = contract.Deputy?.ToString("D"),
            ReminderDays = DaysText(contract.ReminderDays),
            OriginalPlace = contract.OriginalPlace,
            RetentionUntil = DayText(contract.RetentionUntil),
            EarlierNumber = contract.EarlierNumber,
            Notes = contract.Notes,
        };
    }

    /// <summary>The command; null when something typed cannot be read, which then stands in the state.</summary>
    /// <param name="today">The tenant's Warsaw day, for a date without a year.</param>
    /// <param name="state">Where mistakes go.</param>
    /// <param name="texts">The words for them.</param>
    public RegisterContract? Read(DateOnly today, ModelStateDictionary state, Texts<FormTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(state);
        var read = new TypedContract(today, state, texts, Prefix);
        // Rows left blank in between would shift the names of the mistakes.
        Parties.RemoveAll(party => party.IsBlank);
        var open = Term == OpenEnded;
        if (!open && string.IsNullOrWhiteSpace(ValidTo))
            state.AddModelError(Prefix + nameof(ValidTo), texts["Contract.EndOrOpen"]);
        var value = read.Amount(nameof(Value), Value);
        var command = new RegisterContract
        {
            Subject = Subject ?? "",
            Kind = TypedContract.Blank(Kind),
            Parties = [.. Parties.Select(party => party.Contact is { } contact
                ? new ContractParty(contact, null, TypedContract.Blank(party.Nip), TypedContract.Blank(party.Role), TypedContract.Blank(party.Regon))
                : new ContractParty(null, TypedContract.Blank(party.Name), TypedContract.Blank(party.Nip), TypedContract.Blank(party.Role), TypedContract.Blank(party.Regon)))],
            CounterpartyNumber = TypedContract.Blank(CounterpartyNumber),
            SignedOn = read.Day(nameof(SignedOn), SignedOn),
            ValidFrom = read.Day(nameof(ValidFrom), ValidFrom),
            ValidTo = open ? null : read.Day(nameof(ValidTo), ValidTo),
            Renewal = open || read.Number(nameof(RenewalAmount), RenewalAmount) is not { } by
                ? null
                : new ContractRenewal(by, read.Choice(nameof(RenewalUnit), RenewalUnit, Domain.Registers.Contracts.NoticeUnit.Months), read.Number(nameof(RenewalTimes), RenewalTimes)),
            Value = value,
            Currency = value is null ? null : TypedContract.Blank(Currency),
            VatRate = read.Amount(nameof(VatRate), VatRate?.Replace("%", "", StringComparison.Ordinal)),
            Recurrence = read.Choice<ContractRecurrence>(nameof(Recurrence), Recurrence),
            Notice = read.Number(nameof(NoticeAmount), NoticeAmount) is { } amount
                ? new ContractNotice(
                    amount,
                    read.Choice(nameof(NoticeUnit), NoticeUnit, Domain.Registers.Contracts.NoticeUnit.Months),
                    read.Choice(nameof(NoticeEffect), NoticeEffect, Domain.Registers.Contracts.NoticeEffect.None))
                : null,
            Responsible = read.Id(nameof(Responsible), Responsible),
            Deputy = read.Id(nameof(Deputy), Deputy),
            ReminderDays = read.Numbers(nameof(ReminderDays), ReminderDays),
            OriginalPlace = TypedContract.Blank(OriginalPlace),
            RetentionUntil = read.Day(nameof(RetentionUntil), RetentionUntil),
            EarlierNumber = TypedContract.Blank(EarlierNumber),
            Notes = TypedContract.Blank(Notes),
        };
        if (state.IsValid)
            return command;
        // What else is wrong is told at once, not after the dates are mended.
        state.Show(ContractRules.Validate(command.ToDraft()), NameOf);
        return null;
    }

    /// <summary>Rows to draw: those typed, and blank ones up to the number for a browser without scripts.</summary>
    public IEnumerable<PartyForm> Rows() => Parties.Concat(Enumerable.Repeat(new PartyForm(), Math.Max(0, PlainRows - Parties.Count)));

    /// <summary>The form's name of a field of the API.</summary>
    public static string NameOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.StartsWith("parties[", StringComparison.Ordinal))
        {
            var part = field[(field.IndexOf(']', StringComparison.Ordinal) + 1)..];
            var index = field["parties[".Length..field.IndexOf(']', StringComparison.Ordinal)];
            var name = part switch
            {
                ".nip" => nameof(PartyForm.Nip),
                ".regon" => nameof(PartyForm.Regon),
                ".role" => nameof(PartyForm.Role),
                _ => nameof(PartyForm.Name),
            };
            return $"{Prefix}Parties[{index}].{name}";
        }

        return Prefix + field switch
        {
            "parties" => "Parties[0]." + nameof(PartyForm.Name),
            "kind" => nameof(Kind),
            "counterpartyNumber" => nameof(CounterpartyNumber),
            "signedOn" => nameof(SignedOn),
            "validFrom" => nameof(ValidFrom),
            "validTo" => nameof(ValidTo),
            "renewal" or "renewal.amount" => nameof(RenewalAmount),
            "renewal.unit" => nameof(RenewalUnit),
            "renewal.times" => nameof(RenewalTimes),
            "value" => nameof(Value),
            "currency" => nameof(Currency),
            "vatRate" => nameof(VatRate),
            "recurrence" => nameof(Recurrence),
            "notice" or "notice.amount" => nameof(NoticeAmount),
            "notice.unit" => nameof(NoticeUnit),
            "notice.effect" => nameof(NoticeEffect),
            "responsible" => nameof(Responsible),
            "deputy" => nameof(Deputy),
            "reminderDays" => nameof(ReminderDays),
            "originalPlace" => nameof(OriginalPlace),
            "retentionUntil" => nameof(RetentionUntil),
            "earlierNumber" => nameof(EarlierNumber),
            "notes" => nameof(Notes),
            _ => nameof(Subject),
        };
    }

    private static string? DayText(DateOnly? day) => day is { } given ? Formats.Date(given) : null;

    private static string? NumberText(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string DaysText(IEnumerable<int> days) => string.Join(", ", days.Select(count => NumberText(count)));
}
