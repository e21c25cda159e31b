using System.Text.Json;
using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Registers;
using AleSekretariat.Testing.Orleans;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>api.md: a repeat with the same key answers the same and registers nothing.</summary>
public sealed class IdempotencyTests(TestCluster cluster)
{
    [Fact]
    public async Task SameKey_InParallel_OneEntryAndOneAnswer()
    {
        var tenant = await cluster.OpenTenantAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => tenant.RegisterAsync(cluster.Grains, key: Key("a"))));

        Assert.Single(answers.Select(answer => Json(answer.Value())).Distinct(StringComparer.Ordinal));
        (await RegisterAudit.OfLettersAsync(cluster.Database, tenant.Id)).MustAgreeOn(1);
    }

    [Fact]
    public async Task SameKey_ForAContract_AnswersTheSame()
    {
        var tenant = await cluster.OpenTenantAsync();

        var first = (await tenant.RegisterContractAsync(cluster.Grains, key: Key("a"))).Value();
        var second = (await tenant.RegisterContractAsync(cluster.Grains, key: Key("a"))).Value();

        Assert.Equal(Json(first), Json(second));
        Assert.Equal(1, (await tenant.StatusAsync(cluster.Grains)).Contracts.Used);
    }

    [Fact]
    public async Task SameKey_OtherBody_IsAMismatch()
    {
        var tenant = await cluster.OpenTenantAsync();
        (await tenant.RegisterAsync(cluster.Grains, key: Key("a"))).Value();

        var other = await tenant.RegisterAsync(cluster.Grains, "Inne pismo", Key("a", body: 2));

        other.Refusal.Refused<Refusal.IdempotencyMismatch>();
        (await RegisterAudit.OfLettersAsync(cluster.Database, tenant.Id)).MustAgreeOn(1);
    }

    [Fact]
    public async Task SameKey_OtherRouteOrTenant_IsAnotherRequest()
    {
        var (one, other) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());

        (await one.RegisterAsync(cluster.Grains, key: Key("a"))).Value();
        (await one.RegisterAsync(cluster.Grains, key: Key("a") with { Route = "form" })).Value();
        (await other.RegisterAsync(cluster.Grains, key: Key("a"))).Value();

        (await RegisterAudit.OfLettersAsync(cluster.Database, one.Id)).MustAgreeOn(2);
        (await RegisterAudit.OfLettersAsync(cluster.Database, other.Id)).MustAgreeOn(1);
    }

    [Fact]
    public async Task RetryOfTheTenth_AfterTheQuotaIsUsedUp_AnswersTheTenth()
    {
        var tenant = await cluster.OpenTenantAsync();
        for (var i = 0; i < 9; i++)
            (await tenant.RegisterAsync(cluster.Grains)).Value();
        var tenth = (await tenant.RegisterAsync(cluster.Grains, key: Key("ten"))).Value();

        Assert.Equal(Json(tenth), Json((await tenant.RegisterAsync(cluster.Grains, key: Key("ten"))).Value()));
        (await tenant.RegisterAsync(cluster.Grains, key: Key("ten", body: 2))).Refusal.Refused<Refusal.IdempotencyMismatch>();
        (await tenant.RegisterAsync(cluster.Grains, key: Key("eleven"))).Refusal.Refused<Refusal.QuotaExhausted>();
    }

    [Fact]
    public async Task RefusedKey_MayBeUsedAgain()
    {
        var tenant = await cluster.OpenTenantAsync();

        (await tenant.RegisterAsync(cluster.Grains, "x", Key("a"))).Refusal.Refused<Refusal.Invalid>();

        (await tenant.RegisterAsync(cluster.Grains, "Dobre pismo", Key("a", body: 2))).Value();
    }

    [Fact]
    public async Task Annulling_SameKey_AnswersTheSame_AlsoInReadOnly()
    {
        var tenant = await cluster.OpenTenantAsync();
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();
        var grain = tenant.Grain(cluster.Grains);

        var first = (await grain.AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), Key("b"), tenant.Owner)).Value();
        var again = (await grain.AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), Key("b"), tenant.Owner)).Value();
        (await grain.Close(new CloseAccount(tenant.Company), tenant.Owner)).Value();
        var closing = (await grain.AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), Key("b"), tenant.Owner)).Value();

        Assert.Equal(first, again);
        Assert.Equal(first, closing);
    }

    [Fact]
    public async Task Sweep_DeletesOnlyKeysOlderThanTwoDays()
    {
        var tenant = await cluster.OpenTenantAsync();
        (await tenant.RegisterAsync(cluster.Grains, key: Key("old"))).Value();
        (await tenant.RegisterAsync(cluster.Grains, key: Key("new"))).Value();
        await using (var age = cluster.Database.Owner.CreateCommand(
            "UPDATE app.idempotency_key SET created_at = now() - interval '49 hours' WHERE tenant_id = $1 AND key = 'old'"))
        {
            age.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id });
            await age.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var database = SiloDatabase.Create(cluster.Database.ConnectionString, poolSize: 2);
        using var sweep = new IdempotencySweep(database, TimeProvider.System, NullLogger<IdempotencySweep>.Instance);
        await sweep.SweepOnce(TestContext.Current.CancellationToken);

        await using var left = cluster.Database.Owner.CreateCommand("SELECT string_agg(key, ',') FROM app.idempotency_key WHERE tenant_id = $1");
        left.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id });
        Assert.Equal("new", await left.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static IdempotencyKey Key(string key, byte body = 1) => new("POST /api/v1/correspondence", key, [body, 0, 0]);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
