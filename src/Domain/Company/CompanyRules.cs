using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Domain.Company;

/// <summary>What company settings must satisfy (product.md §4 and §7).</summary>
public static class CompanyRules
{
    /// <summary>Not a mask of numbers.</summary>
    public const string Mask = "mask";

    /// <summary>Some number of the series could read like one of the series named.</summary>
    public const string LooksLike = "looksLike";

    /// <summary>Stands in the list twice.</summary>
    public const string Twice = "twice";

    /// <summary>So many companies one account may own by opening them.</summary>
    public const int MostOfOneOwner = 10;

    private const int MostItems = 100;

    /// <summary>What is wrong, one error for each field; empty when it may be stored.</summary>
    /// <param name="settings">As typed; looked at as <see cref="CompanySettings.Normalized"/> stores them.</param>
    /// <param name="earlier">Masks that series had before, with whose they were.</param>
    public static IReadOnlyList<FieldError> Validate(CompanySettings settings, IReadOnlyCollection<(Series Series, NumberMask Mask)> earlier)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(earlier);
        var checks = new FieldChecks();
        var stored = settings.Normalized();

        checks.Text("company", stored.Company, 1, 200);
        CheckNip(checks, "nip", stored.Nip);
        checks.Text("address", stored.Address, 0, 500, manyLines: true);
        checks.Text("invoiceName", stored.InvoiceName, 0, 200);
        CheckNip(checks, "invoiceNip", stored.InvoiceNip);
        checks.Text("invoiceAddress", stored.InvoiceAddress, 0, 500, manyLines: true);
        checks.Text("invoiceEmail", stored.InvoiceEmail, 0, EmailAddress.MostCharacters);
        if (stored.InvoiceEmail is { } email && !EmailAddress.IsValid(email))
            checks.Add("invoiceEmail", FieldError.Format);
        CheckMasks(checks, stored.Masks, earlier);
        CheckItems(checks, "letterKinds", stored.LetterKinds);
        CheckItems(checks, "contractKinds", stored.ContractKinds);
        return checks.Errors;
    }

    /// <summary>The field of a series' mask.</summary>
    public static string MaskField(Series series) => "mask" + series;

    private static void CheckNip(FieldChecks checks, string field, string? nip)
    {
        if (nip is not null && !Nip.IsValid(nip))
            checks.Add(field, FieldError.Checksum);
    }

    private static void CheckMasks(FieldChecks checks, IReadOnlyList<string> texts, IReadOnlyCollection<(Series Series, NumberMask Mask)> earlier)
    {
        var masks = new List<(Series Series, NumberMask Mask)>();
        foreach (var series in Enum.GetValues<Series>())
        {
            if ((int)series < texts.Count && NumberMask.TryParse(texts[(int)series], out var mask, out _))
                masks.Add((series, mask));
            else
                checks.Add(MaskField(series), Mask);
        }

        // The later one of two is told: what stood there first is what people know.
        foreach (var (series, mask) in masks)
        {
            foreach (var other in masks.Where(other => other.Series < series).Concat(earlier.Where(other => other.Series != series)))
            {
                if (mask.LooksLike(other.Mask))
                    checks.Add(MaskField(series), LooksLike, other.Mask.Text);
            }
        }
    }

    private static void CheckItems(FieldChecks checks, string field, IReadOnlyList<string> items)
    {
        if (items.Count > MostItems)
            checks.Add(field, FieldError.TooLong, FieldChecks.Number(MostItems));
        foreach (var item in items)
            checks.Text(field, item, 1, 100);
        if (items.GroupBy(item => item, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            checks.Add(field, Twice, twice.Key);
    }
}
