using System.Globalization;
using System.Resources;

namespace AleSekretariat.Web.Access;

/// <summary>Titles and details of problems, from <c>Resources/Problems*.resx</c>, in the request's language.</summary>
public static class ProblemText
{
    private static readonly ResourceManager Texts = new("AleSekretariat.Web.Resources.Problems", typeof(ProblemText).Assembly);

    /// <summary>The title of a code.</summary>
    public static string Title(string code) => Texts.GetString(code, CultureInfo.CurrentUICulture) ?? code;

    /// <summary>What happened and what to do next; null where the title says it all.</summary>
    public static string? Detail(string code, IReadOnlyList<object> values) =>
        Texts.GetString(code + ".detail", CultureInfo.CurrentUICulture) is { } text
            ? string.Format(CultureInfo.CurrentCulture, text, [.. values])
            : null;
}
