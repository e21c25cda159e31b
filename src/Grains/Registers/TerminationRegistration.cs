using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>A letter that gives notice of a contract: registered as any outgoing letter, and the contract marked with it.</summary>
internal sealed class TerminationRegistration : IRegistration<TerminatedContract>
{
    private readonly CorrespondenceRegistration _letter;
    private readonly StoredContract _contract;
    private readonly DateOnly _givenOn;
    private readonly DateOnly _effectiveOn;
    private readonly DateOnly _today;

    public TerminationRegistration(TerminateContract command, StoredContract contract, DateOnly today)
    {
        _today = today;
        _givenOn = command.Letter.Date ?? today;
        _effectiveOn = command.EffectiveOn ?? TerminationEffect.Of(TermsInForce.On(contract.Contract.Terms, contract.Annexes, _givenOn), _givenOn);
        _contract = contract;
        _letter = new CorrespondenceRegistration(
            command.Letter with { Direction = Direction.Outgoing, Date = _givenOn, Confidential = false, ContractId = contract.Id },
            LettersNamed.None with { Contracts = [contract.Id] },
            today);
    }

    public Series Series => _letter.Series;

    public IEnumerable<(Guid ContactId, string Field)> Contacts => _letter.Contacts;

    public string AnnouncedAs => _letter.AnnouncedAs;

    public bool SeenByAll => _letter.SeenByAll;

    /// <summary>The letter's faults, and an end before the notice or before the contract began.</summary>
    public IReadOnlyList<FieldError> Validate() =>
    [
        .. _letter.Validate(),
        .. _effectiveOn < _givenOn ? [new FieldError("effectiveOn", FieldError.BeforeDate, TermText.Of(_givenOn)!)] : Enumerable.Empty<FieldError>(),
        .. _givenOn < _contract.Contract.SignedOn ? [new FieldError("sentOn", FieldError.BeforeDate, TermText.Of(_contract.Contract.SignedOn)!)] : Enumerable.Empty<FieldError>(),
    ];

    public TerminatedContract Answer(RegistrationSlot slot) => new(Terminated(slot.Id).Answer(_today), _letter.Answer(slot));

    public Task<RegistrationResult> Write(RegistrationWriter writer, RegistrationHead head) =>
        writer.Write(new TerminationRow(_letter.Row(head), Terminated(head.Id), ChangesOf(head)));

    private StoredContract Terminated(Guid letterId) => _contract with
    {
        Version = _contract.Version + 1,
        TerminationLetterId = letterId,
        TerminatedOn = _givenOn,
        TerminationEffectiveOn = _effectiveOn,
    };

    private List<FieldChange> ChangesOf(RegistrationHead head) =>
    [
        new FieldChange("status", StatusOf(_contract), StatusOf(Terminated(head.Id))),
        new FieldChange("terminationLetter", null, head.Number),
        new FieldChange("terminatedOn", null, TermText.Of(_givenOn)),
        new FieldChange("terminationEffectiveOn", null, TermText.Of(_effectiveOn)),
    ];

    private string StatusOf(StoredContract contract)
    {
        var name = contract.Answer(_today).Status.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
