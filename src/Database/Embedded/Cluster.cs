using System.Globalization;
using System.Security.Cryptography;

namespace AleSekretariat.Database.Embedded;

/// <summary>The files of one embedded server: <c>initdb</c>'s folder, its settings and its password.</summary>
/// <param name="Directory">The real folder, also where <c>{DataDirectory}/postgres</c> is only a link to it.</param>
/// <param name="Password">Of the superuser; needed by <see cref="EmbeddedTransport.Loopback"/> only.</param>
internal sealed record Cluster(string Directory, string Password)
{
    public const string Superuser = "postgres";

    private const string SettingsFile = "embedded.conf";

    private static readonly string[] NoArguments = [];

    /// <summary>The folder as it is now, or null before the first start.</summary>
    public static string? Existing(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "postgres");
        path = new DirectoryInfo(path).LinkTarget ?? path;
        return System.IO.Directory.Exists(path) ? path : null;
    }

    /// <summary>Opens the cluster of an earlier start, or makes one.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be made, or is another version's.</exception>
    public static async Task<Cluster> OpenAsync(
        EmbeddedPostgresOptions options, PostgresBinaries binaries, ServerUser user, CancellationToken cancellation)
    {
        var passwordFile = Path.Combine(options.DataDirectory, "postgres.password");
        if (Existing(options.DataDirectory) is { } existing)
        {
            RequireSameMajor(existing, binaries);
            return new Cluster(existing, File.Exists(passwordFile) ? await File.ReadAllTextAsync(passwordFile, cancellation) : "");
        }

        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await WritePrivatelyAsync(passwordFile, password, cancellation);

        var link = Path.Combine(options.DataDirectory, "postgres");
        var directory = link;
        if (!await user.ReachesAsync(options.DataDirectory, cancellation))
        {
            directory = Path.Combine(ServerUser.MakeSharedPlace(), $"postgres-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
            if (new FileInfo(link).LinkTarget is not null)
                File.Delete(link); // to a cluster that somebody removed
        }

        // Under another name until it is complete: a start that was cut off leaves nothing that looks like a cluster.
        var unfinished = directory + ".new";
        if (System.IO.Directory.Exists(unfinished))
            System.IO.Directory.Delete(unfinished, recursive: true);
        await InitialiseAsync(unfinished, password, options, binaries, user, cancellation);
        System.IO.Directory.Move(unfinished, directory);
        if (!string.Equals(directory, link, StringComparison.Ordinal))
            File.CreateSymbolicLink(link, directory);
        return new Cluster(directory, password);
    }

    /// <summary>Writes the settings of this start, which <c>postgresql.conf</c> includes.</summary>
    public Task ConfigureAsync(EmbeddedPostgresOptions options, string socketDirectory, int port, CancellationToken cancellation)
    {
        var loopback = options.Transport == EmbeddedTransport.Loopback;
        var settings = new List<(string Name, string Value)>
        {
            ("listen_addresses", loopback ? "127.0.0.1" : ""),
            ("port", port.ToString(CultureInfo.InvariantCulture)),
            ("unix_socket_directories", loopback ? "" : $"\"{socketDirectory}\""),
            ("max_connections", "200"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
        };
        if (!options.Durable)
            settings.AddRange([("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")]);

        return File.WriteAllLinesAsync(
            Path.Combine(Directory, SettingsFile),
            settings.Select(setting => $"{setting.Name} = '{setting.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'")
                .Prepend("# Written anew at each start (EmbeddedPostgres)."),
            cancellation);
    }

    private static void RequireSameMajor(string directory, PostgresBinaries binaries)
    {
        var file = Path.Combine(directory, "PG_VERSION");
        var major = File.Exists(file) ? File.ReadAllText(file).Trim() : "(unknown)";
        if (!string.Equals(major, binaries.Major.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            throw new EmbeddedPostgresException(
                $"The data in {directory} was made by PostgreSQL {major}, but the server found is PostgreSQL {binaries.Version} " +
                $"({binaries.Directory}). Use the programs of version {major}, move the data over with pg_dump, or choose another directory.");
        }
    }

    private static async Task InitialiseAsync(
        string directory, string password, EmbeddedPostgresOptions options, PostgresBinaries binaries, ServerUser user, CancellationToken cancellation)
    {
        MakePrivateDirectory(directory);
        await user.OwnAsync(directory, cancellation);

        var passwordFile = directory + ".password";
        await WritePrivatelyAsync(passwordFile, password, cancellation);
        try
        {
            await user.OwnAsync(passwordFile, cancellation);
            var made = new CommandResult(1, "");
            foreach (var locale in Locales(binaries.Major))
            {
                made = await Command.RunAsync(
                    binaries.InitDb,
                    [
                        "--pgdata", directory, "--username", Superuser, "--pwfile", passwordFile, "--encoding", "UTF8",
                        "--auth-local", "trust", "--auth-host", "scram-sha-256", "--no-instructions",
                        .. locale, .. options.Durable ? NoArguments : ["--no-sync"],
                    ],
                    user.Name,
                    cancellation);
                if (made.Succeeded)
                    break;
            }

            if (!made.Succeeded)
                throw new EmbeddedPostgresException($"PostgreSQL {binaries.Version} could not make its data directory {directory}: {made.Output}");
            await File.AppendAllTextAsync(Path.Combine(directory, "postgresql.conf"), $"\ninclude '{SettingsFile}'\n", cancellation);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    // Character classes by Unicode, order by code point: the same on every machine. People's order is asked for by name
    // (COLLATE) where they see it. From 17 on the server brings that locale itself; before, the system may lack it.
    private static IEnumerable<string[]> Locales(int major) => major >= 17
        ? [["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"]]
        : [["--locale", "C.UTF-8"], ["--locale", "C"]];

    private static void MakePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(path);
        else
            System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task WritePrivatelyAsync(string path, string text, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new StreamWriter(path, options);
        await file.WriteAsync(text.AsMemory(), cancellation);
    }
}
