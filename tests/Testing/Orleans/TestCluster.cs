using AleSekretariat.Testing.Postgres;
using Xunit;

namespace AleSekretariat.Testing.Orleans;

/// <summary>Two silos on a database of their own, for all tests of an assembly that break nothing.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly List<TestSilo> _silos = [];
    private int _next;

    /// <summary>The database.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>The silos.</summary>
    public IReadOnlyList<TestSilo> Silos => _silos;

    /// <summary>A client in one of the silos, another at each call.</summary>
    public IGrainFactory Grains => _silos[(int)((uint)Interlocked.Increment(ref _next) % (uint)_silos.Count)].Grains;

    /// <summary>A new tenant.</summary>
    public Task<TestTenant> OpenTenantAsync() => TestTenant.OpenAsync(Database, Grains);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        _silos.Add(await TestSilo.StartAsync(Database.ConnectionString));
        _silos.Add(await TestSilo.StartAsync(Database.ConnectionString));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await Database.DisposeAsync();
    }
}
