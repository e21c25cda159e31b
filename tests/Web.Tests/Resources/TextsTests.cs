using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using AleSekretariat.Testing.Hosts;

namespace AleSekretariat.Web.Tests.Resources;

/// <summary>Both languages are complete and say the same things in the same places.</summary>
public sealed partial class TextsTests
{
    public static TheoryData<string> Areas() =>
        [.. typeof(WebHosting).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)).Select(name => name[..^".resources".Length])];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Area_InBothLanguages_HasTheSameKeysAndPlaces(string area)
    {
        var polish = Texts(area, CultureInfo.InvariantCulture);
        var english = Texts(area, CultureInfo.GetCultureInfo("en"));

        Assert.NotEmpty(polish);
        Assert.Equal(polish.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.All(polish, text => Assert.Equal((text.Key, Places(text.Value)), (text.Key, Places(english[text.Key]))));
        Assert.All(polish.Concat(english), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Pages_UseOnlyTextsThatExist()
    {
        var folder = Path.Combine(SourceTree.Root, "src", "Web", "Pages");
        var missing = Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories).SelectMany(MissingIn).ToList();

        Assert.Empty(missing);
    }

    private static IEnumerable<string> MissingIn(string file)
    {
        var source = File.ReadAllText(file);
        var areas = Declared().Matches(source).DistinctBy(match => match.Groups["name"].Value, StringComparer.Ordinal)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["area"].Value, StringComparer.Ordinal);
        if (file.EndsWith(".cshtml", StringComparison.Ordinal))
            areas["Shell"] = "ShellTexts";
        foreach (Match use in Used().Matches(source))
        {
            var key = use.Groups["key"].Value;
            if (!areas.TryGetValue(use.Groups["name"].Value, out var area) || key.Contains('{', StringComparison.Ordinal))
                continue;
            var texts = Texts("AleSekretariat.Web.Resources." + area, CultureInfo.InvariantCulture);
            var known = use.Groups["joined"].Success
                ? texts.Keys.Any(text => text.StartsWith(key, StringComparison.Ordinal))
                : texts.ContainsKey(key) || texts.ContainsKey(key + ".one");
            if (!known)
                yield return $"{Path.GetFileName(file)}: {area} has no {key}";
        }
    }

    private static Dictionary<string, string> Texts(string area, CultureInfo culture) =>
        new ResourceManager(area, typeof(WebHosting).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static string Places(string text) =>
        string.Join(' ', Place().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[0-9a-z]+[^}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"Texts<(?<area>\w+)> (?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex("""(?<![\w.])(?<name>\w+)(\[|\.Html\(|\.Count\()\$?"(?<key>[^"]+)"(?<joined>\s*\+)?""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Used();
}
