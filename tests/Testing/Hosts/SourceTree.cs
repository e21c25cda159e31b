namespace AleSekretariat.Testing.Hosts;

/// <summary>The source tree the tests were built from.</summary>
public static class SourceTree
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as the tests themselves.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AleSekretariat.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("AleSekretariat.sln was not found above " + AppContext.BaseDirectory);
    }
}
