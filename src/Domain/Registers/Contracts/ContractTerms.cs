namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>What the parties agreed and an annex may change.</summary>
public sealed record ContractTerms
{
    /// <summary>Last day in force, inclusive; null for a contract without an end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Net value of one payment.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>VAT in percent; null = not said.</summary>
    public decimal? VatRate { get; init; }

    /// <summary>How often the value is paid; null = not said.</summary>
    public ContractRecurrence? Recurrence { get; init; }

    /// <summary>Period of notice, if agreed.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Automatic prolongation, if agreed.</summary>
    public Renewal? Renewal { get; init; }

    /// <summary>Value with VAT, rounded to 0.01 half away from zero; null without a value or a rate.</summary>
    public decimal? Gross => Value is { } net && VatRate is { } rate ? decimal.Round(net * (100 + rate) / 100, 2, MidpointRounding.AwayFromZero) : null;

    /// <summary>The last day in force as it looks on a day: prolongations that happened by then are counted.</summary>
    public DateOnly? EndOn(DateOnly day) => ValidTo is { } end && Renewal is { } renewal ? renewal.EndOn(end, day) : ValidTo;

    /// <summary>The last day there can be, all prolongations counted; null when there is none.</summary>
    public DateOnly? FinalDay => ValidTo is not { } end ? null : Renewal is not { } renewal ? end : renewal.Times is { } times ? renewal.EndAfter(end, times) : null;
}
