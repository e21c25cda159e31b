namespace AleSekretariat.Domain.Contacts;

/// <summary>A contact as typed into a form or sent to the API. Field rules: product.md §4-6, <see cref="ContactRules"/>.</summary>
public sealed record ContactDraft
{
    /// <summary>Required, 1-300.</summary>
    public string? Name { get; init; }

    /// <summary>Tax number, however written.</summary>
    public string? Nip { get; init; }

    /// <summary>Statistical number, nine or fourteen digits, however written.</summary>
    public string? Regon { get; init; }

    /// <summary>Postal address in lines, ≤ 500.</summary>
    public string? Address { get; init; }

    /// <summary>E-mail, ≤ 254.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone as people write it, ≤ 50.</summary>
    public string? Phone { get; init; }

    /// <summary>Address for e-Doręczenia.</summary>
    public string? EDeliveryAddress { get; init; }

    /// <summary>As it is stored: texts trimmed, blank ones absent, numbers as digits, the address for e-Doręczenia in capitals.</summary>
    public ContactDraft Normalized() => new()
    {
        Name = TextOf(Name),
        Nip = Contacts.Nip.Normalize(Nip) ?? TextOf(Nip),
        Regon = Contacts.Regon.Normalize(Regon) ?? TextOf(Regon),
        Address = TextOf(Address)?.Replace("\r\n", "\n", StringComparison.Ordinal),
        Email = TextOf(Email),
        Phone = TextOf(Phone),
        EDeliveryAddress = Contacts.EDeliveryAddress.Normalize(EDeliveryAddress),
    };

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
