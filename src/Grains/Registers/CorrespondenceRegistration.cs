using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>A letter on its way into the book, with defaults filled in for the tenant's today.</summary>
internal sealed class CorrespondenceRegistration : IRegistration<RegisteredCorrespondence>
{
    private readonly LettersNamed _named;
    private readonly CorrespondenceDraft _draft;
    private readonly RegisterCorrespondence _letter;
    private readonly DateOnly _today;

    /// <param name="command">As it came.</param>
    /// <param name="named">What the database knows of the people, letters and contracts that the command names.</param>
    /// <param name="today">The Warsaw day by the tenant's clock.</param>
    public CorrespondenceRegistration(RegisterCorrespondence command, LettersNamed named, DateOnly today)
    {
        _named = named;
        _today = today;
        _draft = LetterDrafts.Of(command).Normalized(today);
        _letter = LetterDrafts.Stored(command, _draft);
    }

    public Series Series => _letter.Direction.Series();

    public IEnumerable<(Guid ContactId, string Field)> Contacts =>
        _letter.ContactId is { } id ? [(id, "correspondent.contactId")] : [];

    public string AnnouncedAs => "correspondence";

    public bool SeenByAll => !_letter.Confidential;

    public IEnumerable<AlsoChanged> AlsoChanged =>
        Answered is { } answered ? [new AlsoChanged(answered.Id, answered.Number, SeenByAll: !answered.Confidential)] : [];

    private CorrespondenceStatus Status => CorrespondenceStatuses.AtRegistration(_letter.Direction, _letter.AssignedTo is not null);

    private string? AssignedToName => _letter.AssignedTo is { } person ? _named.People.GetValueOrDefault(person) : null;

    /// <summary>The letter that this one closes by answering it.</summary>
    private NamedLetter? Answered => _letter is { Direction: Direction.Outgoing, ReplyTo: { } id }
        && _named.Letters.GetValueOrDefault(id) is { } letter && letter.Direction != Direction.Outgoing && CorrespondenceStatuses.IsOpen(letter.Status)
            ? letter
            : null;

    public IReadOnlyList<FieldError> Validate() => CorrespondenceRules.Validate(_draft, _today) is { Count: > 0 } errors ? errors : _named.Missing(_draft);

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
        AssignedToName = AssignedToName,
    };

    public Task<RegistrationResult> Write(RegistrationWriter writer, RegistrationHead head) =>
        writer.Write(Row(head));

    /// <summary>The row it becomes.</summary>
    public CorrespondenceRow Row(RegistrationHead head) => new(head, _letter, Status, AssignedToName, Answered?.Id);
}
