using System.Globalization;

namespace AleSekretariat.Database.Tests.Embedded;

/// <summary>A folder for one test, removed with what it links to.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private const string Prefix = "ale-scratch-";

    // What killed runs left behind.
    static ScratchDirectory()
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            var owner = System.IO.Path.GetFileName(left).Split('-')[2];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !Directory.Exists($"/proc/{process}"))
                Directory.Delete(left, recursive: true);
        }
    }

    public ScratchDirectory()
    {
        Path = Directory.CreateTempSubdirectory(FormattableString.Invariant($"{Prefix}{Environment.ProcessId}-")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute); // for the user a root process drops to
    }

    public string Path { get; }

    /// <summary>Where the embedded server keeps its cluster, links followed.</summary>
    public string Cluster
    {
        get
        {
            var cluster = System.IO.Path.Combine(Path, "postgres");
            return new DirectoryInfo(cluster).LinkTarget ?? cluster;
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Cluster))
            Directory.Delete(Cluster, recursive: true);
        Directory.Delete(Path, recursive: true);
    }
}
