using System.Net;
using AleSekretariat.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Storage;

namespace AleSekretariat.Database.Tests.Orleans;

/// <summary>The real providers on our tables, so that a new Orleans that binds or asks otherwise is noticed here.</summary>
public sealed class OrleansProvidersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Silo_WithAllThreeProviders_StartsStoresAndIsFoundByAClient(PostgresVersion version)
    {
        await using var database = await version.CreateDatabaseAsync();
        using var silo = Silo(database);
        await silo.StartAsync(Cancellation);
        using var client = Client(database);
        await client.StartAsync(Cancellation); // fails unless the web role may look up the gateways

        await StoresGrainStateAsync(silo.Services.GetRequiredKeyedService<IGrainStorage>("Default"));
        await StoresRemindersAsync(silo.Services.GetRequiredService<IReminderTable>());

        await client.StopAsync(Cancellation);
        await silo.StopAsync(Cancellation);
        await CleansUpDeadSilosAsync(silo.Services.GetRequiredService<IMembershipTable>());
    }

    private static async Task StoresGrainStateAsync(IGrainStorage storage)
    {
        var grain = GrainId.Create("tenant", Guid.NewGuid().ToString("N"));
        var mine = new GrainState<List<string>> { State = ["żółw"] };
        await storage.WriteStateAsync("licence", grain, mine);
        var read = new GrainState<List<string>>();
        await storage.ReadStateAsync("licence", grain, read);
        Assert.Equal(["żółw"], read.State);
        Assert.Equal(("1", true), (read.ETag, read.RecordExists));

        await storage.WriteStateAsync("licence", grain, read);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("licence", grain, mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("licence", grain, new GrainState<List<string>> { State = [] }));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("licence", grain, mine));

        await storage.ClearStateAsync("licence", grain, read);
        await storage.ReadStateAsync("licence", grain, read);
        Assert.False(read.RecordExists);
    }

    private static async Task StoresRemindersAsync(IReminderTable table)
    {
        var grain = GrainId.Create("tenant", Guid.NewGuid().ToString("N"));
        var start = new DateTime(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
        var entry = new ReminderEntry { GrainId = grain, ReminderName = "milestone", StartAt = start, Period = TimeSpan.FromHours(1) };
        var first = await table.UpsertRow(entry);
        var second = await table.UpsertRow(entry);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.False(string.Equals(first, second, StringComparison.Ordinal));

        var read = await table.ReadRow(grain, "milestone");
        Assert.NotNull(read);
        Assert.Equal((start, DateTimeKind.Utc, TimeSpan.FromHours(1), second), (read.StartAt, read.StartAt.Kind, read.Period, read.ETag));
        var hash = grain.GetUniformHashCode();
        Assert.Single((await table.ReadRows(hash - 1, hash)).Reminders);
        Assert.Single((await table.ReadRows(0, 0)).Reminders);
        Assert.Empty((await table.ReadRows(hash, hash + 1)).Reminders);

        Assert.False(await table.RemoveRow(grain, "milestone", first));
        Assert.True(await table.RemoveRow(grain, "milestone", second));
    }

    private static async Task CleansUpDeadSilosAsync(IMembershipTable table)
    {
        var (entry, _) = Assert.Single((await table.ReadAllAsync(Cancellation)).Members);
        Assert.Equal(SiloStatus.Dead, entry.Status);
        await table.CleanupDefunctSiloEntriesAsync(DateTimeOffset.UtcNow.AddHours(1), Cancellation);
        Assert.Empty((await table.ReadAllAsync(Cancellation)).Members);
    }

    private static IHost Silo(TestDatabase database)
    {
        var connection = OrleansConnection.ForSilo(database.ConnectionString);
        return Build(builder => builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(Name)
            .Configure<EndpointOptions>(endpoint => (endpoint.AdvertisedIPAddress, endpoint.SiloPort, endpoint.GatewayPort) = (IPAddress.Loopback, FreePort(), FreePort()))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (OrleansConnection.Invariant, connection))
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (OrleansConnection.Invariant, connection))
            .AddAdoNetGrainStorage("Default", options => (options.Invariant, options.ConnectionString, options.DeleteStateOnClear) = (OrleansConnection.Invariant, connection, true))));
    }

    private static IHost Client(TestDatabase database) => Build(builder => builder.UseOrleansClient(client => client
        .Configure<ClusterOptions>(Name)
        .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (OrleansConnection.Invariant, OrleansConnection.ForWeb(database.ConnectionString)))));

    private static IHost Build(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        configure(builder);
        return builder.Build();
    }

    private static void Name(ClusterOptions options) => (options.ClusterId, options.ServiceId) = ("test", "test");

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
