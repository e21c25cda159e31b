using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(House))]

namespace AleSekretariat.Web.Tests.Hosting;

/// <summary>One silo and two web nodes over a database of their own, for all tests; each test opens tenants of its own.</summary>
public sealed class House : IAsyncLifetime
{
    private TestSilo? _silo;
    private WebNode? _first;
    private WebNode? _second;

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Where silo and web nodes keep blobs.</summary>
    public string BlobFolder { get; } = Directory.CreateTempSubdirectory("blobs").FullName;

    public TestSilo Silo => _silo!;

    public WebNode First => _first!;

    public WebNode Second => _second!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        KeyValuePair<string, string?> blobs = new("Blobs:Directory", BlobFolder);
        _silo = await TestSilo.StartAsync(Database.ConnectionString, settings: new Dictionary<string, string?>([blobs], StringComparer.Ordinal));
        _first = await WebNode.StartAsync(Database.ConnectionString, blobs);
        _second = await WebNode.StartAsync(Database.ConnectionString, blobs);
    }

    public async ValueTask DisposeAsync()
    {
        if (_second is not null)
            await _second.DisposeAsync();
        if (_first is not null)
            await _first.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(BlobFolder, recursive: true);
    }

    /// <summary>A new company on Green, through the API of the first node.</summary>
    public Task<TenantClient> SignUpAsync(string company = "Drukarnia Łabędź") => TenantClient.SignUpAsync(First, company);

    /// <summary>A new company with a paid package for a month.</summary>
    public async Task<TenantClient> SignUpAsync(Package package)
    {
        var tenant = await SignUpAsync();
        await GrantAsync(tenant, package);
        return tenant;
    }

    /// <summary>Grants a package as the operator does.</summary>
    public async Task GrantAsync(TenantClient tenant, Package package)
    {
        var operations = First.Services.GetRequiredService<IGrainFactory>().GetGrain<ITenantOperations>(tenant.TenantId);
        var outcome = await operations.Grant(
            new GrantPackage(package, BillingPeriod.Month, "test", "tester"),
            new Actor(tenant.TenantId, Guid.Empty, "tester", TenantRole.Owner, ActorKind.Operator));
        Assert.True(outcome.Granted(out _, out var refusal), refusal?.ToString());
    }

    /// <summary>The person followed the link in the mail that confirms their address.</summary>
    public Task ConfirmAsync(TenantClient person) =>
        ScalarAsync<int>("WITH s AS (UPDATE app.account SET email_confirmed = true WHERE email = $1 RETURNING 1) SELECT count(*)::int FROM s", person.Email);

    /// <summary>One value of the database, seen with the owner's rights.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Entries stored, monthly counts and numbers given of a tenant: what bad input must leave alone.</summary>
    public async Task<(long Entries, long Used, long Numbers, long Keys)> TracesAsync(Guid tenantId) => (
        await ScalarAsync<long>("SELECT (SELECT count(*) FROM app.correspondence WHERE tenant_id = $1) + (SELECT count(*) FROM app.contract WHERE tenant_id = $1)", tenantId),
        await ScalarAsync<long>("SELECT coalesce(sum(used), 0)::bigint FROM app.tenant_counter WHERE tenant_id = $1", tenantId),
        await ScalarAsync<long>("SELECT coalesce(sum(last_sequence), 0)::bigint FROM app.series_counter WHERE tenant_id = $1", tenantId),
        await ScalarAsync<long>("SELECT count(*) FROM app.idempotency_key WHERE tenant_id = $1", tenantId));
}
