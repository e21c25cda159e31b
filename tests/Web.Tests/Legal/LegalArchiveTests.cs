using System.Text.RegularExpressions;
using AleSekretariat.Web.Legal;
using AleSekretariat.Web.Pages.Legal;
using AleSekretariat.Web.Tests.Access.Isolation;
using Microsoft.AspNetCore.Mvc;

namespace AleSekretariat.Web.Tests.Legal;

/// <summary>The texts themselves, and which of their versions is shown when.</summary>
public sealed partial class LegalArchiveTests
{
    private static readonly LegalArchive Ours = LegalArchive.OfThisProgram();

    public static TheoryData<string, string> Texts() => [.. LegalDocuments.All.SelectMany(document => Ours.Of(document)).Select(version => (version.Document, version.Name))];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Version_InBothLanguages_HasTheSameSectionsPointsAndMarks(string document, string version)
    {
        var known = Ours.Of(document).Single(v => v.Name == version);
        var (polish, english) = (Ours.Read(known, "pl"), Ours.Read(known, "en"));

        Assert.NotEqual(polish.Title, english.Title);
        Assert.Equal(polish.Sections.Select(Shape), english.Sections.Select(Shape));
        Assert.Contains(polish.Sections.SelectMany(section => section.Blocks), block => block.Kind == LegalBlockKind.ForLawyer);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Version_NamesOnlyPlacesAndPagesThatExist(string document, string version)
    {
        string[] places = ["operator", "operator-address", "operator-nip", "operator-email"];
        var pages = IsolationTable.Lines.Where(line => line.Method == "GET").Select(line => line.Route).Concat(LegalDocuments.All.Select(name => "/legal/" + name)).ToHashSet(StringComparer.Ordinal);
        var known = Ours.Of(document).Single(v => v.Name == version);
        var lines = ((string[])["pl", "en"]).SelectMany(language => Ours.Read(known, language).Sections).SelectMany(section => section.Blocks).SelectMany(block => block.Lines).ToList();

        var runs = lines.SelectMany(LegalRun.Of).ToList();

        Assert.All(runs.Where(run => run.Place is not null), run => Assert.Contains(run.Place, places));
        Assert.All(runs.Where(run => run.Path is not null), run => Assert.Contains(run.Path!, pages));
        Assert.DoesNotContain(runs, run => run.Words is { } words && Unread().IsMatch(words));
    }

    [Fact]
    public void Text_IsReadByItsMarks()
    {
        var text = LegalText.Parse("# Tytuł\n> O czym\n\n## § 1. Pierwszy\n1. raz\n2. dwa\n!! sprawdzić\n3. trzy\n## § 2. Drugi\nzdanie\n- kropka\n@subprocessors\n");

        Assert.Equal(("Tytuł", "O czym"), (text.Title, text.Lead));
        Assert.Equal(["s1 § 1. Pierwszy", "s2 § 2. Drugi"], text.Sections.Select(section => $"{section.Anchor} {section.Title}"));
        Assert.Equal(["Point 1: raz|dwa", "ForLawyer 0: sprawdzić", "Point 3: trzy"], text.Sections[0].Blocks.Select(Written));
        Assert.Equal(["Paragraph 0: zdanie", "Bullet 0: kropka", "Subprocessors 0: "], text.Sections[1].Blocks.Select(Written));
        Assert.Throws<FormatException>(() => LegalText.Parse("# Tytuł bez reszty"));
    }

    [Fact]
    public void Line_IsCutAtLinksAndPlaces() => Assert.Equal(
        ["Prowadzi ||", "||operator", ", zobacz ||", "regulamin|/legal/terms|", ".||"],
        LegalRun.Of("Prowadzi {operator}, zobacz [regulamin](/legal/terms).").Select(run => $"{run.Words}|{run.Path}|{run.Place}"));

    [Theory]
    [InlineData("2026-01-31", "2026-02-01")]
    [InlineData("2026-02-01", "2026-02-01")]
    [InlineData("2026-05-31", "2026-02-01")]
    [InlineData("2026-06-01", "2026-06-01")]
    [InlineData("2030-01-01", "2027-09-01")]
    public void InForce_IsTheNewestThatHasBegun_OrTheFirst(string day, string version) =>
        Assert.Equal(version, ThreeVersions().InForce(LegalDocuments.Terms, Day(day)).Name);

    [Fact]
    public void Page_ShowsTheOneInForce_AndOthersWhenAsked()
    {
        // A minute after Warsaw midnight of the day; in UTC it is still the day before.
        var time = new Standing(new DateTimeOffset(2026, 5, 31, 22, 1, 0, TimeSpan.Zero));
        DocumentModel Page() => new(ThreeVersions(), time);

        var (now, former, coming) = (Page(), Page(), Page());
        now.OnGet(LegalDocuments.Terms, null);
        former.OnGet(LegalDocuments.Terms, "2026-02-01");
        coming.OnGet(LegalDocuments.Terms, "2027-09-01");

        Assert.Equal(("2026-06-01", "drugi"), (now.Shown.Name, now.Text.Title));
        Assert.Equal(("2026-02-01", "pierwszy"), (former.Shown.Name, former.Text.Title));
        Assert.Equal(("2027-09-01", "trzeci"), (coming.Shown.Name, coming.Text.Title));
        Assert.Equal(["Coming", "InForce", "Former"], now.Versions.Select(now.StateOf));
        Assert.IsType<NotFoundResult>(Page().OnGet(LegalDocuments.Terms, "2026-02-02"));
        Assert.IsType<NotFoundResult>(Page().OnGet(LegalDocuments.Privacy, null));
    }

    private static LegalArchive ThreeVersions() => new([Text("2026-06-01", "drugi"), Text("2027-09-01", "trzeci"), Text("2026-02-01", "pierwszy")]);

    private static (LegalVersion Version, string Language, string Source) Text(string day, string title) =>
        (new LegalVersion(LegalDocuments.Terms, Day(day)), "pl", $"# {title}\n> o czym\n## § 1. Jeden\n1. punkt");

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private static string Shape(LegalSection section) => string.Join(' ', section.Blocks.Select(block => $"{block.Kind}{block.First}x{block.Lines.Count}"));

    private static string Written(LegalBlock block) => $"{block.Kind} {block.First}: {string.Join('|', block.Lines)}";

    [GeneratedRegex(@"[\[\]{}]|^#|^!|\*\*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unread();

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
