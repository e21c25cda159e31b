using System.Globalization;
using System.Resources;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Pages.Shared.Wording;

namespace AleSekretariat.Web.Access;

/// <summary>The message for a wrong field, from <c>Resources/FieldErrors*.resx</c>, in the request's language: one for pages and API.</summary>
public static class FieldErrorText
{
    private static readonly ResourceManager Texts = new("AleSekretariat.Web.Resources.FieldErrors", typeof(FieldErrorText).Assembly);

    /// <summary>The message. A text of the field's own (<c>email.format</c>) goes before the code's (<c>format</c>).</summary>
    public static string For(FieldProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var culture = CultureInfo.CurrentUICulture;
        var field = problem.Field[(problem.Field.LastIndexOf('.') + 1)..];
        var text = Texts.GetString($"{field}.{problem.Code}", culture) ?? Counted(problem, culture) ?? Texts.GetString(problem.Code, culture) ?? problem.Code;
        return string.Format(CultureInfo.CurrentCulture, text, Values(problem.Arguments));
    }

    /// <summary>The message for what the rules found (warnings too).</summary>
    public static string For(FieldError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return For(new FieldProblem(error.Field, error.Code, [.. error.Values]));
    }

    /// <summary>Where the noun follows the number (3 znaki, 10 znaków) the text for that form, if there is one.</summary>
    private static string? Counted(FieldProblem problem, CultureInfo culture) =>
        problem.Arguments is [{ } number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Texts.GetString($"{problem.Code}.{Plural.Form(count, culture)}", culture)
            : null;

    /// <summary>Invariant values as the reader's language writes them: 2026-11-23 is 23.11.2026, 999.99 is 999,99.</summary>
    private static object[] Values(IEnumerable<string> arguments) => [.. arguments.Select(Localized).Concat(Enumerable.Repeat<object>("", 4))];

    private static object Localized(string value)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.ToString("d", CultureInfo.CurrentCulture);
        return decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("#,0.##", CultureInfo.CurrentCulture)
            : value;
    }
}
