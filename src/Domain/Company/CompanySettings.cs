namespace AleSekretariat.Domain.Company;

/// <summary>What an owner sets for the company as a whole (product.md §7).</summary>
public sealed record CompanySettings
{
    /// <summary>The company's name, 1-200 characters.</summary>
    public required string Company { get; init; }

    /// <summary>The company's NIP; null if not given.</summary>
    public string? Nip { get; init; }

    /// <summary>The address, in lines.</summary>
    public string? Address { get; init; }

    /// <summary>Who invoices are made out to, where that is not the company as above.</summary>
    public string? InvoiceName { get; init; }

    /// <summary>The buyer's NIP on invoices.</summary>
    public string? InvoiceNip { get; init; }

    /// <summary>The buyer's address on invoices, in lines.</summary>
    public string? InvoiceAddress { get; init; }

    /// <summary>Where invoices are sent.</summary>
    public string? InvoiceEmail { get; init; }

    /// <summary>Masks of the four series, in the order of <see cref="Registers.Series"/>.</summary>
    public required IReadOnlyList<string> Masks { get; init; }

    /// <summary>Kinds a letter may have, in the owner's order.</summary>
    public IReadOnlyList<string> LetterKinds { get; init; } = [];

    /// <summary>Kinds a contract may have.</summary>
    public IReadOnlyList<string> ContractKinds { get; init; } = [];

    /// <summary>As they are stored: trimmed, blanks as null, NIPs as digits, empty lines of a dictionary gone.</summary>
    public CompanySettings Normalized() => this with
    {
        Company = Company.Trim(),
        Nip = Digits(Nip),
        Address = Lines(Address),
        InvoiceName = Blank(InvoiceName),
        InvoiceNip = Digits(InvoiceNip),
        InvoiceAddress = Lines(InvoiceAddress),
        InvoiceEmail = Blank(InvoiceEmail),
        Masks = [.. Masks.Select(mask => mask.Trim())],
        LetterKinds = Items(LetterKinds),
        ContractKinds = Items(ContractKinds),
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Lines(string? text) => Blank(text)?.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string? Digits(string? nip) => Blank(nip) is { } typed ? Contacts.Nip.Normalize(typed) ?? typed : null;

    private static List<string> Items(IReadOnlyList<string> items) => [.. items.Select(item => item.Trim()).Where(item => item.Length > 0)];
}
