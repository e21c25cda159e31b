using AleSekretariat.Database;
using Npgsql;

namespace AleSekretariat.Testing.Postgres;

/// <summary>A database of one's own with all scripts run: a copy of a migrated template, dropped with this object.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static int _count;
    private readonly PostgresServer _server;
    private readonly string _name;
    private NpgsqlDataSource? _owner;

    private TestDatabase(PostgresServer server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = StringFor(server, name);
    }

    /// <summary>As a deployer would configure it: the login is the server's superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>A pool with the owner's rights, to prepare and to look: row-level security does not apply to it.</summary>
    public NpgsqlDataSource Owner => _owner ??= NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { SearchPath = "app,public", MaxPoolSize = 5 });

    /// <summary>Makes one, on the default server if none is given.</summary>
    /// <param name="server">Another server of this process.</param>
    public static async Task<TestDatabase> CreateAsync(PostgresServer? server = null)
    {
        server ??= await PostgresServer.DefaultAsync();
        var template = await server.TemplateAsync();
        return await CreateAsync(server, template);
    }

    /// <summary>Makes one without any script run, to test the migrator itself.</summary>
    /// <param name="server">Another server of this process.</param>
    public static async Task<TestDatabase> CreateEmptyAsync(PostgresServer? server = null) =>
        await CreateAsync(server ?? await PostgresServer.DefaultAsync(), "template0");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_owner is not null)
            await _owner.DisposeAsync();
        await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    internal static async Task<string> MakeTemplateAsync(PostgresServer server)
    {
        const string name = "ale_template";
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        await Migrator.MigrateAsync(StringFor(server, name), CancellationToken.None);
        return name;
    }

    private static async Task<TestDatabase> CreateAsync(PostgresServer server, string template)
    {
        var name = $"test_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new TestDatabase(server, name);
    }

    private static string StringFor(PostgresServer server, string database) =>
        new NpgsqlConnectionStringBuilder(server.Server.ConnectionString) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.Server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
