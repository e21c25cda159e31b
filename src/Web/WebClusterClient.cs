using AleSekretariat.Database;
using AleSekretariat.Keys;
using Orleans.Configuration;

namespace AleSekretariat.Web;

/// <summary>Connects a web node of its own to the cluster, through the same database.</summary>
public static class WebClusterClient
{
    private const string ClusterName = "alesekretariat";

    /// <summary>Adds the Orleans client: the host's <see cref="IGrainFactory"/>.</summary>
    public static WebApplicationBuilder AddWebClusterClient(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var clusterId = builder.Configuration["Cluster:Id"] is { Length: > 0 } id ? id : ClusterName;
        var connectionString = OrleansConnection.ForWeb(builder.Configuration.GetConnectionString("Postgres"));
        var keys = builder.AddKeys();
        var tls = WebOptions.Read(builder.Configuration, builder.Environment).ClusterTls;
        builder.UseOrleansClient(client =>
        {
            if (tls)
                client.UseClusterTls(keys);
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = OrleansConnection.Invariant;
                options.ConnectionString = connectionString;
            });
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = clusterId;
                options.ServiceId = ClusterName;
            });
            // Measured: with these a silo that is killed costs its tenants 3.5 s at most (architecture.md).
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(3));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.UseConnectionRetryFilter<SiloAwaiter>();
        });
        return builder;
    }
}

/// <summary>At start: waits until there is a silo, and says so. Pages are served from then on.</summary>
internal sealed partial class SiloAwaiter(ILogger<SiloAwaiter> log) : IClientConnectionRetryFilter
{
    private bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_told)
            LogWaiting(exception.Message);
        _told = true;
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo can be reached yet ({Reason}); waiting for one")]
    private partial void LogWaiting(string reason);
}
