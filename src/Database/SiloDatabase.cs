using Microsoft.Extensions.Logging;
using Npgsql;

namespace AleSekretariat.Database;

/// <summary>
/// The silo's pool (role <c>ale_silo</c>, search path <c>app, public</c>). Small on purpose: the registration writer gathers
/// many registrations into one statement, and larger pools were measured slower (architecture.md, "Measured settings").
/// </summary>
/// <param name="dataSource">Sessions that act as <see cref="DatabaseRole.Silo"/>; disposed with this object.</param>
public sealed class SiloDatabase(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    /// <summary>Connections of a pool unless told otherwise.</summary>
    public const int DefaultPoolSize = 12;

    /// <summary>The pool itself.</summary>
    public NpgsqlDataSource DataSource => dataSource;

    /// <summary>Builds the pool; opens nothing yet.</summary>
    /// <param name="connectionString">As configured.</param>
    /// <param name="poolSize">At most so many connections; 8 to 16 is sensible.</param>
    /// <param name="loggers">Where Npgsql logs to, if anywhere.</param>
    /// <exception cref="DatabaseConfigurationException">See <see cref="RoleConnection.Parse"/>.</exception>
    public static SiloDatabase Create(string? connectionString, int poolSize = DefaultPoolSize, ILoggerFactory? loggers = null)
    {
        var settings = RoleConnection.For(connectionString, DatabaseRole.Silo, "silo", "app,public", poolSize);
        settings.MaxAutoPrepare = 20;
        // A tenant does one thing at a time: whatever waits for a frozen or cut-off server keeps its callers waiting too. What
        // may take longer says so with its command.
        settings.LimitWaiting(TimeSpan.FromSeconds(3));
        return new SiloDatabase(new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(loggers).Build());
    }

    /// <summary>A connection of the pool; dispose it to give it back.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => dataSource.OpenConnectionAsync(cancellation);

    /// <summary>
    /// After a time-out: connections that lie idle may lead nowhere either, and each would cost a time-out of its own to find
    /// out. New ones are opened instead.
    /// </summary>
    public void DropIdle() => dataSource.Clear();

    /// <summary>Makes sure at start that the login may act as the silo; see <see cref="RoleCheck"/>.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="DatabaseConfigurationException">It may not; the message says what to grant.</exception>
    public Task VerifyAsync(CancellationToken cancellation) => RoleCheck.VerifyAsync(dataSource, DatabaseRole.Silo, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => dataSource.DisposeAsync();
}
