namespace AleSekretariat.Grains.Abstractions.Registers;

/// <summary>A contact (product.md §6). In a command as typed; in an answer as stored. What a field must satisfy: Domain Contacts/ContactRules.</summary>
[GenerateSerializer, Immutable, Alias("ContactDetails")]
public sealed record ContactDetails
{
    /// <summary>Required, 1-300 characters.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Tax number.</summary>
    [Id(1)] public string? Nip { get; init; }

    /// <summary>Statistical number.</summary>
    [Id(2)] public string? Regon { get; init; }

    /// <summary>Postal address, in lines.</summary>
    [Id(3)] public string? Address { get; init; }

    /// <summary>E-mail.</summary>
    [Id(4)] public string? Email { get; init; }

    /// <summary>Telephone.</summary>
    [Id(5)] public string? Phone { get; init; }

    /// <summary>Address for e-Doręczenia.</summary>
    [Id(6)] public string? EDeliveryAddress { get; init; }
}

/// <summary>Changes a contact as a whole.</summary>
/// <param name="Id">The contact.</param>
/// <param name="ExpectedVersion">The version that was read: with another one the change is refused as stale. Null: whichever it is.</param>
/// <param name="Contact">What it shall be.</param>
[GenerateSerializer, Immutable, Alias("ChangeContact")]
public sealed record ChangeContact(
    [property: Id(0)] Guid Id,
    [property: Id(1)] int? ExpectedVersion,
    [property: Id(2)] ContactDetails Contact);

/// <summary>Merges two contacts that are one: letters and contracts of the one that goes point to the one that stays from then on.</summary>
/// <param name="StayingId">The one that stays; its blank fields are filled from the other.</param>
/// <param name="GoingId">The one that goes; its id leads to the one that stays.</param>
[GenerateSerializer, Immutable, Alias("MergeContacts")]
public sealed record MergeContacts([property: Id(0)] Guid StayingId, [property: Id(1)] Guid GoingId);

/// <summary>A contact as it was stored.</summary>
[GenerateSerializer, Immutable, Alias("SavedContact")]
public sealed record SavedContact
{
    /// <summary>The contact.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Grows with each change: its ETag.</summary>
    [Id(1)] public required int Version { get; init; }

    /// <summary>As stored.</summary>
    [Id(2)] public required ContactDetails Contact { get; init; }
}
