using AleSekretariat.Database.Embedded;

namespace AleSekretariat.Testing.Postgres;

/// <summary>
/// A real PostgreSQL for the tests of this process: one per version, started when first asked for, not durable, gone with
/// the process. What killed runs left behind in the temporary folder is removed at the next start.
/// </summary>
public sealed class PostgresServer
{
    /// <summary>Folder with the programs of the server to test against; unset is the embedded 18.</summary>
    public const string BinariesVariable = "ALE_TEST_POSTGRES";

    private const string Prefix = "ale-tests-";
    private static readonly Lazy<Task<PostgresServer>> Default = new(() => StartAsync(Environment.GetEnvironmentVariable(BinariesVariable)));
    private static readonly Lazy<Task<PostgresServer?>> Oldest = new(StartOldestAsync);
    private readonly Lazy<Task<string>> _template;

    private PostgresServer(EmbeddedPostgres server)
    {
        Server = server;
        _template = new Lazy<Task<string>>(() => TestDatabase.MakeTemplateAsync(this));
    }

    /// <summary>The server that tests use unless they say otherwise.</summary>
    public static Task<PostgresServer> DefaultAsync() => Default.Value;

    /// <summary>PostgreSQL 15, the oldest version supported, if this machine has it.</summary>
    public static Task<PostgresServer?> Version15Async() => Oldest.Value;

    /// <summary>The server; its database is for maintenance only.</summary>
    public EmbeddedPostgres Server { get; }

    /// <summary>The name of a migrated database that nobody is connected to, made once.</summary>
    internal Task<string> TemplateAsync() => _template.Value;

    private static async Task<PostgresServer?> StartOldestAsync()
    {
        const string debian = "/usr/lib/postgresql/15/bin";
        return File.Exists(Path.Combine(debian, "postgres")) ? await StartAsync(debian) : null;
    }

    private static async Task<PostgresServer> StartAsync(string? binaries)
    {
        RemoveLeftovers();
        var directory = Directory.CreateTempSubdirectory(Prefix).FullName;
        AllowOthersToEnter(directory);
        var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = directory, Durable = false, BinariesDirectory = string.IsNullOrEmpty(binaries) ? null : binaries },
            CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(server, directory);
        return new PostgresServer(server);
    }

    // As root the server runs as somebody else, who has to reach its own folder inside this one.
    private static void AllowOthersToEnter(string directory)
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | UnixFileMode.OtherExecute);
    }

    private static void Remove(EmbeddedPostgres server, string directory)
    {
        try
        {
            server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or AggregateException)
        {
            // The next run removes it.
        }
    }

    // A folder that nobody locks belongs to a run that was killed; its server went with it.
    private static void RemoveLeftovers()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                var lockFile = Path.Combine(directory, "postgres.lock");
                if (!File.Exists(lockFile))
                    continue; // another process is just making it
                new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                Directory.Delete(directory, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or somebody else's.
            }
        }
    }
}
