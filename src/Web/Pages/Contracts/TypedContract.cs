using System.Collections.Immutable;
using System.Globalization;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>Reads the texts of a form, and puts what cannot be read at its field.</summary>
internal sealed class TypedContract(DateOnly today, ModelStateDictionary state, Texts<FormTexts> texts, string prefix)
{
    public static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    public DateOnly? Day(string name, string? text)
    {
        if (!TypedDate.TryParse(text, today, out var day))
            state.AddModelError(prefix + name, texts["Date.Wrong"]);
        return day;
    }

    public decimal? Amount(string name, string? text)
    {
        if (!TypedAmount.TryParse(text, out var amount))
            state.AddModelError(prefix + name, texts["Amount.Wrong"]);
        return amount;
    }

    /// <summary>A sum that becomes text of two places: more of them are told here, as nothing would be left to refuse.</summary>
    public decimal? PlainAmount(string name, string? text)
    {
        var amount = Amount(name, text);
        if (amount is { } sum && decimal.Round(sum, 2) != sum)
            state.AddModelError(prefix + name, FieldErrorText.For(new FieldError(name, FieldError.TooManyPlaces, "2")));
        return amount;
    }

    public int? Number(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        state.AddModelError(prefix + name, texts["Number.Wrong"]);
        return null;
    }

    /// <summary>"90, 30 7": numbers with commas, semicolons or spaces between.</summary>
    public ImmutableArray<int> Numbers(string name, string? text) =>
        [.. (text ?? "").Split([',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => Number(name, word)).OfType<int>()];

    public TEnum? Choice<TEnum>(string name, string? text)
        where TEnum : struct, Enum
    {
        var choice = Shared.Choice.Parse<TEnum>(text);
        if (choice is null && Blank(text) is not null)
            state.AddModelError(prefix + name, FieldErrorText.For(new FieldError(name, FieldError.Unknown)));
        return choice;
    }

    public TEnum Choice<TEnum>(string name, string? text, TEnum usual)
        where TEnum : struct, Enum => Choice<TEnum>(name, text) ?? usual;

    /// <summary>Somebody chosen from a list.</summary>
    public Guid? Id(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        state.AddModelError(prefix + name, FieldErrorText.For(new FieldError(name, FieldError.Unknown)));
        return null;
    }
}
