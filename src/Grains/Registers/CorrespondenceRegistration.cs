using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>A letter on its way into the book, with defaults filled in for the tenant's today.</summary>
internal sealed class CorrespondenceRegistration : IRegistration<RegisteredCorrespondence>
{
    private readonly CorrespondenceDraft _draft;
    private readonly RegisterCorrespondence _letter;
    private readonly DateOnly _today;

    public CorrespondenceRegistration(RegisterCorrespondence command, DateOnly today)
    {
        _today = today;
        var outgoing = command.Direction == Direction.Outgoing;
        _draft = new CorrespondenceDraft
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
        }.Normalized(today);
        _letter = command with
        {
            Subject = _draft.Subject ?? "",
            CorrespondentName = _draft.CorrespondentName,
            Date = _draft.EntryDate,
            Reference = _draft.Reference,
            PostalNumber = _draft.PostalNumber,
            EDeliveryAddress = _draft.EDeliveryAddress,
            Notes = _draft.Notes,
        };
    }

    public Series Series => _letter.Direction.Series();

    public IEnumerable<(Guid ContactId, string Field)> Contacts =>
        _letter.ContactId is { } id ? [(id, "correspondent.contactId")] : [];

    public string AnnouncedAs => "correspondence";

    public bool SeenByAll => !_letter.Confidential;

    private CorrespondenceStatus Status => CorrespondenceStatuses.AtRegistration(_letter.Direction);

    public IReadOnlyList<FieldError> Validate() => CorrespondenceRules.Validate(_draft, _today);

    public RegisteredCorrespondence Answer(RegistrationSlot slot) => new()
    {
        Id = slot.Id,
        Number = slot.Number,
        Sequence = slot.Sequence,
        Year = slot.Year,
        RegisteredAt = slot.At,
        Status = Status,
        Letter = _letter,
        RegisteredBy = slot.Actor.Name,
    };

    public Task<RegistrationResult> Write(RegistrationWriter writer, RegistrationHead head) =>
        writer.Write(new CorrespondenceRow(head, _letter, Status));
}
