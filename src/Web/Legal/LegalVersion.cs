using System.Globalization;

namespace AleSekretariat.Web.Legal;

/// <summary>A version of a document, named by the Warsaw day from which it is in force.</summary>
/// <param name="Document">One of <see cref="LegalDocuments"/>.</param>
/// <param name="From">That day.</param>
public sealed record LegalVersion(string Document, DateOnly From)
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>The day as it is stored and stands in addresses.</summary>
    public string Name => From.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Both, as a form carries them.</summary>
    public override string ToString() => $"{Document} {Name}";

    internal static DateOnly DayOf(string name) => DateOnly.ParseExact(name, Form, CultureInfo.InvariantCulture);
}
