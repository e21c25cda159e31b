using Microsoft.Extensions.Logging;

namespace AleSekretariat.Database.Embedded;

/// <summary>How clients reach the embedded server.</summary>
public enum EmbeddedTransport
{
    /// <summary>A Unix socket in a folder that only the server's user (and root) may enter; no password.</summary>
    UnixSocket,

    /// <summary>127.0.0.1, a free port and a random password: for Windows.</summary>
    Loopback,
}

/// <summary>What <see cref="EmbeddedPostgres.StartAsync"/> needs to know.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>
    /// Where everything of the server is kept; made if missing. The cluster itself is <c>postgres/</c> in it (a link to
    /// <c>/var/lib/alesekretariat</c> if the process is root and the server's user could not enter this folder).
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>The database to open, created at the first start.</summary>
    public string Database { get; init; } = "alesekretariat";

    /// <summary>Whether a commit survives a power failure. False only for tests: faster, and a crash may lose everything.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Folder with <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>; null looks for them (see <see cref="PostgresBinaries"/>).</summary>
    public string? BinariesDirectory { get; init; }

    /// <summary>
    /// The user to run the server as when this process is root, which PostgreSQL refuses to be; null takes the owner of an
    /// existing cluster, else <c>postgres</c>, else <c>nobody</c>. Ignored when not root.
    /// </summary>
    public string? RunAsUser { get; init; }

    /// <summary>How clients connect.</summary>
    public EmbeddedTransport Transport { get; init; } = OperatingSystem.IsWindows() ? EmbeddedTransport.Loopback : EmbeddedTransport.UnixSocket;

    /// <summary>How long the server may take to accept connections, crash recovery included, and to stop.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the server's own messages and unusual steps are told, if anywhere.</summary>
    public ILogger? Logger { get; init; }
}
