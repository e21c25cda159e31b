namespace AleSekretariat.Web.Reads;

/// <summary>A contact.</summary>
public sealed record ContactRow
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Nip { get; init; }
    public string? Regon { get; init; }

    /// <summary>In lines.</summary>
    public string? Address { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? EDeliveryAddress { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Grows with each change: the contact's ETag.</summary>
    public required int Version { get; init; }

    /// <summary>The address on one line.</summary>
    public string? AddressLine => Address?.ReplaceLineEndings(", ");
}

/// <summary>A contact as a field offers it while something is typed.</summary>
/// <param name="Id">The contact.</param>
/// <param name="Name">Its name.</param>
/// <param name="Nip">Its tax number.</param>
/// <param name="Address">Its address, in lines.</param>
public sealed record ContactSuggestion(Guid Id, string Name, string? Nip, string? Address)
{
    /// <summary>What tells it from another of the same name: the last line of the address, as a rule the town.</summary>
    public string? Town => Address?.Split('\n')[^1].Trim();
}

/// <summary>A contact that may be the same as another.</summary>
/// <param name="Id">The contact.</param>
/// <param name="Name">Its name.</param>
/// <param name="Nip">Its tax number.</param>
/// <param name="SameNumber">Whether NIP or REGON agree, and not only the names.</param>
public sealed record SimilarContact(Guid Id, string Name, string? Nip, bool SameNumber);

/// <summary>A change of a contact.</summary>
/// <param name="Change">What changed.</param>
/// <param name="Of">The name of the contact it happened to, where that was merged into this one.</param>
public sealed record ContactChange(HistoryRow Change, string? Of);

/// <summary>A letter or contract of a contact.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Number">Its number.</param>
/// <param name="Date">The letter's or the conclusion's day.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Annulled">Whether it was annulled.</param>
public sealed record ContactEntry(Guid Id, string Number, DateOnly Date, string Subject, bool Annulled);

/// <summary>The newest letters or contracts of a contact.</summary>
/// <param name="Newest">Newest first.</param>
/// <param name="Count">How many there are.</param>
public sealed record ContactEntries(IReadOnlyList<ContactEntry> Newest, int Count);
