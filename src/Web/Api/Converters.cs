using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Web.Api;

/// <summary>Enumerations by name: written in camelCase, read in any case; numbers and unknown names are refused.</summary>
public sealed class NameConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToFrozenDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<TEnum, JsonEncodedText> Names = Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonEncodedText.Encode(NameOf(value)));

    /// <summary>All names, as a message lists them.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<TEnum>().Select(NameOf));

    /// <summary>The value of a name, in any case.</summary>
    public static bool TryParse(string text, out TEnum value) => Values.TryGetValue(text, out value);

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        return TryParse(reader.GetString()!, out var value) ? value : throw new FieldValueException("unknownOf", All);
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Names[value]);
    }

    private static string NameOf(TEnum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>Money: written as a string with two places ("19.00"), read from a string or a number.</summary>
public sealed class MoneyConverter : JsonConverter<decimal>
{
    // No thousands, no exponent, no spaces: 1.234 must not become a million somewhere.
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDecimal(out var number) => number,
        JsonTokenType.String when decimal.TryParse(reader.GetString(), Style, CultureInfo.InvariantCulture, out var text) => text,
        _ => throw new FieldValueException("money"),
    };

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString("0.00", CultureInfo.InvariantCulture));
    }
}

/// <summary>Instants: written in UTC with a Z, read with any offset.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Without an offset an instant would be read in the server's own zone.
        if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text || !HasOffset(text) || !reader.TryGetDateTimeOffset(out var instant))
            throw new FieldValueException("instant");
        return instant.ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.UtcDateTime);
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');
}

/// <summary>Days: yyyy-MM-dd and nothing else.</summary>
public sealed class DayConverter : JsonConverter<DateOnly>
{
    private const string Format = "yyyy-MM-dd";

    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String
            || !DateOnly.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new FieldValueException("day");
        }

        return day;
    }

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString(Format, CultureInfo.InvariantCulture));
    }
}

/// <summary>Texts as the database can keep them: NUL and broken Unicode are refused here, once for every field.</summary>
public sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw new FieldValueException(FieldError.NotText, e); // half of a surrogate pair, or bytes that are no UTF-8
        }

        return text?.Contains('\0', StringComparison.Ordinal) == true ? throw new FieldValueException(FieldError.NotText) : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value);
    }
}
