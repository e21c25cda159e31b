using System.Text.RegularExpressions;

namespace AleSekretariat.Architecture.Tests.Security;

/// <summary>docs/security.md says something of every requirement of levels 1 and 2, and names no test that is not there.</summary>
public sealed partial class SecurityTableTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    [Fact]
    public void Table_HasEveryRequirementOnce()
    {
        var required = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Architecture.Tests", "Security", "asvs-5.0-levels-1-and-2.txt"))
            .Where(line => line.Length > 0).Order(StringComparer.Ordinal);
        var rows = Row().Matches(Document).SelectMany(row => row.Groups["ids"].Value.Split(", ")).ToList();
        var chapters = rows.Where(id => id.EndsWith(".*", StringComparison.Ordinal)).Select(id => id[..^1]).ToList();

        var listed = rows.Where(id => !id.EndsWith(".*", StringComparison.Ordinal))
            .Concat(required.Where(id => chapters.Exists(chapter => id.StartsWith(chapter, StringComparison.Ordinal))))
            .Order(StringComparer.Ordinal);

        Assert.Equal(required, listed);
    }

    [Fact]
    public void Table_NamesTestsThatExist()
    {
        var tests = Repository.Sources("tests").Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(TestName().Matches(Document).Select(name => name.Groups["name"].Value).Distinct(StringComparer.Ordinal).Except(tests, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| (?<ids>[0-9]+\.[0-9.*]+(?:, [0-9.]+)*) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[A-Za-z]+Tests)`", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
