using System.Globalization;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>A letter as typed. Everything is text, so that whatever was typed comes back, also when it was no date.</summary>
public sealed partial class CorrespondenceForm
{
    private const string Prefix = "Form.";

    /// <summary>One key for one form: sent twice, it registers once.</summary>
    public string? Key { get; set; }

    public string? Direction { get; set; }
    public string? Correspondent { get; set; }

    /// <summary>The contact picked for the correspondent, and its name then.</summary>
    public string? ContactId { get; set; }
    public string? ContactName { get; set; }
    public string? CorrespondentAddress { get; set; }
    public string? Date { get; set; }
    public string? LetterDate { get; set; }
    public string? Delivery { get; set; }
    public string? Reference { get; set; }
    public string? Subject { get; set; }
    public string? DueOn { get; set; }
    public string? PostalNumber { get; set; }
    public string? EDeliveryAddress { get; set; }
    public string? Enclosures { get; set; }
    public string? MassGrams { get; set; }
    public string? Fee { get; set; }
    public string? DeclaredValue { get; set; }
    public string? CashOnDelivery { get; set; }
    public string? ReceiptOn { get; set; }
    public string? LetterKind { get; set; }

    /// <summary>Parted by commas.</summary>
    public string? Tags { get; set; }
    public string? CaseMark { get; set; }

    /// <summary>A contract's number.</summary>
    public string? Contract { get; set; }

    /// <summary>Numbers of letters, parted by commas.</summary>
    public string? Related { get; set; }
    public string? EarlierNumber { get; set; }
    public string? Notes { get; set; }
    public bool Confidential { get; set; }

    /// <summary>Accounts on a confidential letter.</summary>
    public IReadOnlyList<Guid> People { get; set; } = [];

    /// <summary>The account it is given to; blank for nobody.</summary>
    public string? AssignedTo { get; set; }
    public string? Instruction { get; set; }

    /// <summary>The letter it answers.</summary>
    public Guid? ReplyTo { get; set; }

    /// <summary>The command, links by number apart; null when something typed is no date or sum, which then stands in the state.</summary>
    /// <param name="today">The tenant's Warsaw day, for a date without a year.</param>
    /// <param name="state">Where mistakes go.</param>
    /// <param name="texts">The words for what is no date or number.</param>
    public RegisterCorrespondence? Read(DateOnly today, ModelStateDictionary state, Texts<FormTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(texts);
        var typed = new Typed(today, state, texts);
        var method = Choice.Parse<DeliveryMethod>(Delivery);

        // A number in the wrong register cannot be taken back: what was chosen is never guessed.
        var direction = Choice.Parse<Direction>(Direction);
        if (direction is null)
            state.Show([new FieldError("direction", Blank(Direction) is null ? FieldError.Required : FieldError.Unknown, [])], NameOf);
        if (method is null && Blank(Delivery) is not null)
            state.Show([new FieldError("deliveryMethod", FieldError.Unknown, [])], NameOf);
        var contact = PickedContact.IdOf(ContactId, ContactName, Correspondent);
        var outgoing = direction == Domain.Registers.Correspondence.Direction.Outgoing;
        var command = new RegisterCorrespondence
        {
            Direction = direction ?? Domain.Registers.Correspondence.Direction.Incoming,
            Subject = Subject ?? "",
            CorrespondentName = contact is null ? Blank(Correspondent) : null,
            ContactId = contact,
            CorrespondentAddress = Blank(CorrespondentAddress),
            Date = typed.Day(nameof(Date), Date),
            LetterDate = typed.Day(nameof(LetterDate), LetterDate),
            Reference = Blank(Reference),
            DeliveryMethod = method,
            PostalNumber = Blank(PostalNumber),
            // Shown for e-Doręczenia only; what is hidden is not sent. So it is with the people on a letter, and with whom it is given to.
            EDeliveryAddress = method == DeliveryMethod.EDelivery ? Blank(EDeliveryAddress) : null,
            DueOn = typed.Day(nameof(DueOn), DueOn),
            Enclosures = typed.Number(nameof(Enclosures), Enclosures),
            MassGrams = typed.Number(nameof(MassGrams), MassGrams),
            Fee = typed.Amount(nameof(Fee), Fee),
            DeclaredValue = typed.Amount(nameof(DeclaredValue), DeclaredValue),
            CashOnDelivery = typed.Amount(nameof(CashOnDelivery), CashOnDelivery),
            ReceiptOn = typed.Day(nameof(ReceiptOn), ReceiptOn),
            LetterKind = Blank(LetterKind),
            Tags = Parts(Tags) is { Count: > 0 } tags ? [.. tags] : null,
            CaseMark = Blank(CaseMark),
            EarlierNumber = Blank(EarlierNumber),
            Confidential = Confidential,
            People = Confidential && People.Count > 0 ? [.. People] : null,
            AssignedTo = outgoing ? null : typed.Account(nameof(AssignedTo), AssignedTo),
            Instruction = outgoing ? null : Blank(Instruction),
            ReplyTo = ReplyTo,
            Notes = Blank(Notes),
        };
        if (state.IsValid)
            return command;
        // What else is wrong is told at once, not after the dates are mended.
        state.Show(CorrespondenceRules.Validate(DraftOf(command), today), NameOf);
        return null;
    }

