using System.Collections.Immutable;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <summary>Decides whether everybody of the company needs a second factor. The password was checked by the web node.</summary>
/// <param name="Required">Whether they do.</param>
[GenerateSerializer, Immutable, Alias("DecideSecondFactor")]
public sealed record DecideSecondFactor([property: Id(0)] bool Required);

/// <summary>Sets the company's settings as a whole (product.md §7). What a field must satisfy: Domain Company/CompanyRules.</summary>
[GenerateSerializer, Immutable, Alias("ChangeSettings")]
public sealed record ChangeSettings
{
    /// <summary>The company's name.</summary>
    [Id(0)] public required string Company { get; init; }

    /// <summary>The company's NIP, however written; null or blank for none.</summary>
    [Id(1)] public string? Nip { get; init; }

    /// <summary>The address, in lines.</summary>
    [Id(2)] public string? Address { get; init; }

    /// <summary>The buyer on invoices, where it is not the company as above.</summary>
    [Id(3)] public string? InvoiceName { get; init; }

    /// <summary>The buyer's NIP on invoices.</summary>
    [Id(4)] public string? InvoiceNip { get; init; }

    /// <summary>The buyer's address on invoices.</summary>
    [Id(5)] public string? InvoiceAddress { get; init; }

    /// <summary>Where invoices are sent.</summary>
    [Id(6)] public string? InvoiceEmail { get; init; }

    /// <summary>Masks of incoming, outgoing, internal, contracts. They apply to the next numbers.</summary>
    [Id(7)] public required ImmutableArray<string> Masks { get; init; }

    /// <summary>Kinds of letters, in order; what is missing is retired.</summary>
    [Id(8)] public required ImmutableArray<string> LetterKinds { get; init; }

    /// <summary>Kinds of contracts, in order.</summary>
    [Id(9)] public required ImmutableArray<string> ContractKinds { get; init; }
}
