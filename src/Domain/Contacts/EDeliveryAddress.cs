using System.Text.RegularExpressions;

namespace AleSekretariat.Domain.Contacts;

/// <summary>An address for e-Doręczenia (ADE): <c>AE:PL-NNNNN-NNNNN-AAAAA-NN</c>, stored in capitals.</summary>
public static partial class EDeliveryAddress
{
    /// <summary>The form as messages show it.</summary>
    public const string Form = "AE:PL-NNNNN-NNNNN-AAAAA-NN";

    /// <summary>The address in capitals, without outer spaces; null for a blank text.</summary>
    public static string? Normalize(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToUpperInvariant();

    /// <summary>Whether a normalized text has the form.</summary>
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^AE:PL-[0-9]{5}-[0-9]{5}-[A-Z]{5}-[0-9]{2}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