    /// <summary>The form's name of a field of the API.</summary>
    public static string NameOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var name = field.IndexOf('[', StringComparison.Ordinal) is > 0 and var at ? field[..at] : field;
        return Prefix + name switch
        {
            "direction" => nameof(Direction),
            "correspondent" or "correspondent.name" or "correspondent.contactId" or "correspondentName" => nameof(Correspondent),
            "correspondentAddress" => nameof(CorrespondentAddress),
            "date" or "receivedOn" or "sentOn" => nameof(Date),
            "letterDate" => nameof(LetterDate),
            "deliveryMethod" => nameof(Delivery),
            "reference" => nameof(Reference),
            "dueOn" => nameof(DueOn),
            "postalNumber" => nameof(PostalNumber),
            "eDeliveryAddress" => nameof(EDeliveryAddress),
            "enclosures" => nameof(Enclosures),
            "massGrams" => nameof(MassGrams),
            "fee" => nameof(Fee),
            "declaredValue" => nameof(DeclaredValue),
            "cashOnDelivery" => nameof(CashOnDelivery),
            "receiptOn" => nameof(ReceiptOn),
            "letterKind" => nameof(LetterKind),
            "tags" => nameof(Tags),
            "caseMark" => nameof(CaseMark),
            "contractId" => nameof(Contract),
            "related" => nameof(Related),
            "earlierNumber" => nameof(EarlierNumber),
            "people" => nameof(People),
            "assignedTo" => nameof(AssignedTo),
            "instruction" => nameof(Instruction),
            "replyTo" => nameof(ReplyTo),
            "notes" => nameof(Notes),
            _ => nameof(Subject),
        };
    }

    /// <summary>The parts of a list typed with commas or semicolons between.</summary>
    internal static IReadOnlyList<string> Parts(string? text) =>
        (text ?? "").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static CorrespondenceDraft DraftOf(RegisterCorrespondence command) => new()
    {
        Direction = command.Direction,
        Subject = command.Subject,
        CorrespondentName = command.CorrespondentName,
        CorrespondentAddress = command.CorrespondentAddress,
        ReceivedOn = command.Direction == Domain.Registers.Correspondence.Direction.Outgoing ? null : command.Date,
        SentOn = command.Direction == Domain.Registers.Correspondence.Direction.Outgoing ? command.Date : null,
        LetterDate = command.LetterDate,
        Reference = command.Reference,
        DeliveryMethod = command.DeliveryMethod,
        PostalNumber = command.PostalNumber,
        EDeliveryAddress = command.EDeliveryAddress,
        DueOn = command.DueOn,
        Enclosures = command.Enclosures,
        MassGrams = command.MassGrams,
        Fee = command.Fee,
        DeclaredValue = command.DeclaredValue,
        CashOnDelivery = command.CashOnDelivery,
        ReceiptOn = command.ReceiptOn,
        LetterKind = command.LetterKind,
        Tags = command.Tags,
        CaseMark = command.CaseMark,
        EarlierNumber = command.EarlierNumber,
        AssignedTo = command.AssignedTo,
        Instruction = command.Instruction,
        Notes = command.Notes,
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Reads what was typed, and says at the field what it is not.</summary>
    private sealed class Typed(DateOnly today, ModelStateDictionary state, Texts<FormTexts> texts)
    {
        public DateOnly? Day(string name, string? text)
        {
            if (!TypedDate.TryParse(text, today, out var day))
                state.AddModelError(Prefix + name, texts["Date.Wrong"]);
            return day;
        }

        public decimal? Amount(string name, string? text)
        {
            if (!TypedAmount.TryParse(text, out var amount))
                state.AddModelError(Prefix + name, texts["Amount.Wrong"]);
            return amount;
        }

        public int? Number(string name, string? text)
        {
            if (Blank(text) is not { } given)
                return null;
            if (int.TryParse(given.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return number;
            state.AddModelError(Prefix + name, texts["Number.Wrong"]);
            return null;
        }

        public Guid? Account(string name, string? text)
        {
            if (Blank(text) is not { } given)
                return null;
            if (Guid.TryParseExact(given, "D", out var account))
                return account;
            state.Show([new FieldError("assignedTo", FieldError.Unknown, [])], _ => Prefix + name);
            return null;
        }
    }
}
