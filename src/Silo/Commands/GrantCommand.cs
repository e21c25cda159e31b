using System.Globalization;
using AleSekretariat.Database;
using AleSekretariat.Database.Embedded;
using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Keys;
using Npgsql;
using Orleans.Configuration;

namespace AleSekretariat.Silo.Commands;

/// <summary>
/// <c>grant</c>: a client of the running cluster that asks the tenant's grain. Without a connection string it looks for the
/// embedded database of a Standalone that runs in this folder.
/// </summary>
/// <param name="configuration">The settings.</param>
internal sealed class GrantCommand(IConfiguration configuration)
{
    private const string FindTenant = """
        SELECT t.tenant_id FROM app.tenant AS t
        WHERE t.tenant_id::text = lower($1) OR t.nip = $2 OR t.company = $1
        LIMIT 2
        """;

    public async Task<int> Run(string tenant, Package package, BillingPeriod period, string reason, string by, CancellationToken cancellation)
    {
        if (ConnectionString() is not { } connectionString)
            return await Fail(ExitCodes.Misconfigured, $"{DatabaseConfigurationException.Setting} is not set, and no Standalone runs on the data in {DataDirectory}.");

        var asked = false;
        try
        {
            var found = await Find(connectionString, tenant, cancellation);
            if (found.Count != 1)
                return await Fail(ExitCodes.Refused, found.Count == 0 ? $"There is no tenant \"{tenant}\"." : $"Several tenants are called \"{tenant}\": use the id.");
            return await Grant(connectionString, found[0], new GrantPackage(package, period, reason, by), () => asked = true, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException || RetryableFault.Is(e))
        {
            return await Fail(ExitCodes.Unreachable, asked
                ? $"No answer came: the package may have been granted or not. Look at the tenant's licence before you repeat. ({e.Message})"
                : e is NpgsqlException
                    ? $"The database does not answer; nothing was granted. ({e.Message})"
                    : $"No silo of the cluster answers; nothing was granted. Start one, then repeat. ({e.Message})");
        }
    }

    private string DataDirectory => Path.GetFullPath(configuration["DataDirectory"] is { Length: > 0 } directory ? directory : ".data");

    /// <summary>The configured master key, else that of the Standalone in this folder.</summary>
    private MasterKeys Keys()
    {
        var file = Path.Combine(DataDirectory, "keys", "master.key");
        return MasterKeys.Read(configuration, File.Exists(file) ? file : null);
    }

    private string? ConnectionString() =>
        configuration.GetConnectionString("Postgres") is { Length: > 0 } configured ? configured : RunningServer.Find(DataDirectory);

    private static async Task<IReadOnlyList<Guid>> Find(string connectionString, string tenant, CancellationToken cancellation)
    {
        await using var database = SiloDatabase.Create(connectionString, poolSize: 1);
        await using var command = database.DataSource.CreateCommand(FindTenant);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant.Trim() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Nip.Normalize(tenant) ?? "" });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetGuid(0));
        return found;
    }

    private async Task<int> Grant(string connectionString, Guid tenantId, GrantPackage grant, Action asking, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var keys = Keys();
        builder.UseOrleansClient(client =>
        {
            client.UseAdoNetClustering(table =>
            {
                table.Invariant = OrleansConnection.Invariant;
                table.ConnectionString = OrleansConnection.ForSilo(connectionString);
            });
            if (SiloOptions.Read(configuration, builder.Environment).Tls)
                client.UseClusterTls(keys);
            // Somebody waits at a terminal: say at once that nobody answers.
            client.UseConnectionRetryFilter((_, _) => Task.FromResult(false));
            client.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = configuration["Cluster:Id"] is { Length: > 0 } id ? id : SiloOptions.ClusterName;
                cluster.ServiceId = SiloOptions.ClusterName;
            });
        });
        using var host = builder.Build();
        await host.StartAsync(cancellation);

        var actor = new Actor(tenantId, Guid.Empty, grant.By, TenantRole.Owner, ActorKind.Operator);
        var tenant = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ITenantOperations>(tenantId);
        asking();
        Outcome<TenantSnapshot> outcome;
        try
        {
            outcome = await tenant.Grant(grant, actor);
        }
        catch (Exception e) when (RetryableFault.Is(e))
        {
            // The same order: if only the answer was lost, it is given now and nothing is granted twice.
            outcome = await tenant.Grant(grant, actor);
        }

        await host.StopAsync(cancellation);
        if (!outcome.Granted(out var snapshot, out var refusal))
            return await Fail(ExitCodes.Refused, $"Refused: {Describe(refusal)}");
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{snapshot.Company} ({tenantId}) has {snapshot.Package}; valid to the beginning of {WarsawTime.DateOf(snapshot.ValidUntil):yyyy-MM-dd} in Warsaw."));
        return ExitCodes.Done;
    }

    private static string Describe(Refusal refusal) => refusal switch
    {
        Refusal.Invalid invalid => string.Join(", ", invalid.Problems.Select(problem => $"{problem.Field} {problem.Code} {string.Join(' ', problem.Arguments)}".TrimEnd())),
        Refusal.TenantGone => "the tenant is deleted",
        _ => refusal.GetType().Name,
    };

    private static async Task<int> Fail(int code, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
