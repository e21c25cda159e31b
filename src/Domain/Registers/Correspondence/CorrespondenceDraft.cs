using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>
/// What is typed into the correspondence form or sent to the API, before it is registered. Field rules: product.md §4.
/// </summary>
public sealed record CorrespondenceDraft
{
    /// <summary>Required; null when it was not given.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Required, 3-500.</summary>
    public string? Subject { get; init; }

    /// <summary>Sender or addressee as free text, ≤ 300; null with a contact, or for "brak danych".</summary>
    public string? CorrespondentName { get; init; }

    /// <summary>Sender or addressee as a contact of the tenant.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Day of receipt, of incoming and internal letters.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Day of sending, of outgoing and internal letters.</summary>
    public DateOnly? SentOn { get; init; }

    /// <summary>The date on the letter.</summary>
    public DateOnly? LetterDate { get; init; }

    /// <summary>The mark on the letter (znak pisma), ≤ 100.</summary>
    public string? Reference { get; init; }

    /// <summary>How it was delivered.</summary>
    public DeliveryMethod? DeliveryMethod { get; init; }

    /// <summary>The post's number (nr nadawczy), ≤ 50.</summary>
    public string? PostalNumber { get; init; }

    /// <summary>Address for e-Doręczenia; required for outgoing e-Doręczenia.</summary>
    public string? EDeliveryAddress { get; init; }

    /// <summary>Day by which a reply is due.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Invisible to whoever is not on it.</summary>
    public bool Confidential { get; init; }

    /// <summary>Free text of several lines, ≤ 4000.</summary>
    public string? Notes { get; init; }

    /// <summary>Rodzaj: a word of the company's dictionary, ≤ 100.</summary>
    public string? LetterKind { get; init; }

    /// <summary>At most 20 of at most 50 characters each, in the order given.</summary>
    public IReadOnlyList<string?>? Tags { get; init; }

    /// <summary>Liczba załączników: how many came in the envelope.</summary>
    public int? Enclosures { get; init; }

    /// <summary>Where the correspondent is written to, in lines, ≤ 500.</summary>
    public string? CorrespondentAddress { get; init; }

    /// <summary>Mass in grams.</summary>
    public int? MassGrams { get; init; }

    /// <summary>Postage, PLN.</summary>
    public decimal? Fee { get; init; }

    /// <summary>Declared value, PLN.</summary>
    public decimal? DeclaredValue { get; init; }

    /// <summary>Pobranie: what the addressee pays, PLN.</summary>
    public decimal? CashOnDelivery { get; init; }

    /// <summary>Day on the receipt that came back (ZPO).</summary>
    public DateOnly? ReceiptOn { get; init; }

    /// <summary>The case it belongs to, ≤ 100.</summary>
    public string? CaseMark { get; init; }

    /// <summary>Number in an earlier register, ≤ 60.</summary>
    public string? EarlierNumber { get; init; }

    /// <summary>The letter this one answers.</summary>
    public Guid? ReplyTo { get; init; }

    /// <summary>The contract it belongs to.</summary>
    public Guid? ContractId { get; init; }

    /// <summary>Letters that belong together with it, ≤ 50.</summary>
    public IReadOnlyList<Guid>? Related { get; init; }

    /// <summary>Accounts that are on a confidential letter, ≤ 100.</summary>
    public IReadOnlyList<Guid>? People { get; init; }

    /// <summary>Dekretacja: the account it is given to. Not of outgoing letters.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>Dyspozycja: what is to be done, ≤ 500.</summary>
    public string? Instruction { get; init; }

    /// <summary>Until when it is to be done.</summary>
    public DateOnly? AssignmentDue { get; init; }

    /// <summary>The day the entry is dated with: of sending for outgoing, of receipt otherwise; internal takes either.</summary>
    public DateOnly? EntryDate => Direction switch
    {
        Correspondence.Direction.Outgoing => SentOn,
        Correspondence.Direction.Incoming => ReceivedOn,
        _ => ReceivedOn ?? SentOn,
    };

    /// <summary>
    /// The draft as it is stored: texts trimmed, blank ones absent, the address in capitals, the day of receipt or sending
    /// defaulting to <paramref name="today"/> (the Warsaw day by the tenant's clock).
    /// </summary>
    public CorrespondenceDraft Normalized(DateOnly today)
    {
        var outgoing = Direction == Correspondence.Direction.Outgoing;
        var noDate = EntryDate is null;
        return this with
        {
            Subject = TextOf(Subject),
            CorrespondentName = TextOf(CorrespondentName),
            Reference = TextOf(Reference),
            PostalNumber = TextOf(PostalNumber),
            EDeliveryAddress = TextOf(EDeliveryAddress)?.ToUpperInvariant(),
            Notes = TextOf(Notes),
            LetterKind = TextOf(LetterKind),
            Tags = TagsOf(Tags),
            CorrespondentAddress = TextOf(CorrespondentAddress),
            CaseMark = TextOf(CaseMark),
            EarlierNumber = TextOf(EarlierNumber),
            Related = Distinct(Related),
            People = Distinct(People),
            Instruction = TextOf(Instruction),
            ReceivedOn = noDate && !outgoing ? today : ReceivedOn,
            SentOn = noDate && outgoing ? today : SentOn,
        };
    }

    /// <summary>As <see cref="Normalized(DateOnly)"/>, on the Warsaw day of an instant.</summary>
    public CorrespondenceDraft Normalized(DateTimeOffset now) => Normalized(WarsawTime.DateOf(now));

    /// <summary>Trimmed, without blanks, each once however it is written; null for none.</summary>
    private static List<string?>? TagsOf(IReadOnlyList<string?>? tags) =>
        tags?.Select(TextOf).Where(tag => tag is not null).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } some ? some : null;

    private static IReadOnlyList<Guid>? Distinct(IReadOnlyList<Guid>? ids) => ids is { Count: > 0 } ? [.. ids.Distinct()] : null;

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
