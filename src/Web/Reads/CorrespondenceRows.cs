using AleSekretariat.Domain.Registers.Correspondence;

namespace AleSekretariat.Web.Reads;

/// <summary>What to show of the correspondence book.</summary>
/// <param name="Direction">Only this register; null = all.</param>
/// <param name="Query">Words that must all occur in number, correspondent, mark or subject; case and diacritics do not matter.</param>
public sealed record CorrespondenceFilter(Direction? Direction = null, string? Query = null);

/// <summary>An entry as lists show it. <see cref="Date"/> is the day received, sent or made.</summary>
public record CorrespondenceRow
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Sequence { get; init; }
    public required int Year { get; init; }
    public required Direction Direction { get; init; }
    public required DateOnly Date { get; init; }
    public DateOnly? LetterDate { get; init; }

    /// <summary>Sender or addressee; null = <i>brak danych</i>.</summary>
    public string? Correspondent { get; init; }
    public Guid? ContactId { get; init; }
    public string? Reference { get; init; }
    public required string Subject { get; init; }
    public DeliveryMethod? DeliveryMethod { get; init; }
    public DateOnly? DueOn { get; init; }
    public bool Confidential { get; init; }
    public required CorrespondenceStatus Status { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required string RegisteredBy { get; init; }

    /// <summary>Whom it is given to.</summary>
    public Guid? AssignedTo { get; init; }
    public string? AssignedToName { get; init; }

    /// <summary>Grows with each change: the entry's ETag.</summary>
    public required int Version { get; init; }
}

/// <summary>An entry with everything.</summary>
public sealed record CorrespondenceDetails : CorrespondenceRow
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public CorrespondenceDetails(CorrespondenceRow row)
        : base(row)
    {
    }

    public string? PostalNumber { get; init; }
    public string? EDeliveryAddress { get; init; }
    public string? Notes { get; init; }
    public string? LetterKind { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public int? Enclosures { get; init; }
    public string? CorrespondentAddress { get; init; }
    public int? MassGrams { get; init; }

    /// <summary>Sums are in PLN.</summary>
    public decimal? Fee { get; init; }
    public decimal? DeclaredValue { get; init; }
    public decimal? CashOnDelivery { get; init; }
    public DateOnly? DeliveredOn { get; init; }
    public DateOnly? ReturnedOn { get; init; }
    public string? ReturnReason { get; init; }
    public DateOnly? ReceiptOn { get; init; }
    public string? CaseMark { get; init; }
    public string? EarlierNumber { get; init; }

    /// <summary>The letter it answers, if the person may see it.</summary>
    public Guid? ReplyTo { get; init; }
    public Guid? ContractId { get; init; }

    /// <summary>Letters beside it that the person may see.</summary>
    public IReadOnlyList<Guid> Related { get; init; } = [];

    /// <summary>Accounts on it, if it is confidential.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];
    public string? Instruction { get; init; }
    public DateOnly? AssignmentDue { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulledBy { get; init; }
    public string? AnnulReason { get; init; }
}

/// <summary>How many entries each register has, annulled ones included.</summary>
public sealed record CorrespondenceCounts(int Incoming, int Outgoing, int Internal)
{
    public int All => Incoming + Outgoing + Internal;
}
