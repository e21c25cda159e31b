using AleSekretariat.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AleSekretariat.Testing.Orleans;

/// <summary>One tenant on one silo and a database of its own: for tests that break things, or read every table.</summary>
public sealed class TenantAlone : IAsyncDisposable
{
    private static int _clusters;

    private TenantAlone(TestDatabase database, TestSilo silo, TestTenant tenant)
    {
        Database = database;
        Silo = silo;
        Tenant = tenant;
    }

    /// <summary>The database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The silo that runs now.</summary>
    public TestSilo Silo { get; private set; }

    /// <summary>The tenant.</summary>
    public TestTenant Tenant { get; }

    /// <summary>Calls go here.</summary>
    public IGrainFactory Grains => Silo.Grains;

    /// <summary>Opens it on Green.</summary>
    public static async Task<TenantAlone> OpenAsync(Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync();
        var silo = await StartAsync(database, configure);
        return new TenantAlone(database, silo, await TestTenant.OpenAsync(database, silo.Grains));
    }

    /// <summary>Kills the silo, lets something happen meanwhile, and starts another.</summary>
    public async Task RestartAsync(Func<Task>? meanwhile = null, Action<IServiceCollection>? configure = null)
    {
        await Silo.KillAsync();
        if (meanwhile is not null)
            await meanwhile();
        Silo = await StartAsync(Database, configure);
    }

    /// <summary>As if the reminder rang, whether or not it is due.</summary>
    public Task RingAsync() => RingAsync(Tenant, Grains);

    /// <summary>As if a tenant's reminder rang.</summary>
    public static Task RingAsync(TestTenant tenant, IGrainFactory grains) =>
        tenant.Grain(grains).AsReference<IRemindable>().ReceiveReminder("milestones", new global::Orleans.Runtime.TickStatus());

    /// <summary>
    /// Time passes while no silo runs: the offset of the test clock is raised in the stored state, and nothing of what falls
    /// due on the way happens.
    /// </summary>
    public async Task SleepThroughAsync(TimeSpan time)
    {
        await RestartAsync(async () =>
        {
            await ExecuteAsync("""
                UPDATE orleans.OrleansStorage AS s
                SET PayloadBinary = convert_to(jsonb_set(
                  convert_from(s.PayloadBinary, 'UTF8')::jsonb, '{ClockOffset}',
                  to_jsonb(to_char(($1::interval + (convert_from(s.PayloadBinary, 'UTF8')::jsonb ->> 'ClockOffset')::interval), 'FMDDD"."HH24:MI:SS')))::text, 'UTF8')
                """, time);
        });
    }

    /// <summary>Runs a statement with the owner's rights.</summary>
    public async Task ExecuteAsync(string sql, params object[] arguments)
    {
        await using var command = Command(sql, arguments);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One value; default where there is no row.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object[] arguments)
    {
        await using var command = Command(sql, arguments);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>The first column of all rows, as text.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string sql, params object[] arguments)
    {
        await using var command = Command(sql, arguments);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static Task<TestSilo> StartAsync(TestDatabase database, Action<IServiceCollection>? configure) =>
        TestSilo.StartAsync(database.ConnectionString, $"alone{Interlocked.Increment(ref _clusters)}", configure: configure);

    private NpgsqlCommand Command(string sql, object[] arguments)
    {
        var command = Database.Owner.CreateCommand(sql);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        return command;
    }
}
