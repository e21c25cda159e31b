using System.Net;
using AleSekretariat.Database;
using AleSekretariat.Grains;
using AleSekretariat.Grains.Tenants;
using AleSekretariat.Keys;
using AleSekretariat.Keys.Blobs;
using AleSekretariat.Silo.Mail;
using Orleans.Configuration;

namespace AleSekretariat.Silo;

/// <summary>Everything of a silo but its HTTP endpoints; also what Standalone and the tests run.</summary>
public static class SiloHosting
{
    /// <summary>Adds a silo to a host.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="connectionString">The database; null takes <c>ConnectionStrings:Postgres</c>.</param>
    /// <param name="configure">Changes what was read from the settings; a zero port then becomes a free one.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">A setting is wrong; the message names it.</exception>
    /// <exception cref="DatabaseConfigurationException">The connection string is missing or wrong.</exception>
    public static IHostApplicationBuilder AddSilo(
        this IHostApplicationBuilder builder, string? connectionString = null, Func<SiloOptions, SiloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configuration.AddSecretFiles();
        connectionString ??= builder.Configuration.GetConnectionString("Postgres");
        var options = SiloOptions.Read(builder.Configuration, builder.Environment);
        options = (configure?.Invoke(options) ?? options).WithPorts();
        var orleansConnection = OrleansConnection.ForSilo(connectionString);

        var keys = builder.AddKeys();
        builder.AddLogLines();
        builder.AddBlobs();
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => SiloDatabase.Create(connectionString, loggers: provider.GetService<ILoggerFactory>()));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        services.Configure<TestClockOptions>(clock => clock.Enabled = options.TestClock);
        services.AddSingleton<SiloStartupChecks>();
        services.AddHostedService(provider => provider.GetRequiredService<SiloStartupChecks>());
        services.AddTenantGrains();
        builder.AddMail();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(SiloMetrics.MeterName, "Microsoft.Orleans", "Npgsql"));
        string[] chatty = ["Orleans", "Npgsql", "Polly"];
        foreach (var category in chatty.Where(category => !builder.Configuration.GetSection($"Logging:LogLevel:{category}").Exists()))
            builder.Logging.AddFilter(category, LogLevel.Warning);
        // Its first look at a silo counts from the machine's start and cries wolf at each start of ours.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(table =>
            {
                table.Invariant = OrleansConnection.Invariant;
                table.ConnectionString = orleansConnection;
            });
            silo.UseAdoNetReminderService(table =>
            {
                table.Invariant = OrleansConnection.Invariant;
                table.ConnectionString = orleansConnection;
            });
            silo.AddAdoNetGrainStorage(TenantGrain.Storage, storage =>
            {
                storage.Invariant = OrleansConnection.Invariant;
                storage.ConnectionString = orleansConnection;
                storage.GrainStorageSerializer = new TenantStateSerializer();
                // A deleted tenant leaves no row, not even an empty one.
                storage.DeleteStateOnClear = true;
            });
            if (options.Tls)
                silo.UseClusterTls(keys);
            silo.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = SiloOptions.ClusterName;
            });
            silo.Configure<EndpointOptions>(endpoints => Listen(endpoints, options));
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
            silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = options.ProbeTimeout;
                membership.NumMissedProbesLimit = options.MissedProbes;
                membership.NumVotesForDeathDeclaration = options.VotesForDeath;
                membership.TableRefreshTimeout = options.TableRefresh;
                membership.IAmAliveTablePublishTimeout = options.IAmAlive;
            });
        });
        return builder;
    }

    /// <summary>A silo that only this machine may reach listens only there.</summary>
    private static void Listen(EndpointOptions endpoints, SiloOptions options)
    {
        var interfaces = IPAddress.IsLoopback(options.AdvertisedAddress) ? IPAddress.Loopback : IPAddress.Any;
        endpoints.AdvertisedIPAddress = options.AdvertisedAddress;
        endpoints.SiloPort = options.Port;
        endpoints.GatewayPort = options.GatewayPort;
        endpoints.SiloListeningEndpoint = new IPEndPoint(interfaces, options.Port);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(interfaces, options.GatewayPort);
    }
}
