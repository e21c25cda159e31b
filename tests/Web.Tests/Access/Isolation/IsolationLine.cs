namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>Who may, from everybody to nobody of a company. The middle ones are <see cref="Grains.Abstractions.Tenants.TenantRole"/>'s.</summary>
internal enum Least
{
    Public,
    Account,
    Viewer,
    Office,
    Owner,
    Operator,
}

/// <summary>An id that a handler takes.</summary>
/// <param name="Name">In the route, query, form or body.</param>
/// <param name="Kind">What it is the id of; see <see cref="Samples"/>.</param>
/// <param name="Hidden">Whether a stranger's is answered as if it were not there at all.</param>
internal sealed record TakenId(string Name, string Kind, bool Hidden);

/// <summary>A line of the <see cref="IsolationTable"/>.</summary>
internal sealed record IsolationLine(
    string Name, string Method, string Route, string? Handler, Least Least, IReadOnlyList<TakenId> Ids, IReadOnlyDictionary<string, string> Fields)
{
    private const string HandlerMark = "?handler=";

    public bool IsApi => Route.StartsWith("/api/", StringComparison.Ordinal);

    public bool IsHub => Route.StartsWith("/hubs/", StringComparison.Ordinal);

    public bool IsCall => Method == "CALL";

    /// <summary>Whether it answers people: with a sign-in page and error pages rather than bare codes.</summary>
    public bool IsPage => !IsApi && !IsHub;

    public static IsolationLine Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || !Enum.TryParse<Least>(words[2], ignoreCase: true, out var least))
            throw new FormatException($"The isolation table has a line that says nothing: {line}");
        var at = words[1].IndexOf(HandlerMark, StringComparison.Ordinal);
        return new IsolationLine(
            $"{words[0]} {words[1]}",
            words[0],
            at < 0 ? words[1] : words[1][..at],
            at < 0 ? null : words[1][(at + HandlerMark.Length)..],
            least,
            [.. words.Skip(3).Where(word => !word.Contains(':', StringComparison.Ordinal)).Select(IdOf)],
            words.Skip(3).Select(word => word.Split(':', 2)).Where(field => field.Length == 2).ToDictionary(field => field[0], field => field[1], StringComparer.OrdinalIgnoreCase));
    }

    private static TakenId IdOf(string word) => word.Split('=') is [{ Length: > 0 } name, { Length: > 1 } kind]
        ? new TakenId(name, kind.TrimEnd('!'), Hidden: kind[^1] != '!')
        : throw new FormatException($"An id of the isolation table is written name=kind, not: {word}");
}
