using System.Data;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests.Orleans;

/// <summary>
/// Runs the texts of OrleansQuery as the providers do: read from the table, unqualified names, parameters with the provider's
/// DbType for each CLR type, as the silo's role.
/// </summary>
internal sealed class OrleansQueries : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _pool;
    private readonly Dictionary<string, string> _texts;

    private OrleansQueries(TestDatabase database, NpgsqlDataSource pool, Dictionary<string, string> texts)
    {
        _database = database;
        _pool = pool;
        _texts = texts;
    }

    public static async Task<OrleansQueries> OpenAsync(PostgresVersion version)
    {
        var database = await version.CreateDatabaseAsync();
        var pool = NpgsqlDataSource.Create(OrleansConnection.ForSilo(database.ConnectionString));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = pool.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0), reader.GetString(1));
        return new OrleansQueries(database, pool, texts);
    }

    /// <summary>All rows, by column name without regard to case.</summary>
    public async Task<List<Dictionary<string, object?>>> RowsAsync(string key, params (string Name, object? Value, Type Type)[] parameters)
    {
        await using var connection = await _pool.OpenConnectionAsync();
        return await RowsAsync(connection, key, _texts, parameters);
    }

    /// <summary>
    /// Runs one statement in a transaction held open until as many others as given wait for its locks, then commits: the
    /// race that a mere "all at once" seldom hits.
    /// </summary>
    public async Task<List<Dictionary<string, object?>>[]> RaceAsync(
        int losers, string key, Func<int, (string Name, object? Value, Type Type)[]> parameters)
    {
        await using var first = await _pool.OpenConnectionAsync();
        await using var transaction = await first.BeginTransactionAsync();
        var won = await RowsAsync(first, key, _texts, parameters(0));
        var others = Enumerable.Range(1, losers).Select(number => RowsAsync(key, parameters(number))).ToArray();
        await using var look = _database.Owner.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        while ((long)(await look.ExecuteScalarAsync())! < losers && !others.Any(other => other.IsCompleted))
        {
            // each look is a round trip: no need to pause
        }

        await transaction.CommitAsync();
        return [won, .. await Task.WhenAll(others)];
    }

    private static async Task<List<Dictionary<string, object?>>> RowsAsync(
        NpgsqlConnection connection, string key, Dictionary<string, string> texts, (string Name, object? Value, Type Type)[] parameters)
    {
        await using var command = new NpgsqlCommand(texts[key], connection);
        foreach (var (name, value, type) in parameters)
            command.Parameters.Add(new NpgsqlParameter { ParameterName = name, Value = value ?? DBNull.Value, DbType = TypeOf(type) });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName,
                column => reader.IsDBNull(column) ? null : reader.GetValue(column),
                StringComparer.OrdinalIgnoreCase));
        }

        return rows;
    }

    /// <summary>The single column of the first row, as a boolean.</summary>
    public async Task<bool> BooleanAsync(string key, params (string Name, object? Value, Type Type)[] parameters) =>
        Convert.ToBoolean(Assert.Single((await RowsAsync(key, parameters))[0]).Value, System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _database.DisposeAsync();
    }

    public static (string Name, object? Value, Type Type) Argument<T>(string name, T value) => (name, value, typeof(T));

    private static DbType TypeOf(Type type) => type switch
    {
        _ when type == typeof(int) || type == typeof(int?) => DbType.Int32,
        _ when type == typeof(long) => DbType.Int64,
        _ when type == typeof(string) => DbType.String,
        _ when type == typeof(DateTime) => DbType.DateTime,
        _ when type == typeof(byte[]) => DbType.Binary,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The providers bind no such type."),
    };
}
