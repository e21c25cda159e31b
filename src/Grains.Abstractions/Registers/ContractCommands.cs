using System.Collections.Immutable;
using AleSekretariat.Domain.Registers.Contracts;

namespace AleSekretariat.Grains.Abstractions.Registers;

/// <summary>A party of a contract: a contact of the tenant or a name.</summary>
/// <param name="ContactId">The contact, or null.</param>
/// <param name="Name">The name, 1-300 characters; null with a contact.</param>
/// <param name="Nip">Ten digits with a right checksum, or null.</param>
/// <param name="Role">At most 100 characters, e.g. <i>wykonawca</i>.</param>
[GenerateSerializer, Immutable, Alias("ContractParty")]
public sealed record ContractParty(
    [property: Id(0)] Guid? ContactId,
    [property: Id(1)] string? Name,
    [property: Id(2)] string? Nip,
    [property: Id(3)] string? Role);

/// <summary>How a contract may be terminated.</summary>
/// <param name="Amount">1 or more.</param>
/// <param name="Unit">Days, weeks or months.</param>
/// <param name="Effect">Whether it takes effect at the end of a month or quarter.</param>
[GenerateSerializer, Immutable, Alias("ContractNotice")]
public sealed record ContractNotice(
    [property: Id(0)] int Amount,
    [property: Id(1)] NoticeUnit Unit,
    [property: Id(2)] NoticeEffect Effect);

/// <summary>Registers a contract (product.md §5). Texts arrive as typed; the tenant trims and checks them.</summary>
[GenerateSerializer, Immutable, Alias("RegisterContract")]
public sealed record RegisterContract
{
    /// <summary>Required, 3-1000 characters.</summary>
    [Id(0)] public required string Subject { get; init; }

    /// <summary>At least one.</summary>
    [Id(1)] public required ImmutableArray<ContractParty> Parties { get; init; }

    /// <summary>The counterparty's number, at most 100 characters.</summary>
    [Id(2)] public string? CounterpartyNumber { get; init; }

    /// <summary>Day of signing; null = the tenant's today in Warsaw.</summary>
    [Id(3)] public DateOnly? SignedOn { get; init; }

    /// <summary>First day in force; null = the day of signing.</summary>
    [Id(4)] public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force; null = <i>na czas nieokreślony</i>.</summary>
    [Id(5)] public DateOnly? ValidTo { get; init; }

    /// <summary>Net value, ≥ 0, two places at most.</summary>
    [Id(6)] public decimal? Value { get; init; }

    /// <summary>ISO 4217; PLN when there is a value and nothing is said.</summary>
    [Id(7)] public string? Currency { get; init; }

    /// <summary>Notice of termination, if agreed.</summary>
    [Id(8)] public ContractNotice? Notice { get; init; }

    /// <summary>At most 4000 characters.</summary>
    [Id(9)] public string? Notes { get; init; }
}

/// <summary>A registered contract as it was stored.</summary>
[GenerateSerializer, Immutable, Alias("RegisteredContract")]
public sealed record RegisteredContract
{
    /// <summary>The contract.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The internal number as the series' mask writes it; immutable.</summary>
    [Id(1)] public required string Number { get; init; }

    /// <summary>Place in the yearly series, from 1.</summary>
    [Id(2)] public required int Sequence { get; init; }

    /// <summary>Warsaw year of registration.</summary>
    [Id(3)] public required int Year { get; init; }

    /// <summary>Instant of registration on the tenant's clock, UTC.</summary>
    [Id(4)] public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The status by its dates on the day of registration.</summary>
    [Id(5)] public required ContractStatus Status { get; init; }

    /// <summary>Latest day on which notice still takes effect in time; null without notice or end.</summary>
    [Id(6)] public DateOnly? LastTerminationDay { get; init; }

    /// <summary>The contract with defaults filled in and texts trimmed.</summary>
    [Id(7)] public required RegisterContract Contract { get; init; }

    /// <summary>Who registered it.</summary>
    [Id(8)] public required string RegisteredBy { get; init; }
}
