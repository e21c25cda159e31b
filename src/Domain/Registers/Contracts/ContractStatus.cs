namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>What a contract is on a day (product.md §5).</summary>
public enum ContractStatus
{
    /// <summary>Not concluded yet (projekt).</summary>
    Draft,

    /// <summary>Concluded and not over (obowiązuje).</summary>
    InForce,

    /// <summary>Notice was given and runs (wypowiedziana).</summary>
    TerminationGiven,

    /// <summary>Its last day passed (wygasła).</summary>
    Expired,

    /// <summary>Ended by notice or agreement (rozwiązana).</summary>
    Terminated,

    /// <summary>Registered by mistake, annulled with a reason (anulowana).</summary>
    Annulled,
}

/// <summary>The facts a contract's status follows from; dates are Warsaw days.</summary>
public sealed record ContractFacts
{
    /// <summary>Day of conclusion.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day, inclusive; null for a contract without an end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Automatic prolongation: the last day moves on until notice takes effect.</summary>
    public Renewal? Renewal { get; init; }

    /// <summary>Day notice was given, or dissolution agreed.</summary>
    public DateOnly? TerminationGivenOn { get; init; }

    /// <summary>Last day in force after notice or dissolution, inclusive.</summary>
    public DateOnly? TerminatesOn { get; init; }

    /// <summary>Whether it was annulled.</summary>
    public bool Annulled { get; init; }
}

/// <summary>Computes the status from dates: nothing has to be switched at midnight.</summary>
public static class ContractStatuses
{
    /// <summary>
    /// The status on a Warsaw day. Concluded means signed, or begun without a known day of signing; one signed that begins
    /// later is in force: the parties are bound.
    /// </summary>
    public static ContractStatus At(ContractFacts facts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Annulled)
            return ContractStatus.Annulled;
        if (facts.TerminatesOn < today)
            return ContractStatus.Terminated;
        if ((facts is { ValidTo: { } end, Renewal: { } renewal } ? renewal.EndOn(end, today) : facts.ValidTo) < today)
            return ContractStatus.Expired;
        if (facts.TerminationGivenOn <= today)
            return ContractStatus.TerminationGiven;
        return facts.SignedOn <= today || facts.ValidFrom <= today ? ContractStatus.InForce : ContractStatus.Draft;
    }
}
