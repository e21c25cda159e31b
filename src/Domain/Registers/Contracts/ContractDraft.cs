using AleSekretariat.Domain.Contacts;

namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>A party as typed: a contact, or a name with a tax number.</summary>
/// <param name="ContactId">A contact of the tenant.</param>
/// <param name="Name">Name, ≤ 300; null with a contact.</param>
/// <param name="Nip">Tax number, optional.</param>
/// <param name="Role">What the party is in the contract, ≤ 100, optional.</param>
public sealed record ContractPartyDraft(Guid? ContactId, string? Name, string? Nip, string? Role);

/// <summary>What is typed into the contract form or sent to the API, before it is registered. Field rules: product.md §5.</summary>
public sealed record ContractDraft
{
    /// <summary>Required, 3-1000.</summary>
    public string? Subject { get; init; }

    /// <summary>At least one, at most 50.</summary>
    public IReadOnlyList<ContractPartyDraft?>? Parties { get; init; }

    /// <summary>The other side's number, ≤ 100.</summary>
    public string? CounterpartyNumber { get; init; }

    /// <summary>Day of conclusion; null for a draft contract.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>First day in force.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force, inclusive; null for a contract without an end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Net value, ≥ 0 with two places, up to 12 digits before the point.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217 code; PLN when there is a value and no currency.</summary>
    public string? Currency { get; init; }

    /// <summary>Period of notice, if agreed.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Free text of several lines, ≤ 4000.</summary>
    public string? Notes { get; init; }

    /// <summary>The draft as it is stored: texts trimmed, blank ones absent, codes in capitals, tax numbers as ten digits.</summary>
    public ContractDraft Normalized() => this with
    {
        Subject = TextOf(Subject),
        CounterpartyNumber = TextOf(CounterpartyNumber),
        Currency = TextOf(Currency)?.ToUpperInvariant() ?? (Value is null ? null : "PLN"),
        Notes = TextOf(Notes),
        Parties = Parties?.Select(party => party is null ? null : party with
        {
            Name = TextOf(party.Name),
            Nip = Nip.Normalize(party.Nip) ?? TextOf(party.Nip),
            Role = TextOf(party.Role),
        }).ToList(),
    };

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
