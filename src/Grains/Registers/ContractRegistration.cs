using System.Globalization;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>A contract on its way into the register, with defaults filled in for the tenant's today.</summary>
internal sealed class ContractRegistration : IRegistration<RegisteredContract>
{
    private readonly ContractDraft _draft;
    private readonly RegisterContract _contract;
    private readonly DateOnly _today;

    public ContractRegistration(RegisterContract command, DateOnly today)
    {
        _today = today;
        var signedOn = command.SignedOn ?? today;
        _draft = new ContractDraft
        {
            Subject = command.Subject,
            Parties = command.Parties.IsDefault
                ? null
                : [.. command.Parties.Select(party => party is null ? null : new ContractPartyDraft(party.ContactId, party.Name, party.Nip, party.Role))],
            CounterpartyNumber = command.CounterpartyNumber,
            SignedOn = signedOn,
            ValidFrom = command.ValidFrom ?? signedOn,
            ValidTo = command.ValidTo,
            Value = command.Value,
            Currency = command.Currency,
            Notice = command.Notice is { } notice ? new Notice(notice.Amount, notice.Unit, notice.Effect) : null,
            Notes = command.Notes,
        }.Normalized();
        _contract = command with
        {
            Subject = _draft.Subject ?? "",
            Parties = _draft.Parties is { } parties
                ? [.. parties.OfType<ContractPartyDraft>().Select(party => new ContractParty(party.ContactId, party.Name, party.Nip, party.Role))]
                : [],
            CounterpartyNumber = _draft.CounterpartyNumber,
            SignedOn = _draft.SignedOn,
            ValidFrom = _draft.ValidFrom,
            Currency = _draft.Currency,
            Notes = _draft.Notes,
        };
    }

    public Series Series => Series.Contracts;

    public string AnnouncedAs => "contract";

    public bool SeenByAll => true;

    public IEnumerable<(Guid ContactId, string Field)> Contacts => _contract.Parties
        .Select((party, i) => (party.ContactId, Field: string.Create(CultureInfo.InvariantCulture, $"parties[{i}].contactId")))
        .Where(party => party.ContactId is not null)
        .Select(party => (party.ContactId!.Value, party.Field));

    private ContractStatus Status => ContractStatuses.At(
        new ContractFacts { SignedOn = _contract.SignedOn, ValidFrom = _contract.ValidFrom, ValidTo = _contract.ValidTo },
        _today);

    public IReadOnlyList<FieldError> Validate() => ContractRules.Validate(_draft);

    public RegisteredContract Answer(RegistrationSlot slot) => new()
    {
        Id = slot.Id,
        Number = slot.Number,
        Sequence = slot.Sequence,
        Year = slot.Year,
        RegisteredAt = slot.At,
        Status = Status,
        LastTerminationDay = LastTerminationDay.For(_contract.ValidTo, _draft.Notice),
        Contract = _contract,
        RegisteredBy = slot.Actor.Name,
    };

    /// <summary>That a contract expired is told by its dates and never stored.</summary>
    public Task<RegistrationResult> Write(RegistrationWriter writer, RegistrationHead head) =>
        writer.Write(new ContractRow(head, _contract, Status == ContractStatus.Expired ? ContractStatus.InForce : Status));
}
