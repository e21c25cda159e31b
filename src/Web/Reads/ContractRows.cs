using AleSekretariat.Domain.Registers.Contracts;

namespace AleSekretariat.Web.Reads;

/// <summary>What to show of the contracts register.</summary>
/// <param name="Query">Words that must all occur in number, counterparty's number, parties or subject; case and diacritics do not matter.</param>
public sealed record ContractFilter(string? Query = null);

/// <summary>A party of a contract.</summary>
public sealed record ContractPartyRow(Guid? ContactId, string Name, string? Nip, string? Role);

/// <summary>A contract as lists show it, on the tenant's day it was asked for.</summary>
public record ContractRow
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Sequence { get; init; }
    public required int Year { get; init; }
    public required string Subject { get; init; }
    public string? CounterpartyNumber { get; init; }

    /// <summary>In the order they were given.</summary>
    public required IReadOnlyList<ContractPartyRow> Parties { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force; null = <i>na czas nieokreślony</i>.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Net.</summary>
    public decimal? Value { get; init; }
    public string? Currency { get; init; }
    public Notice? Notice { get; init; }

    /// <summary>Latest day on which notice still works; null without notice or end.</summary>
    public DateOnly? LastTerminationDay { get; init; }

    /// <summary>By its dates on the day asked for.</summary>
    public required ContractStatus Status { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required string RegisteredBy { get; init; }

    /// <summary>Grows with each change: the contract's ETag.</summary>
    public required int Version { get; init; }
    public string? Notes { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulledBy { get; init; }
    public string? AnnulReason { get; init; }
}
