using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>A letter as typed. Everything is text, so that whatever was typed comes back, also when it was no date.</summary>
public sealed class CorrespondenceForm
{
    private const string Prefix = "Form.";

    /// <summary>One key for one form: sent twice, it registers once.</summary>
    public string? Key { get; set; }

    public string? Direction { get; set; }
    public string? Correspondent { get; set; }

    /// <summary>The contact picked for the correspondent, and its name then.</summary>
    public string? ContactId { get; set; }
    public string? ContactName { get; set; }
    public string? Date { get; set; }
    public string? LetterDate { get; set; }
    public string? Delivery { get; set; }
    public string? Reference { get; set; }
    public string? Subject { get; set; }
    public string? DueOn { get; set; }
    public string? PostalNumber { get; set; }
    public string? EDeliveryAddress { get; set; }
    public string? Notes { get; set; }
    public bool Confidential { get; set; }

    /// <summary>The command; null when something typed is no date, which then stands in the state.</summary>
    /// <param name="today">The tenant's Warsaw day, for a date without a year.</param>
    /// <param name="state">Where mistakes go.</param>
    /// <param name="noDate">The words for what is no date.</param>
    public RegisterCorrespondence? Read(DateOnly today, ModelStateDictionary state, string noDate)
    {
        ArgumentNullException.ThrowIfNull(state);
        var method = Choice.Parse<DeliveryMethod>(Delivery);
        DateOnly? Day(string name, string? text)
        {
            if (!TypedDate.TryParse(text, today, out var day))
                state.AddModelError(Prefix + name, noDate);
            return day;
        }

        // A number in the wrong register cannot be taken back: what was chosen is never guessed.
        var direction = Choice.Parse<Direction>(Direction);
        if (direction is null)
            state.Show([new FieldError("direction", Blank(Direction) is null ? FieldError.Required : FieldError.Unknown, [])], NameOf);
        if (method is null && Blank(Delivery) is not null)
            state.Show([new FieldError("deliveryMethod", FieldError.Unknown, [])], NameOf);
        var contact = PickedContact.IdOf(ContactId, ContactName, Correspondent);
        var command = new RegisterCorrespondence
        {
            Direction = direction ?? Domain.Registers.Correspondence.Direction.Incoming,
            Subject = Subject ?? "",
            CorrespondentName = contact is null ? Blank(Correspondent) : null,
            ContactId = contact,
            Date = Day(nameof(Date), Date),
            LetterDate = Day(nameof(LetterDate), LetterDate),
            Reference = Blank(Reference),
            DeliveryMethod = method,
            PostalNumber = Blank(PostalNumber),
            // Shown for e-Doręczenia only; what is hidden is not sent.
            EDeliveryAddress = method == DeliveryMethod.EDelivery ? Blank(EDeliveryAddress) : null,
            DueOn = Day(nameof(DueOn), DueOn),
            Confidential = Confidential,
            Notes = Blank(Notes),
        };
        if (state.IsValid)
            return command;
        // What else is wrong is told at once, not after the dates are mended.
        state.Show(CorrespondenceRules.Validate(DraftOf(command), today), NameOf);
        return null;
    }

    /// <summary>The form's name of a field of the API.</summary>
    public static string NameOf(string field) => Prefix + field switch
    {
        "direction" => nameof(Direction),
        "correspondent" or "correspondent.name" or "correspondent.contactId" or "correspondentName" => nameof(Correspondent),
        "date" or "receivedOn" or "sentOn" => nameof(Date),
        "letterDate" => nameof(LetterDate),
        "deliveryMethod" => nameof(Delivery),
        "reference" => nameof(Reference),
        "dueOn" => nameof(DueOn),
        "postalNumber" => nameof(PostalNumber),
        "eDeliveryAddress" => nameof(EDeliveryAddress),
        "notes" => nameof(Notes),
        _ => nameof(Subject),
    };

    private static CorrespondenceDraft DraftOf(RegisterCorrespondence command) => new()
    {
        Direction = command.Direction,
        Subject = command.Subject,
        CorrespondentName = command.CorrespondentName,
        ReceivedOn = command.Direction == Domain.Registers.Correspondence.Direction.Outgoing ? null : command.Date,
        SentOn = command.Direction == Domain.Registers.Correspondence.Direction.Outgoing ? command.Date : null,
        LetterDate = command.LetterDate,
        Reference = command.Reference,
        DeliveryMethod = command.DeliveryMethod,
        PostalNumber = command.PostalNumber,
        EDeliveryAddress = command.EDeliveryAddress,
        DueOn = command.DueOn,
        Notes = command.Notes,
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
