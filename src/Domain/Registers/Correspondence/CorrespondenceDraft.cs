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
            ReceivedOn = noDate && !outgoing ? today : ReceivedOn,
            SentOn = noDate && outgoing ? today : SentOn,
        };
    }

    /// <summary>As <see cref="Normalized(DateOnly)"/>, on the Warsaw day of an instant.</summary>
    public CorrespondenceDraft Normalized(DateTimeOffset now) => Normalized(WarsawTime.DateOf(now));

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
