using System.Collections.Immutable;
using AleSekretariat.Domain.Registers.Correspondence;

namespace AleSekretariat.Grains.Abstractions.Registers;

/// <summary>Registers a letter (product.md §4). Texts arrive as typed; the tenant trims and checks them.</summary>
[GenerateSerializer, Immutable, Alias("RegisterCorrespondence")]
public sealed record RegisterCorrespondence
{
    /// <summary>Fixed after saving.</summary>
    [Id(0)] public required Direction Direction { get; init; }

    /// <summary>Required, 3-500 characters.</summary>
    [Id(1)] public required string Subject { get; init; }

    /// <summary>Sender or addressee as free text; null with <see cref="ContactId"/> null = "brak danych".</summary>
    [Id(2)] public string? CorrespondentName { get; init; }

    /// <summary>Sender or addressee as a contact of the tenant.</summary>
    [Id(3)] public Guid? ContactId { get; init; }

    /// <summary>Day received (incoming), sent (outgoing) or made (internal); null = the tenant's today in Warsaw.</summary>
    [Id(4)] public DateOnly? Date { get; init; }

    /// <summary>Date on the letter.</summary>
    [Id(5)] public DateOnly? LetterDate { get; init; }

    /// <summary><i>Znak pisma</i>, at most 100 characters.</summary>
    [Id(6)] public string? Reference { get; init; }

    /// <summary>How it was delivered.</summary>
    [Id(7)] public DeliveryMethod? DeliveryMethod { get; init; }

    /// <summary><i>Nr nadawczy</i>.</summary>
    [Id(8)] public string? PostalNumber { get; init; }

    /// <summary>e-Doręczenia address; required for outgoing e-Doręczenia.</summary>
    [Id(9)] public string? EDeliveryAddress { get; init; }

    /// <summary>Day by which a reply is due.</summary>
    [Id(10)] public DateOnly? DueOn { get; init; }

    /// <summary>Visible only to the owner and whoever is on it.</summary>
    [Id(11)] public bool Confidential { get; init; }

    /// <summary>At most 4000 characters.</summary>
    [Id(12)] public string? Notes { get; init; }

    /// <summary><i>Rodzaj</i>, at most 100 characters.</summary>
    [Id(13)] public string? LetterKind { get; init; }

    /// <summary>Null or empty for none.</summary>
    [Id(14)] public ImmutableArray<string>? Tags { get; init; }

    /// <summary><i>Liczba załączników</i>.</summary>
    [Id(15)] public int? Enclosures { get; init; }

    /// <summary>Where the correspondent is written to, in lines.</summary>
    [Id(16)] public string? CorrespondentAddress { get; init; }

    /// <summary>Grams.</summary>
    [Id(17)] public int? MassGrams { get; init; }

    /// <summary>Postage, PLN.</summary>
    [Id(18)] public decimal? Fee { get; init; }

    /// <summary>PLN.</summary>
    [Id(19)] public decimal? DeclaredValue { get; init; }

    /// <summary>PLN.</summary>
    [Id(20)] public decimal? CashOnDelivery { get; init; }

    /// <summary>Day on the receipt that came back (ZPO).</summary>
    [Id(21)] public DateOnly? ReceiptOn { get; init; }

    /// <summary>The case it belongs to.</summary>
    [Id(22)] public string? CaseMark { get; init; }

    /// <summary>Number in an earlier register.</summary>
    [Id(23)] public string? EarlierNumber { get; init; }

    /// <summary>The letter it answers: an outgoing answer closes it.</summary>
    [Id(24)] public Guid? ReplyTo { get; init; }

    /// <summary>The contract it belongs to.</summary>
    [Id(25)] public Guid? ContractId { get; init; }

    /// <summary>Letters that belong together with it.</summary>
    [Id(26)] public ImmutableArray<Guid>? Related { get; init; }

    /// <summary>Accounts on a confidential letter.</summary>
    [Id(27)] public ImmutableArray<Guid>? People { get; init; }

    /// <summary>Dekretacja: the account it is given to when it is registered. A change leaves it alone.</summary>
    [Id(28)] public Guid? AssignedTo { get; init; }

    /// <summary>What is to be done.</summary>
    [Id(29)] public string? Instruction { get; init; }

    /// <summary>Until when.</summary>
    [Id(30)] public DateOnly? AssignmentDue { get; init; }
}

/// <summary>A registered letter as it was stored.</summary>
[GenerateSerializer, Immutable, Alias("RegisteredCorrespondence")]
public sealed record RegisteredCorrespondence
{
    /// <summary>The entry.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The number as the series' mask writes it; immutable.</summary>
    [Id(1)] public required string Number { get; init; }

    /// <summary>Place in the yearly series of its direction, from 1.</summary>
    [Id(2)] public required int Sequence { get; init; }

    /// <summary>Warsaw year of registration.</summary>
    [Id(3)] public required int Year { get; init; }

    /// <summary>Instant of registration on the tenant's clock, UTC.</summary>
    [Id(4)] public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The status it begins with.</summary>
    [Id(5)] public required CorrespondenceStatus Status { get; init; }

    /// <summary>The letter with defaults filled in and texts trimmed.</summary>
    [Id(6)] public required RegisterCorrespondence Letter { get; init; }

    /// <summary>Who registered it.</summary>
    [Id(7)] public required string RegisteredBy { get; init; }

    /// <summary>The name of the one it is given to.</summary>
    [Id(8)] public string? AssignedToName { get; init; }
}

/// <summary>Annuls an entry.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Reason">3-500 characters.</param>
[GenerateSerializer, Immutable, Alias("AnnulEntry")]
public sealed record AnnulEntry([property: Id(0)] Guid Id, [property: Id(1)] string Reason);

/// <summary>An annulled entry.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Number">The number it keeps.</param>
/// <param name="AnnulledAt">On the tenant's clock, UTC.</param>
/// <param name="Version">The entry's version after the change: its ETag.</param>
[GenerateSerializer, Immutable, Alias("Annulled")]
public sealed record Annulled(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Number,
    [property: Id(2)] DateTimeOffset AnnulledAt,
    [property: Id(3)] int Version);
