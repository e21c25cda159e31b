using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AleSekretariat.Database.Embedded;

/// <summary>
/// A private PostgreSQL server that lives as long as this object: the same engine in development, in tests and for a first
/// look as in production (docs/adr/0002-embedded-postgresql.md).
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private const string DatabaseExists = "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1)";

    private readonly ServerProcess _server;
    private readonly SocketDirectory? _socket;
    private readonly DirectoryClaim _claim;
    private bool _stopped;

    private EmbeddedPostgres(ServerProcess server, SocketDirectory? socket, DirectoryClaim claim, PostgresBinaries binaries, string connectionString)
    {
        _server = server;
        _socket = socket;
        _claim = claim;
        Binaries = binaries;
        ConnectionString = connectionString;
    }

    /// <summary>How to reach the database, as the server's superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>The programs it runs.</summary>
    public PostgresBinaries Binaries { get; }

    /// <summary>
    /// Starts the server, making its cluster and database the first time. A server that a killed process left running on
    /// the same data is stopped first.
    /// </summary>
    /// <param name="options">Where and how.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EmbeddedPostgresException">It cannot; the message says why and what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = Absolute(options);
        var claim = Claim(options.DataDirectory);
        try
        {
            return await StartClaimedAsync(options, claim, cancellation);
        }
        catch (UnauthorizedAccessException e)
        {
            claim.Dispose();
            throw new EmbeddedPostgresException(
                $"The data directory {options.DataDirectory} holds files of another user ({e.Message}). Start as that user, or choose another directory.", e);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server; everything committed is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await _server.StopAsync();
        _socket?.Remove();
        _claim.Dispose();
    }

    private static async Task<EmbeddedPostgres> StartClaimedAsync(EmbeddedPostgresOptions options, DirectoryClaim claim, CancellationToken cancellation)
    {
        var binaries = await PostgresBinaries.FindAsync(options.BinariesDirectory, cancellation);
        var user = await ServerUser.ChooseAsync(options.RunAsUser, Cluster.Existing(options.DataDirectory), cancellation);
        binaries = await user.ReachableAsync(binaries, cancellation);
        var cluster = await Cluster.OpenAsync(options, binaries, user, cancellation);
        var server = new ServerProcess(binaries, cluster.Directory, user, options.Timeout, options.Logger);

        if (PostmasterPid.Read(cluster.Directory) is { } left)
        {
            if (left.IsServerOf(cluster.Directory))
            {
                if (options.Logger is not null)
                    LogOrphan(options.Logger, left.ProcessId);
                await server.StopAsync();
            }
            else if (left.IsAlive)
            {
                PostmasterPid.Disown(cluster.Directory);
            }
        }

        var loopback = options.Transport == EmbeddedTransport.Loopback;
        for (var attempt = 1; ; attempt++)
        {
            var port = loopback ? FreePort() : 5432;
            var socket = loopback ? null : await SocketDirectory.PrepareAsync(options.DataDirectory, cluster.Directory, port, user, cancellation);
            await cluster.ConfigureAsync(options, socket?.Path ?? "", port, cancellation);
            try
            {
                await server.StartAsync(cancellation);
                var connection = Connection(options, cluster, socket, port);
                await CreateDatabaseAsync(connection, cancellation);
                server.KeepRunning();
                return new EmbeddedPostgres(server, socket, claim, binaries, connection.ConnectionString);
            }
            catch (EmbeddedPostgresException) when (loopback && attempt < PortAttempts)
            {
                // The port was free a moment ago; take another. A different reason shows again at the last attempt.
            }
            catch
            {
                await server.StopAsync();
                socket?.Remove();
                throw;
            }
        }
    }

    private static EmbeddedPostgresOptions Absolute(EmbeddedPostgresOptions options) => new()
    {
        DataDirectory = Path.GetFullPath(options.DataDirectory),
        Database = options.Database,
        Durable = options.Durable,
        BinariesDirectory = options.BinariesDirectory,
        RunAsUser = options.RunAsUser,
        Transport = options.Transport,
        Timeout = options.Timeout,
        Logger = options.Logger,
    };

    private static DirectoryClaim Claim(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The data directory {directory} cannot be made: {e.Message}", e);
        }

        return DirectoryClaim.Take(directory);
    }

    private static NpgsqlConnectionStringBuilder Connection(EmbeddedPostgresOptions options, Cluster cluster, SocketDirectory? socket, int port)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = socket?.Path ?? "127.0.0.1",
            Port = port,
            Username = Cluster.Superuser,
            Database = options.Database,
        };
        if (socket is null)
            connection.Password = cluster.Password;
        return connection;
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder target, CancellationToken cancellation)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(target.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var look = new NpgsqlCommand(DatabaseExists, connection);
        look.Parameters.Add(new NpgsqlParameter<string> { TypedValue = target.Database! });
        if (await look.ExecuteScalarAsync(cancellation) is true)
            return;
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(target.Database!);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A PostgreSQL of a process that was killed still runs (process {ProcessId}); stopping it first")]
    private static partial void LogOrphan(ILogger logger, int processId);
}
