using System.Reflection;

namespace AleSekretariat.Web.Legal;

/// <summary>All versions of all documents, in both languages.</summary>
public sealed class LegalArchive
{
    private const string Prefix = "legal/";

    private readonly Dictionary<(LegalVersion Version, string Language), LegalText> _texts = [];

    /// <summary>An archive of these texts.</summary>
    /// <param name="texts">Each with its version and language.</param>
    public LegalArchive(IEnumerable<(LegalVersion Version, string Language, string Source)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var (version, language, source) in texts)
            _texts.Add((version, language), LegalText.Parse(source));
    }

    /// <summary>The texts that come with the program.</summary>
    public static LegalArchive OfThisProgram()
    {
        var assembly = typeof(LegalArchive).Assembly;
        return new LegalArchive(assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => Open(assembly, name)));
    }

    /// <summary>All versions of a document, the newest first; none of an unknown one.</summary>
    public IReadOnlyList<LegalVersion> Of(string document) =>
        [.. _texts.Keys.Select(key => key.Version).Where(version => version.Document == document).Distinct().OrderByDescending(version => version.From)];

    /// <summary>The version of a document that is in force on a day. The first one is, on any day before the second.</summary>
    public LegalVersion InForce(string document, DateOnly day)
    {
        var versions = Of(document);
        return versions.FirstOrDefault(version => version.From <= day) ?? versions[^1];
    }

    /// <summary>The text of a version, in Polish if there is none in the language.</summary>
    public LegalText Read(LegalVersion version, string language) =>
        _texts.GetValueOrDefault((version, language)) ?? _texts[(version, "pl")];

    // legal/pl/terms.2026-11-25
    private static (LegalVersion Version, string Language, string Source) Open(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var parts = name[Prefix.Length..].Split('/', '.');
        return (new LegalVersion(parts[1], LegalVersion.DayOf(parts[2])), parts[0], reader.ReadToEnd());
    }
}
