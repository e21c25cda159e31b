using System.Text.RegularExpressions;

namespace AleSekretariat.Architecture.Tests;

/// <summary>Rules and services take the time as an argument or a TimeProvider; nobody reads the wall clock on the side.</summary>
public sealed partial class TimeIsAnInputTests
{
    [Fact]
    public void Sources_NeverReadTheWallClock()
    {
        var offenders = Repository.Sources("src")
            .Where(file => WallClock().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex WallClock();
}
