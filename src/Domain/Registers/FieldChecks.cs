using System.Globalization;
using System.Text;

namespace AleSekretariat.Domain.Registers;

/// <summary>Gathers what is wrong with an input, field by field: at most one error for each field.</summary>
internal sealed class FieldChecks
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2200, 12, 31);

    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public void Add(string field, string code, params IReadOnlyList<string> values)
    {
        if (!_errors.Exists(error => string.Equals(error.Field, field, StringComparison.Ordinal)))
            _errors.Add(new FieldError(field, code, values));
    }

    /// <summary>Trimmed length within bounds, in Unicode characters as the database counts them; something of it can be seen.</summary>
    public void Text(string field, string? text, int least, int most, bool manyLines = false)
    {
        var trimmed = text?.Trim() ?? "";
        if (!IsText(trimmed, manyLines))
            Add(field, FieldError.NotText);
        else if (!VisibleText.IsIn(trimmed) && (least > 0 || trimmed.Length > 0))
            Add(field, least > 0 ? FieldError.Required : FieldError.NotText);
        else if (LengthOf(trimmed) < least)
            Add(field, FieldError.TooShort, Number(least));
        else if (LengthOf(trimmed) > most)
            Add(field, FieldError.TooLong, Number(most));
    }

    public void SaneDate(string field, DateOnly? day)
    {
        if (day < Earliest || day > Latest)
            Add(field, FieldError.OutOfRange, Date(Earliest), Date(Latest));
    }

    public void NotBefore(string field, DateOnly? day, DateOnly? earliest)
    {
        if (day < earliest)
            Add(field, FieldError.BeforeDate, Date(earliest.Value));
    }

    public void Defined<TEnum>(string field, TEnum? value)
        where TEnum : struct, Enum
    {
        if (value is { } given && !Enum.IsDefined(given))
            Add(field, FieldError.Unknown);
    }

    public static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int LengthOf(string text) => text.EnumerateRunes().Count();

    /// <summary>No NUL, no other control character (line ends and tabs apart where lines are allowed), no half of a pair.</summary>
    private static bool IsText(string text, bool manyLines)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            if (Rune.IsControl(rune) && !(manyLines && rune.Value is '\n' or '\r' or '\t'))
                return false;
            rest = rest[used..];
        }

        return true;
    }
}
