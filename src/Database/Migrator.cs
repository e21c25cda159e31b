using System.Reflection;
using DbUp;
using DbUp.Postgresql;
using Npgsql;

namespace AleSekretariat.Database;

/// <summary>
/// Brings a database up to the scripts of this build: numbered, forward only, each in its own transaction, recorded in
/// <c>app.schema_version</c>. Run by the owner's login, once before the hosts start; several at once wait for one another.
/// </summary>
public static class Migrator
{
    /// <summary>How long <see cref="MigrateAsync"/> waits for a server that does not answer yet.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);

    private const string Schema = "app";
    private const string Journal = "schema_version";

    // Any number will do, as long as nothing else in this database takes it.
    private const long LockKey = 0x616C655F6D696772;

    private const string Lock = "SELECT pg_advisory_lock($1)";
    private const string CreateSchema = "CREATE SCHEMA IF NOT EXISTS app";
    private const string GrantJournal = "GRANT SELECT ON app.schema_version TO ale_silo, ale_web, ale_operator";
    private const string Applied = "SELECT scriptname FROM app.schema_version";

    private static readonly Assembly Resources = typeof(Migrator).Assembly;

    /// <summary>The scripts of this build by file name, in the order they are run.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
        [.. Resources.GetManifestResourceNames().Where(IsScript).Order(StringComparer.Ordinal)];

    /// <summary>Runs what is missing.</summary>
    /// <param name="connectionString">As configured; the login must own the database (or be superuser) and, the first time,
    /// may create roles unless they exist.</param>
    /// <param name="cancellation">Stops waiting; a script that has begun is finished.</param>
    /// <param name="wait">How long to wait for a server that does not answer; <see cref="DefaultWait"/> if null.</param>
    /// <returns>The file names of the scripts that were run now; empty if the database was current.</returns>
    /// <exception cref="DatabaseConfigurationException">See <see cref="RoleConnection.Parse"/>.</exception>
    /// <exception cref="MigrationFailedException">A script failed, or the server did not answer in time.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        string? connectionString, CancellationToken cancellation, TimeSpan? wait = null)
    {
        var settings = RoleConnection.Parse(connectionString);
        settings.SearchPath = "app,public";
        settings.ApplicationName = "alesekretariat-migrate";
        settings.CommandTimeout = 0;
        settings.Pooling = false; // nothing may linger: a test's template database is copied right after

        await using var guard = await ConnectAsync(settings.ConnectionString, wait ?? DefaultWait, cancellation);
        await ExecuteAsync(guard, Lock, cancellation, LockKey); // given back when the connection closes
        await ExecuteAsync(guard, CreateSchema, cancellation);

        var engine = DeployChanges.To
            .PostgresqlDatabase(new WholeScripts(settings.ConnectionString))
            .WithScriptsEmbeddedInAssembly(Resources, IsScript)
            .JournalToPostgresqlTable(Schema, Journal)
            .WithVariablesDisabled() // $…$ is PostgreSQL's quoting
            .WithTransactionPerScript()
            .WithExecutionTimeout(TimeSpan.Zero)
            .LogToNowhere()
            .Build();
        var result = await Task.Run(engine.PerformUpgrade, CancellationToken.None);
        if (!result.Successful)
            throw MigrationFailedException.In(result.ErrorScript?.Name, result.Error);

        await ExecuteAsync(guard, GrantJournal, cancellation);
        return [.. result.Scripts.Select(script => script.Name)];
    }

    /// <summary>
    /// Whether every script of this build is in force. A database that is ahead counts as current: scripts are safe while
    /// the previous version still runs.
    /// </summary>
    /// <param name="dataSource">A pool of any role.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public static async Task<bool> IsCurrentAsync(NpgsqlDataSource dataSource, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await using var command = dataSource.CreateCommand(Applied);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                applied.Add(reader.GetString(0));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.UndefinedObject)
        {
            return false; // never migrated, or not yet so far that the roles exist and may look
        }

        return Scripts.All(applied.Contains);
    }

    // DbUp and Npgsql both cut a script at each semicolon, also inside a function's body written BEGIN ATOMIC … END.
    // The server knows better: it gets the script as one string to execute.
    private sealed class WholeScripts(string connectionString) : PostgresqlConnectionManager(connectionString)
    {
        public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) =>
            [$"DO $ale_whole$ BEGIN EXECUTE $ale_script${scriptContents}$ale_script$; END $ale_whole$"];
    }

    private static bool IsScript(string resource) => resource.EndsWith(".sql", StringComparison.Ordinal);

    private static async Task<NpgsqlConnection> ConnectAsync(string connectionString, TimeSpan wait, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(wait);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        Exception? lastAnswer = null;
        while (true)
        {
            var connection = new NpgsqlConnection(connectionString);
            try
            {
                await connection.OpenAsync(either.Token);
                return connection;
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
                lastAnswer = e; // refused, or still starting up
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                var answer = e is OperationCanceledException && lastAnswer is not null ? lastAnswer : e;
                throw new MigrationFailedException(
                    $"The database of {DatabaseConfigurationException.Setting} cannot be reached: {answer.Message}", answer);
            }
            finally
            {
                if (connection.State != System.Data.ConnectionState.Open)
                    await connection.DisposeAsync();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, long? argument = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (argument is { } value)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
