using System.Text.Json;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>Values of enums in addresses and forms: written as in the API, read in any case.</summary>
public static class Choice
{
    /// <summary>The value as the API writes it: <c>eDelivery</c>.</summary>
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The value of a text; null for none and for an unknown one. Numbers are no names, nor are several names with commas.</summary>
    public static TEnum? Parse<TEnum>(string? text)
        where TEnum : struct, Enum =>
        Array.Find(Enum.GetNames<TEnum>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<TEnum>(name) : null;
}
