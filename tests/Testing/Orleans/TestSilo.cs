using AleSekretariat.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Testing.Orleans;

/// <summary>
/// A silo as production runs it (SiloHosting: clustering, reminders and storage in PostgreSQL), in this process and on free
/// ports. Not Orleans' own test cluster: that one would bring other providers than the ones we rely on.
/// </summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _ended;

    private TestSilo(IHost host) => _host = host;

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Calls made here come from a client within the silo's process: the call filter treats it as any client.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts one.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="clusterId">Silos with another one know nothing of each other, and so may each have an activation of one tenant.</param>
    /// <param name="settings">Settings over the defaults.</param>
    /// <param name="configure">Changes the services.</param>
    public static async Task<TestSilo> StartAsync(
        string connectionString,
        string clusterId = SiloOptions.ClusterName,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection([new("Keys:Master", TestKeys.Master), new("Mail:Directory", TestMails.Directory)]);
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        builder.Logging.ClearProviders();
        builder.AddSilo(connectionString, options => options with
        {
            Port = 0,
            GatewayPort = 0,
            ClusterId = clusterId,
            ProbeTimeout = TimeSpan.FromMilliseconds(500),
            TableRefresh = TimeSpan.FromSeconds(1),
            ShutdownTimeout = TimeSpan.FromSeconds(10),
            ResponseTimeout = TimeSpan.FromSeconds(20),
        });
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new TestSilo(host);
    }

    /// <summary>Ends it as a crash would, as far as that is possible within a process: nothing is drained, no grain is asked.</summary>
    public async Task KillAsync()
    {
        if (_ended)
            return;
        _ended = true;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await _host.StopAsync(now.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException)
        {
            // Asked for.
        }

        await DisposeHost();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        await _host.StopAsync();
        await DisposeHost();
    }

    private async Task DisposeHost()
    {
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            _host.Dispose();
    }
}
