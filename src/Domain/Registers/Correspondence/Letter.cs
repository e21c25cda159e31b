namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>
/// A letter of the book as it stands: what may change about it. Number, series and registrar never do. Its fields satisfy
/// <see cref="CorrespondenceRules"/>; what it goes through is in <see cref="LetterWorkflow"/>.
/// </summary>
public sealed record Letter
{
    /// <summary>Fixed after saving.</summary>
    public required Direction Direction { get; init; }

    /// <summary>How far it got.</summary>
    public required CorrespondenceStatus Status { get; init; }

    /// <summary>Day received, sent or made.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>3-500 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>Sender or addressee; null = brak danych.</summary>
    public string? Correspondent { get; init; }

    /// <summary>The contact whose name was copied.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Where the correspondent is written to.</summary>
    public string? CorrespondentAddress { get; init; }

    /// <summary>The date on it.</summary>
    public DateOnly? LetterDate { get; init; }

    /// <summary>Znak pisma.</summary>
    public string? Reference { get; init; }

    /// <summary>How it is delivered.</summary>
    public DeliveryMethod? DeliveryMethod { get; init; }

    /// <summary>Nr nadawczy.</summary>
    public string? PostalNumber { get; init; }

    /// <summary>Adres do e-Doręczeń.</summary>
    public string? EDeliveryAddress { get; init; }

    /// <summary>Until when a reply is due.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Invisible to whoever is not on it.</summary>
    public bool Confidential { get; init; }

    /// <summary>Who is on it besides registrar, assignee and owner.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];

    /// <summary>Uwagi.</summary>
    public string? Notes { get; init; }

    /// <summary>Rodzaj.</summary>
    public string? LetterKind { get; init; }

    /// <summary>Tags in their order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Liczba załączników.</summary>
    public int? Enclosures { get; init; }

    /// <summary>Mass in grams.</summary>
    public int? MassGrams { get; init; }

    /// <summary>Postage, PLN.</summary>
    public decimal? Fee { get; init; }

    /// <summary>Declared value, PLN.</summary>
    public decimal? DeclaredValue { get; init; }

    /// <summary>Pobranie, PLN.</summary>
    public decimal? CashOnDelivery { get; init; }

    /// <summary>Day on the receipt (ZPO).</summary>
    public DateOnly? ReceiptOn { get; init; }

    /// <summary>Sprawa.</summary>
    public string? CaseMark { get; init; }

    /// <summary>Number in an earlier register.</summary>
    public string? EarlierNumber { get; init; }

    /// <summary>The letter it answers.</summary>
    public Guid? ReplyTo { get; init; }

    /// <summary>The contract it belongs to.</summary>
    public Guid? ContractId { get; init; }

    /// <summary>Letters that belong together with it.</summary>
    public IReadOnlyList<Guid> Related { get; init; } = [];

    /// <summary>Whom it is given to; null for nobody.</summary>
    public LetterAssignment? Assignment { get; init; }

    /// <summary>Day it reached the addressee.</summary>
    public DateOnly? DeliveredOn { get; init; }

    /// <summary>Day it came back.</summary>
    public DateOnly? ReturnedOn { get; init; }

    /// <summary>Why it came back.</summary>
    public string? ReturnReason { get; init; }
}

/// <summary>Dekretacja: to whom a letter is given, and what they did about it. Instants are UTC by the tenant's clock.</summary>
/// <param name="AccountId">Whom.</param>
/// <param name="Name">Their name at that moment.</param>
/// <param name="Instruction">What is to be done.</param>
/// <param name="DueOn">Until when.</param>
/// <param name="At">When it was given.</param>
/// <param name="ReadAt">When they first opened it.</param>
/// <param name="ConfirmedAt">When they confirmed to deal with it.</param>
public sealed record LetterAssignment(
    Guid AccountId, string Name, string? Instruction, DateOnly? DueOn, DateTimeOffset At, DateTimeOffset? ReadAt, DateTimeOffset? ConfirmedAt);
