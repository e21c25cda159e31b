using System.Globalization;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
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

    public string? Subject { get; set; }
    public List<PartyForm> Parties { get; set; } = [];
    public string? CounterpartyNumber { get; set; }
    public string? SignedOn { get; set; }
    public string? ValidFrom { get; set; }

    /// <summary><c>fixed</c> or <c>open</c> (<i>na czas nieokreślony</i>).</summary>
    public string? Term { get; set; }

    public string? ValidTo { get; set; }
    public string? Value { get; set; }
    public string? Currency { get; set; }
    public string? NoticeAmount { get; set; }
    public string? NoticeUnit { get; set; }
    public string? NoticeEffect { get; set; }
    public string? Notes { get; set; }

    /// <summary>The command; null when something typed cannot be read, which then stands in the state.</summary>
    /// <param name="today">The tenant's Warsaw day, for a date without a year.</param>
    /// <param name="state">Where mistakes go.</param>
    /// <param name="texts">The words for them.</param>
    public RegisterContract? Read(DateOnly today, ModelStateDictionary state, Texts<FormTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(texts);
        var open = Term == OpenEnded;
        DateOnly? Day(string name, string? text)
        {
            if (!TypedDate.TryParse(text, today, out var day))
                state.AddModelError(Prefix + name, texts["Date.Wrong"]);
            return day;
        }

        // Rows left blank in between would shift the names of the mistakes.
        Parties.RemoveAll(party => party.IsBlank);
        if (!open && string.IsNullOrWhiteSpace(ValidTo))
            state.AddModelError(Prefix + nameof(ValidTo), texts["Contract.EndOrOpen"]);
        if (!TypedAmount.TryParse(Value, out var value))
            state.AddModelError(Prefix + nameof(Value), texts["Amount.Wrong"]);
        var command = new RegisterContract
        {
            Subject = Subject ?? "",
            Parties = [.. Parties.Select(party => new ContractParty(party.Contact, party.Contact is null ? Blank(party.Name) : null, Blank(party.Nip), Blank(party.Role)))],
            CounterpartyNumber = Blank(CounterpartyNumber),
            SignedOn = Day(nameof(SignedOn), SignedOn),
            ValidFrom = Day(nameof(ValidFrom), ValidFrom),
            ValidTo = open ? null : Day(nameof(ValidTo), ValidTo),
            Value = value,
            Currency = value is null ? null : Blank(Currency),
            Notice = ReadNotice(state, texts),
            Notes = Blank(Notes),
        };
        if (state.IsValid)
            return command;
        // What else is wrong is told at once, not after the dates are mended.
        state.Show(ContractRules.Validate(DraftOf(command)), NameOf);
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
            return $"{Prefix}Parties[{index}]." + (part is ".nip" ? nameof(PartyForm.Nip) : part is ".role" ? nameof(PartyForm.Role) : nameof(PartyForm.Name));
        }

        return Prefix + field switch
        {
            "parties" => "Parties[0]." + nameof(PartyForm.Name),
            "counterpartyNumber" => nameof(CounterpartyNumber),
            "signedOn" => nameof(SignedOn),
            "validFrom" => nameof(ValidFrom),
            "validTo" => nameof(ValidTo),
            "value" => nameof(Value),
            "currency" => nameof(Currency),
            "notice" or "notice.amount" => nameof(NoticeAmount),
            "notice.unit" => nameof(NoticeUnit),
            "notice.effect" => nameof(NoticeEffect),
            "notes" => nameof(Notes),
            _ => nameof(Subject),
        };
    }

    private ContractNotice? ReadNotice(ModelStateDictionary state, Texts<FormTexts> texts)
    {
        if (string.IsNullOrWhiteSpace(NoticeAmount))
            return null;
        if (!int.TryParse(NoticeAmount.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            state.AddModelError(Prefix + nameof(NoticeAmount), texts["Number.Wrong"]);
            return null;
        }

        if (Blank(NoticeUnit) is not null && Choice.Parse<NoticeUnit>(NoticeUnit) is null)
            state.Show([new FieldError("notice.unit", FieldError.Unknown, [])], NameOf);
        if (Blank(NoticeEffect) is not null && Choice.Parse<NoticeEffect>(NoticeEffect) is null)
            state.Show([new FieldError("notice.effect", FieldError.Unknown, [])], NameOf);
        return new ContractNotice(
            amount,
            Choice.Parse<NoticeUnit>(NoticeUnit) ?? Domain.Registers.Contracts.NoticeUnit.Months,
            Choice.Parse<NoticeEffect>(NoticeEffect) ?? Domain.Registers.Contracts.NoticeEffect.None);
    }

    private static ContractDraft DraftOf(RegisterContract command) => new()
    {
        Subject = command.Subject,
        Parties = [.. command.Parties.Select(party => new ContractPartyDraft(party.ContactId, party.Name, party.Nip, party.Role))],
        CounterpartyNumber = command.CounterpartyNumber,
        SignedOn = command.SignedOn,
        ValidFrom = command.ValidFrom,
        ValidTo = command.ValidTo,
        Value = command.Value,
        Currency = command.Currency,
        Notice = command.Notice is { } notice ? new Notice(notice.Amount, notice.Unit, notice.Effect) : null,
        Notes = command.Notes,
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
