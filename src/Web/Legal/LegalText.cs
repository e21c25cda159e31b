using System.Globalization;
using System.Text.RegularExpressions;

namespace AleSekretariat.Web.Legal;

/// <summary>What a line of a text is.</summary>
public enum LegalBlockKind
{
    /// <summary>Prose.</summary>
    Paragraph,

    /// <summary>A numbered point.</summary>
    Point,

    /// <summary>A point without a number.</summary>
    Bullet,

    /// <summary>What a lawyer must look at.</summary>
    ForLawyer,

    /// <summary>The operator's list of processors stands here.</summary>
    Subprocessors,
}

/// <summary>Lines of one kind that follow each other: a list, a paragraph, a note.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="First">The number of the first, of points.</param>
/// <param name="Lines">The words, with links and places as written.</param>
public sealed record LegalBlock(LegalBlockKind Kind, int First, IReadOnlyList<string> Lines);

/// <summary>A section.</summary>
/// <param name="Anchor">Its name in the page's address.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What it says.</param>
public sealed record LegalSection(string Anchor, string Title, IReadOnlyList<LegalBlock> Blocks);

/// <summary>A document in one language. README.md says how it is written.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Lead">What it is about.</param>
/// <param name="Sections">What it says.</param>
public sealed partial record LegalText(string Title, string Lead, IReadOnlyList<LegalSection> Sections)
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It does not begin with a title, a lead and a section.</exception>
    public static LegalText Parse(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var lines = source.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [['#', ' ', .. var title], ['>', ' ', .. var lead], ['#', '#', ' ', ..], ..])
            throw new FormatException("A text begins with its title, its lead and a section.");
        var sections = new List<LegalSection>();
        var blocks = new List<LegalBlock>();
        foreach (var line in lines[2..])
        {
            if (line is ['#', '#', ' ', .. var heading])
            {
                blocks = [];
                sections.Add(new LegalSection(string.Create(CultureInfo.InvariantCulture, $"s{sections.Count + 1}"), heading, blocks));
                continue;
            }

            var block = BlockOf(line);
            if (blocks is [.., var last] && last.Kind == block.Kind && block.Kind is LegalBlockKind.Point or LegalBlockKind.Bullet)
                blocks[^1] = last with { Lines = [.. last.Lines, .. block.Lines] };
            else
                blocks.Add(block);
        }

        return new LegalText(title, lead, sections);
    }

    private static LegalBlock BlockOf(string line) => line switch
    {
        "@subprocessors" => new LegalBlock(LegalBlockKind.Subprocessors, 0, []),
        ['!', '!', ' ', .. var note] => new LegalBlock(LegalBlockKind.ForLawyer, 0, [note]),
        ['-', ' ', .. var bullet] => new LegalBlock(LegalBlockKind.Bullet, 0, [bullet]),
        _ when Point().Match(line) is { Success: true } point => new LegalBlock(
            LegalBlockKind.Point, int.Parse(point.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), [line[point.Length..]]),
        _ => new LegalBlock(LegalBlockKind.Paragraph, 0, [line]),
    };

    [GeneratedRegex(@"^(?<number>[0-9]{1,2})\. ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Point();
}
