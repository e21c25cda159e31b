using AleSekretariat.Database;
using AleSekretariat.Database.Embedded;

namespace AleSekretariat.Standalone;

/// <summary>The database of a standalone host: the configured one, or an embedded PostgreSQL of its own; migrated either way.</summary>
internal sealed class StandaloneDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private StandaloneDatabase(EmbeddedPostgres? embedded) => _embedded = embedded;

    /// <summary>Whether the database is this process's own, and so its silo the only one.</summary>
    public bool IsEmbedded => _embedded is not null;

    /// <summary>Starts what is needed and leaves the connection string in the configuration for silo and web.</summary>
    /// <exception cref="EmbeddedPostgresException">The embedded server cannot start; the message says why and what to do.</exception>
    /// <exception cref="DatabaseConfigurationException">The configured connection string is wrong.</exception>
    /// <exception cref="MigrationFailedException">The scripts could not be run.</exception>
    public static async Task<StandaloneDatabase> StartAsync(ConfigurationManager configuration, ILogger logger, CancellationToken cancellationToken)
    {
        var configured = configuration.GetConnectionString("Postgres");
        if (!string.IsNullOrWhiteSpace(configured))
        {
            await Migrator.MigrateAsync(configured, cancellationToken);
            return new StandaloneDatabase(embedded: null);
        }

        var folder = Path.GetFullPath(configuration["DataDirectory"] ?? ".data");
        var embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataDirectory = folder, Logger = logger }, cancellationToken);
        try
        {
            await Migrator.MigrateAsync(embedded.ConnectionString, cancellationToken);
        }
        catch
        {
            await embedded.DisposeAsync();
            throw;
        }
        configuration["ConnectionStrings:Postgres"] = embedded.ConnectionString;
        return new StandaloneDatabase(embedded);
    }

    /// <summary>Stops the embedded server, if any.</summary>
    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
