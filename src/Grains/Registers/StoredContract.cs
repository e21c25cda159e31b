using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>A contract as the register has it, read under the claim.</summary>
internal sealed record StoredContract
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required int Sequence { get; init; }

    public required int Year { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public required string RegisteredBy { get; init; }

    public required int Version { get; init; }

    /// <summary>As registered or last changed, without what annexes set. Each party has its name, also one that is a contact.</summary>
    public required ContractDraft Contract { get; init; }

    public required IReadOnlyList<Annex> Annexes { get; init; }

    public required bool Annulled { get; init; }

    public Guid? TerminationLetterId { get; init; }

    public DateOnly? TerminatedOn { get; init; }

    public DateOnly? TerminationEffectiveOn { get; init; }

    /// <summary>When it was last changed: tells whether a change whose answer was lost was ours.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The last day there can be, annexes and prolongations counted.</summary>
    public DateOnly? FinalDay => TermsInForce.AtLast(Contract.Terms, Annexes).FinalDay;

    /// <summary>As callers get it on a day.</summary>
    public RegisteredContract Answer(DateOnly today)
    {
        var terms = TermsInForce.On(Contract.Terms, Annexes, today);
        return new RegisteredContract
        {
            Id = Id,
            Number = Number,
            Sequence = Sequence,
            Year = Year,
            RegisteredAt = RegisteredAt,
            RegisteredBy = RegisteredBy,
            Status = ContractStatuses.At(
                new ContractFacts
                {
                    SignedOn = Contract.SignedOn,
                    ValidFrom = Contract.ValidFrom,
                    ValidTo = terms.ValidTo,
                    Renewal = terms.Renewal,
                    TerminationGivenOn = TerminatedOn,
                    TerminatesOn = TerminationEffectiveOn,
                    Annulled = Annulled,
                },
                today),
            LastTerminationDay = TerminationWindow.On(terms, today)?.LastDay,
            Contract = RegisterContract.From(Contract),
            Version = Version,
            TerminationLetterId = TerminationLetterId,
            TerminatedOn = TerminatedOn,
            TerminationEffectiveOn = TerminationEffectiveOn,
        };
    }
}

/// <summary>A change to write, under the claim of the activation that makes it.</summary>
internal sealed record ContractChange
{
    public required Guid TenantId { get; init; }

    public required long Epoch { get; init; }

    /// <summary>As it is to be; its version is the one that was read, and must still be there.</summary>
    public required StoredContract Contract { get; init; }

    public required IReadOnlyList<Domain.Registers.FieldChange> Changes { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    public string? Route { get; init; }

    public string? Key { get; init; }

    public byte[]? BodyHash { get; init; }

    /// <summary>The answer as JSON, kept under the key.</summary>
    public string? Answer { get; init; }
}

/// <summary>What became of it.</summary>
internal abstract record ContractWrite
{
    private ContractWrite()
    {
    }

    public sealed record Written : ContractWrite;

    public sealed record Repeated(byte[] BodyHash, string Answer) : ContractWrite;

    /// <summary>The claim is lost, or the row is not what was read under it. Nothing was written.</summary>
    public sealed record Moved : ContractWrite;
}
