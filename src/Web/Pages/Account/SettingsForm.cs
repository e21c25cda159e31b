using AleSekretariat.Domain.Company;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>Company settings as typed; a dictionary is one name a line.</summary>
public sealed class SettingsForm
{
    public string? Company { get; set; }

    public string? Nip { get; set; }

    public string? Address { get; set; }

    public string? InvoiceName { get; set; }

    public string? InvoiceNip { get; set; }

    public string? InvoiceAddress { get; set; }

    public string? InvoiceEmail { get; set; }

    public string? MaskIncoming { get; set; }

    public string? MaskOutgoing { get; set; }

    public string? MaskInternal { get; set; }

    public string? MaskContracts { get; set; }

    public string? LetterKinds { get; set; }

    public string? ContractKinds { get; set; }

    /// <summary>The form as the settings stand.</summary>
    public static SettingsForm Of(CompanySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new SettingsForm
        {
            Company = settings.Company,
            Nip = settings.Nip,
            Address = settings.Address,
            InvoiceName = settings.InvoiceName,
            InvoiceNip = settings.InvoiceNip,
            InvoiceAddress = settings.InvoiceAddress,
            InvoiceEmail = settings.InvoiceEmail,
            MaskIncoming = settings.Masks[0],
            MaskOutgoing = settings.Masks[1],
            MaskInternal = settings.Masks[2],
            MaskContracts = settings.Masks[3],
            LetterKinds = string.Join('\n', settings.LetterKinds),
            ContractKinds = string.Join('\n', settings.ContractKinds),
        };
    }

    /// <summary>What is asked of the grain.</summary>
    public ChangeSettings Command() => new()
    {
        Company = Company ?? "",
        Nip = Nip,
        Address = Address,
        InvoiceName = InvoiceName,
        InvoiceNip = InvoiceNip,
        InvoiceAddress = InvoiceAddress,
        InvoiceEmail = InvoiceEmail,
        Masks = [MaskIncoming ?? "", MaskOutgoing ?? "", MaskInternal ?? "", MaskContracts ?? ""],
        LetterKinds = [.. Lines(LetterKinds)],
        ContractKinds = [.. Lines(ContractKinds)],
    };

    /// <summary>The form's name of a field of the command.</summary>
    public static string NameOf(string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        return "Form." + char.ToUpperInvariant(field[0]) + field[1..];
    }

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
