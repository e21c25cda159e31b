using System.Globalization;

namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>A term that an annex may change.</summary>
public enum TermField
{
    /// <summary>Last day in force; nothing = without an end.</summary>
    ValidTo,

    /// <summary>Net value.</summary>
    Value,

    /// <summary>Currency.</summary>
    Currency,

    /// <summary>VAT in percent.</summary>
    VatRate,

    /// <summary>How often the value is paid.</summary>
    Recurrence,

    /// <summary>Period of notice.</summary>
    Notice,

    /// <summary>Automatic prolongation.</summary>
    Renewal,
}

/// <summary>
/// Terms as invariant text, the same in history, in annexes and in the API: 2026-12-31, 1850.00, 23.00, monthly,
/// "3 months endOfMonth", "12 months", "12 months 2" (twice).
/// </summary>
public static class TermText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>The text of a term; null when nothing is agreed.</summary>
    public static string? Of(ContractTerms terms, TermField field)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return field switch
        {
            TermField.ValidTo => Of(terms.ValidTo),
            TermField.Value => Of(terms.Value),
            TermField.Currency => terms.Currency,
            TermField.VatRate => Of(terms.VatRate),
            TermField.Recurrence => terms.Recurrence is { } recurrence ? Word(recurrence) : null,
            TermField.Notice => terms.Notice is { } notice ? string.Create(Invariant, $"{notice.Amount} {Word(notice.Unit)} {Word(notice.Effect)}") : null,
            TermField.Renewal => terms.Renewal switch
            {
                { Times: { } times } some => string.Create(Invariant, $"{some.Amount} {Word(some.Unit)} {times}"),
                { } always => string.Create(Invariant, $"{always.Amount} {Word(always.Unit)}"),
                null => null,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such term."),
        };
    }

    /// <summary>The terms with one of them as the text says.</summary>
    /// <exception cref="FormatException">The text is none that <see cref="Of(ContractTerms, TermField)"/> writes.</exception>
    public static ContractTerms With(this ContractTerms terms, TermField field, string? text)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return field switch
        {
            TermField.ValidTo => terms with { ValidTo = text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", Invariant) },
            TermField.Value => terms with { Value = Amount(text) },
            TermField.Currency => terms with { Currency = text },
            TermField.VatRate => terms with { VatRate = Amount(text) },
            TermField.Recurrence => terms with { Recurrence = text is null ? null : Parse<ContractRecurrence>(text) },
            TermField.Notice => terms with { Notice = NoticeOf(text) },
            TermField.Renewal => terms with { Renewal = RenewalOf(text) },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such term."),
        };
    }

    /// <summary>A notice as written here; null for null.</summary>
    public static Notice? NoticeOf(string? text) =>
        text?.Split(' ') is { } words
            ? words is [var amount, var unit, var effect] ? new Notice(Number(amount), Parse<NoticeUnit>(unit), Parse<NoticeEffect>(effect)) : throw NotOurs(text)
            : null;

    /// <summary>A prolongation as written here; null for null.</summary>
    public static Renewal? RenewalOf(string? text) => text?.Split(' ') switch
    {
        null => null,
        [var amount, var unit] => new Renewal(Number(amount), Parse<NoticeUnit>(unit), null),
        [var amount, var unit, var times] => new Renewal(Number(amount), Parse<NoticeUnit>(unit), Number(times)),
        _ => throw NotOurs(text),
    };

    /// <summary>The field's name in the API.</summary>
    public static string Name(this TermField field) => Word(field);

    /// <summary>A day; null for null.</summary>
    public static string? Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", Invariant);

    internal static string? Of(decimal? amount) => amount?.ToString("0.00", Invariant);

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static TEnum Parse<TEnum>(string word)
        where TEnum : struct, Enum =>
        word.Length > 0 && char.IsAsciiLetter(word[0]) && Enum.TryParse<TEnum>(word, ignoreCase: true, out var value) ? value : throw NotOurs(word);

    private static decimal? Amount(string? text) => text is null ? null : decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, Invariant);

    private static int Number(string text) => int.Parse(text, NumberStyles.None, Invariant);

    private static FormatException NotOurs(string? text) => new($"'{text}' is no term.");
}
