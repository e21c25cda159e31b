using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>product.md §1: nothing ever passes the limit, and numbers have no gaps.</summary>
public sealed class QuotaTests(TestCluster cluster)
{
    [Fact]
    public async Task FiftyAtOnce_AtEightOfTen_ExactlyTwoSucceed()
    {
        var tenant = await cluster.OpenTenantAsync();
        for (var i = 0; i < 8; i++)
            (await tenant.RegisterAsync(cluster.Grains)).Value();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tenant.RegisterAsync(cluster.Grains)));

        Assert.Equal(2, outcomes.Count(outcome => outcome.Refusal is null));
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome =>
        {
            var refusal = outcome.Refusal.Refused<Refusal.QuotaExhausted>();
            Assert.Equal((RegisterKind.Correspondence, 10, 10), (refusal.Kind, refusal.Used, refusal.Limit));
        });
        (await RegisterAudit.OfLettersAsync(cluster.Database, tenant.Id)).MustAgreeOn(10);
        var status = await tenant.StatusAsync(cluster.Grains);
        Assert.Equal(new QuotaUse(10, 10), status.Correspondence);
        Assert.Equal(new QuotaUse(0, 10), status.Contracts);
    }

    [Fact]
    public async Task TwoHundredAtOnce_PaidPackage_NumberedWithoutGap()
    {
        var tenant = await cluster.OpenTenantAsync();
        (await tenant.Operations(cluster.Grains).Grant(new GrantPackage(Package.Platinum, BillingPeriod.Month, "test", "test"), tenant.Operator)).Value();

        var letters = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => tenant.RegisterAsync(cluster.Grains, $"Pismo {i}")));

        Assert.Equal(Enumerable.Range(1, 200), letters.Select(letter => letter.Value().Sequence).Order());
        Assert.Equal(200, letters.Select(letter => letter.Value().Number).Distinct(StringComparer.Ordinal).Count());
        (await RegisterAudit.OfLettersAsync(cluster.Database, tenant.Id)).MustAgreeOn(200);
    }

    [Fact]
    public async Task Contracts_HaveACounterOfTheirOwn()
    {
        var tenant = await cluster.OpenTenantAsync();
        for (var i = 0; i < 10; i++)
            (await tenant.RegisterAsync(cluster.Grains)).Value();

        var contracts = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => tenant.RegisterContractAsync(cluster.Grains)));

        Assert.Equal(10, contracts.Count(outcome => outcome.Refusal is null));
        Assert.Equal(RegisterKind.Contracts, contracts.First(outcome => outcome.Refusal is not null).Refusal.Refused<Refusal.QuotaExhausted>().Kind);
    }

    [Fact]
    public async Task Refusal_UsesNoNumber_AndResetsWithTheMonth()
    {
        var tenant = await cluster.OpenTenantAsync();
        for (var i = 0; i < 10; i++)
            (await tenant.RegisterAsync(cluster.Grains)).Value();
        var resetsAt = (await tenant.RegisterAsync(cluster.Grains)).Refusal.Refused<Refusal.QuotaExhausted>().ResetsAt;

        (await tenant.Grain(cluster.Grains).MoveClock(new MoveClock(null, resetsAt), tenant.Owner)).Value();
        var next = (await tenant.RegisterAsync(cluster.Grains)).Value();

        Assert.Equal(WarsawTime.DateOf(resetsAt).Month == 1 ? 1 : 11, next.Sequence);
        Assert.Equal(1, (await tenant.StatusAsync(cluster.Grains)).Correspondence.Used);
    }

    [Fact]
    public async Task YearTurns_WhileRegistering_EveryEntryCountsInItsOwnMonthAndYear()
    {
        var tenant = await cluster.OpenTenantAsync();
        (await tenant.Operations(cluster.Grains).Grant(new GrantPackage(Package.Platinum, BillingPeriod.Year, "test", "test"), tenant.Operator)).Value();
        var year = WarsawTime.DateOf((await tenant.StatusAsync(cluster.Grains)).ServerTime).Year + 1;
        var midnight = WarsawTime.StartOf(new DateOnly(year, 1, 1));
        (await tenant.Grain(cluster.Grains).MoveClock(new MoveClock(null, midnight.AddMilliseconds(-250)), tenant.Owner)).Value();

        var registeredAt = DateTimeOffset.MinValue;
        while (registeredAt < midnight.AddMilliseconds(250))
        {
            var some = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tenant.RegisterAsync(cluster.Grains)));
            registeredAt = some.Max(letter => letter.Value().RegisteredAt);
        }

        await using var command = cluster.Database.Owner.CreateCommand("""
            SELECT c.year = extract(year FROM c.registered_at AT TIME ZONE 'Europe/Warsaw') AS own_year, c.year, count(*), max(c.sequence),
              (SELECT k.used FROM app.tenant_counter AS k WHERE k.tenant_id = $1 AND k.kind = 0 AND extract(year FROM k.month) = c.year),
              (SELECT s.last_sequence FROM app.series_counter AS s WHERE s.tenant_id = $1 AND s.series = 0 AND s.year = c.year)
            FROM app.correspondence AS c WHERE c.tenant_id = $1 GROUP BY 1, 2 ORDER BY c.year
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var years = 0;
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            years++;
            var entries = reader.GetInt64(2);
            Assert.True(reader.GetBoolean(0));
            Assert.Equal((entries, entries, entries), (reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)));
        }

        Assert.Equal(2, years);
    }
}
