namespace AleSekretariat.Web.Legal;

/// <summary>The texts that are accepted. The names are in addresses, in files and in <c>app.acceptance</c>.</summary>
public static class LegalDocuments
{
    /// <summary>Regulamin: accepted by a person.</summary>
    public const string Terms = "terms";

    /// <summary>Informacja o prywatności: a person has read it.</summary>
    public const string Privacy = "privacy";

    /// <summary>Umowa powierzenia: accepted by a company, through its owner.</summary>
    public const string Processing = "processing";

    /// <summary>In the order in which they are named.</summary>
    public static readonly IReadOnlyList<string> All = [Terms, Privacy, Processing];
}
