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
    private readonly IReadOnlyList<FieldError> _unknown;
    private readonly DateOnly _today;

    /// <param name="command">As it came.</param>
    /// <param name="unknown">What it names that the company does not have (<see cref="ContractNames"/>).</param>
    /// <param name="today">The tenant's Warsaw day.</param>
    public ContractRegistration(RegisterContract command, IReadOnlyList<FieldError> unknown, DateOnly today)
    {
        _today = today;
        _unknown = unknown;
        _draft = DraftOf(command, today);
        _contract = RegisterContract.From(_draft);
    }

    public Series Series => Series.Contracts;

    public string AnnouncedAs => "contract";

    public bool SeenByAll => true;

    public IEnumerable<(Guid ContactId, string Field)> Contacts => ContactsOf(_contract);

    private ContractStatus Status => ContractStatuses.At(
        new ContractFacts { SignedOn = _draft.SignedOn, ValidFrom = _draft.ValidFrom, ValidTo = _draft.ValidTo, Renewal = _draft.Renewal },
        _today);

    public IReadOnlyList<FieldError> Validate() => [.. ContractRules.Validate(_draft), .. _unknown];

    public RegisteredContract Answer(RegistrationSlot slot) => new()
    {
        Id = slot.Id,
        Number = slot.Number,
        Sequence = slot.Sequence,
        Year = slot.Year,
        RegisteredAt = slot.At,
        Status = Status,
        LastTerminationDay = TerminationWindow.On(_draft.Terms, _today)?.LastDay,
        Contract = _contract,
        RegisteredBy = slot.Actor.Name,
        Version = 1,
    };

    /// <summary>That a contract expired is told by its dates and never stored.</summary>
    public Task<RegistrationResult> Write(RegistrationWriter writer, RegistrationHead head) =>
        writer.Write(new ContractRow(head, _contract, Status == ContractStatus.Expired ? ContractStatus.InForce : Status, _draft.Terms.FinalDay));

    /// <summary>The command as it is stored: signed today and in force from then on unless it says otherwise.</summary>
    public static ContractDraft DraftOf(RegisterContract command, DateOnly today)
    {
        var draft = command.ToDraft();
        var signedOn = draft.SignedOn ?? today;
        return (draft with { SignedOn = signedOn, ValidFrom = draft.ValidFrom ?? signedOn }).Normalized();
    }

    /// <summary>The contacts among the parties, with the field that names each.</summary>
    public static IEnumerable<(Guid ContactId, string Field)> ContactsOf(RegisterContract contract) => contract.Parties
        .Select((party, i) => (party.ContactId, Field: string.Create(CultureInfo.InvariantCulture, $"parties[{i}].contactId")))
        .Where(party => party.ContactId is not null)
        .Select(party => (party.ContactId!.Value, party.Field));
}
