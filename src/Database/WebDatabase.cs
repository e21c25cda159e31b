using Microsoft.Extensions.Logging;
using Npgsql;

namespace AleSekretariat.Database;

/// <summary>
/// The web node's pool (role <c>ale_web</c>, search path <c>app, public</c>): tenant tables are read under row-level
/// security, so a query sees nothing until a tenant is set, and only that tenant's rows then.
/// </summary>
/// <param name="dataSource">Sessions that act as <see cref="DatabaseRole.Web"/>; disposed with this object.</param>
public sealed class WebDatabase(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    /// <summary>Connections of a pool unless told otherwise.</summary>
    public const int DefaultPoolSize = 20;

    // transaction_read_only rides along: a page that reads must not be able to write, whatever it calls.
    private const string EnterTenant =
        "SELECT set_config('app.tenant_id', $1, true), set_config('app.account_id', $2, true), set_config('transaction_read_only', 'on', true)";

    /// <summary>The pool itself, for what belongs to no tenant (accounts, sessions).</summary>
    public NpgsqlDataSource DataSource => dataSource;

    /// <summary>Builds the pool; opens nothing yet.</summary>
    /// <param name="connectionString">As configured.</param>
    /// <param name="poolSize">At most so many connections.</param>
    /// <param name="loggers">Where Npgsql logs to, if anywhere.</param>
    /// <exception cref="DatabaseConfigurationException">See <see cref="RoleConnection.Parse"/>.</exception>
    public static WebDatabase Create(string? connectionString, int poolSize = DefaultPoolSize, ILoggerFactory? loggers = null)
    {
        var settings = RoleConnection.For(connectionString, DatabaseRole.Web, "web", "app,public", poolSize);
        settings.MaxAutoPrepare = 50;
        // Somebody waits for each answer: from a server that hangs it is "unavailable", and soon.
        settings.LimitWaiting(TimeSpan.FromSeconds(3));
        return new WebDatabase(new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(loggers).Build());
    }

    /// <summary>A connection of the pool with no tenant set; dispose it to give it back.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => dataSource.OpenConnectionAsync(cancellation);

    /// <summary>
    /// Reads as one tenant and person, in a read-only transaction that ends with the call: the settings cannot leak to the pool's next
    /// user. Entering costs one round trip (<c>BEGIN</c> and the settings travel together), leaving another.
    /// </summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="tenantId">The tenant; must come from the signed-in session, never from the request's text.</param>
    /// <param name="accountId">The person, who alone sees the confidential entries addressed to them; null is nobody.</param>
    /// <param name="read">Runs its commands on the connection and inside the transaction given.</param>
    /// <param name="cancellation">Handed on to <paramref name="read"/>.</param>
    public async Task<T> ReadAsTenantAsync<T>(
        Guid tenantId,
        Guid? accountId,
        Func<NpgsqlConnection, NpgsqlTransaction, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var enter = new NpgsqlCommand(EnterTenant, connection, transaction))
        {
            enter.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenantId.ToString("D") });
            enter.Parameters.Add(new NpgsqlParameter<string> { TypedValue = accountId?.ToString("D") ?? "" });
            await enter.ExecuteNonQueryAsync(cancellation);
        }

        var result = await read(connection, transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <summary>Makes sure at start that the login may act as the web role; see <see cref="RoleCheck"/>.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="DatabaseConfigurationException">It may not; the message says what to grant.</exception>
    public Task VerifyAsync(CancellationToken cancellation) => RoleCheck.VerifyAsync(dataSource, DatabaseRole.Web, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => dataSource.DisposeAsync();
}
