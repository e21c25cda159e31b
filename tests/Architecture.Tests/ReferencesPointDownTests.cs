using System.Xml.Linq;

namespace AleSekretariat.Architecture.Tests;

/// <summary>The house of docs/adr/0001: which project may reference which. A new edge needs an ADR and a line here.</summary>
public sealed class ReferencesPointDownTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Keys"] = [],
        ["Grains.Abstractions"] = ["Domain"],
        ["Database"] = ["Domain"],
        ["Grains"] = ["Grains.Abstractions", "Domain", "Database", "Keys"],
        ["Silo"] = ["Grains", "Grains.Abstractions", "Domain", "Database", "Keys"],
        ["Web"] = ["Grains.Abstractions", "Domain", "Database", "Keys"],
        ["Standalone"] = ["Silo", "Web", "Grains", "Grains.Abstractions", "Domain", "Database", "Keys"],
    };

    [Fact]
    public void Projects_UnderSrc_AreExactlyTheRoomsOfTheHouse()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)!);

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), rooms.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Project_References_OnlyTheRoomsBelow(string room)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", room, room + ".csproj"));
        var references = project.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

        Assert.Empty(references.Except(Allowed[room], StringComparer.Ordinal));
    }

    [Fact]
    public void Domain_References_NoPackage()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", "Domain", "Domain.csproj"));

        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
    }

    public static TheoryData<string> Rooms() => [.. Allowed.Keys];
}
