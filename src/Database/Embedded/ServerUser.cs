namespace AleSekretariat.Database.Embedded;

/// <summary>
/// Whom the server runs as. PostgreSQL refuses to be root, so a root process picks another user, gives it the cluster's
/// folder, and makes sure that it can reach folder and programs; otherwise the server runs as whoever we are.
/// </summary>
/// <param name="Name">The other user; null is ourselves.</param>
internal sealed record ServerUser(string? Name)
{
    /// <summary>Root's own place for what the other user cannot reach where it lies. World-readable, writable by root.</summary>
    public const string SharedPlace = "/var/lib/alesekretariat";

    private static readonly string[] Usual = ["postgres", "nobody"];

    /// <summary>Picks the user.</summary>
    /// <param name="wanted">Asked for by the options.</param>
    /// <param name="cluster">The cluster's folder, if it exists already: its owner is the natural choice.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ServerUser> ChooseAsync(string? wanted, string? cluster, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new ServerUser(Name: null);

        if (wanted is null && cluster is not null)
        {
            var owner = await Command.RunAsync("stat", ["-L", "-c", "%U", cluster], user: null, cancellation);
            if (owner.Succeeded && owner.Output is not ("root" or "UNKNOWN" or ""))
                return new ServerUser(owner.Output);
        }

        var known = KnownUsers();
        var name = wanted ?? Usual.FirstOrDefault(known.Contains);
        return name is not null && known.Contains(name)
            ? new ServerUser(name)
            : throw new EmbeddedPostgresException(
                $"PostgreSQL refuses to run as root, and the user {name ?? "nobody"} to run it as does not exist on this machine. " +
                "Start as an ordinary user, or create one and name it in RunAsUser.");
    }

    /// <summary>Gives the user a file or folder (not what is in it).</summary>
    public async Task OwnAsync(string path, CancellationToken cancellation)
    {
        if (Name is null)
            return;
        var changed = await Command.RunAsync("chown", [Name, path], user: null, cancellation);
        if (!changed.Succeeded)
            throw new EmbeddedPostgresException($"Cannot give {path} to user {Name}, whom PostgreSQL runs as: {changed.Output}");
    }

    /// <summary>Whether the user may enter the folder or run the program, every folder above it included.</summary>
    public async Task<bool> ReachesAsync(string path, CancellationToken cancellation) =>
        Name is null || (await Command.RunAsync("test", ["-x", path], Name, cancellation)).Succeeded;

    /// <summary>The programs themselves if the user can run them, else a copy where it can (kept for the next time).</summary>
    public async Task<PostgresBinaries> ReachableAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        if (await ReachesAsync(binaries.Postgres, cancellation))
            return binaries;

        var root = Path.GetDirectoryName(binaries.Directory)!;
        var copy = Path.Combine(MakeSharedPlace(), $"postgresql-{binaries.Version}");
        var reachable = binaries with { Directory = Path.Combine(copy, "bin") };
        if (Directory.Exists(copy))
            return reachable;

        var unfinished = $"{copy}.{Environment.ProcessId}";
        var copied = await Command.RunAsync("cp", ["-R", "-P", "-p", root, unfinished], user: null, cancellation);
        if (!copied.Succeeded)
            throw new EmbeddedPostgresException($"User {Name}, whom PostgreSQL runs as, cannot read {root}, and it cannot be copied: {copied.Output}");
        try
        {
            Directory.Move(unfinished, copy);
        }
        catch (IOException) when (Directory.Exists(copy))
        {
            Directory.Delete(unfinished, recursive: true); // another process was quicker
        }

        return reachable;
    }

    /// <summary>Makes <see cref="SharedPlace"/> if it is missing.</summary>
    public static string MakeSharedPlace()
    {
        if (!Directory.Exists(SharedPlace) && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(SharedPlace, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        return SharedPlace;
    }

    private static HashSet<string> KnownUsers() =>
        File.Exists("/etc/passwd")
            ? File.ReadLines("/etc/passwd").Select(line => line.Split(':', 2)[0]).ToHashSet(StringComparer.Ordinal)
            : [];
}
