using System.Text.RegularExpressions;

namespace AleSekretariat.Web.Legal;

/// <summary>A piece of a line: plain words, a link, or a place that settings fill.</summary>
/// <param name="Words">Plain words or those of the link; null for a place.</param>
/// <param name="Path">Where a link goes, on this site.</param>
/// <param name="Place">What is filled in: <c>operator</c>, <c>operator-address</c>…</param>
public sealed partial record LegalRun(string? Words, string? Path, string? Place)
{
    /// <summary>The pieces of a line, in order.</summary>
    public static IEnumerable<LegalRun> Of(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var at = 0;
        foreach (Match match in Special().Matches(line))
        {
            if (match.Index > at)
                yield return new LegalRun(line[at..match.Index], null, null);
            yield return match.Groups["place"] is { Success: true } place
                ? new LegalRun(null, null, place.Value)
                : new LegalRun(match.Groups["words"].Value, match.Groups["path"].Value, null);
            at = match.Index + match.Length;
        }

        if (at < line.Length)
            yield return new LegalRun(line[at..], null, null);
    }

    [GeneratedRegex(@"\{(?<place>[a-z-]+)\}|\[(?<words>[^\]]+)\]\((?<path>/[a-z/]+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Special();
}
