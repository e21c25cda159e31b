using System.Text.Json;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>Annexes are added one after the other and nobody may touch them afterwards.</summary>
public sealed class AnnexTests(TestCluster cluster)
{
    private static readonly RegisterContract Lease = TestTenant.Contract("Dzierżawa") with
    {
        SignedOn = new(2024, 12, 12),
        ValidFrom = new(2025, 1, 1),
        ValidTo = new(2095, 12, 31),
        Value = 1650m,
        Notice = new ContractNotice(3, NoticeUnit.Months, NoticeEffect.None),
    };

    [Fact]
    public async Task Annex_TellsItsChanges_AndMovesTheContractOn()
    {
        var (tenant, contract) = await Registered();

        var first = (await Add(tenant, contract.Id, new AnnexTerm(TermField.Value, "1750.00"), new AnnexTerm(TermField.Notice, "1 months endOfMonth"))).Value();
        var second = (await Add(tenant, contract.Id, new AnnexTerm(TermField.Value, "1850.00"), new AnnexTerm(TermField.ValidTo, null))).Value();

        Assert.Equal([new AnnexDifference("value", "1650.00", "1750.00"), new AnnexDifference("notice", "3 months none", "1 months endOfMonth")], first.Changes);
        Assert.Equal([new AnnexDifference("value", "1750.00", "1850.00"), new AnnexDifference("validTo", "2095-12-31", null)], second.Changes);
        Assert.Equal((2, 3), (first.Version, second.Version));
        Assert.Equal(
            ["registered", "annex", "value", "notice", "annex", "value", "validTo"],
            await Scalar<string[]>("SELECT array_agg(field ORDER BY history_id) FROM app.history WHERE entry_id = $1", contract.Id));
        Assert.True(await Scalar<bool>("SELECT final_day IS NULL AND valid_to = '2095-12-31' AND value = 1650 FROM app.contract WHERE id = $1", contract.Id));
        // A correction of the contract itself leaves the annexes alone, and answers the terms in force.
        var changed = (await tenant.Grain(cluster.Grains).ChangeContract(new ChangeContract(contract.Id, 3, Lease with { Subject = "Dzierżawa falcerki" }), null, tenant.Owner)).Value();
        Assert.Null(changed.LastTerminationDay);
        Assert.Equal(2L, await Scalar<long>("SELECT count(*) FROM app.contract_annex WHERE contract_id = $1", contract.Id));
    }

    [Fact]
    public async Task Annex_SameKeyInParallel_IsOne()
    {
        var (tenant, contract) = await Registered();
        var key = new IdempotencyKey("annex", "a", [1]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Add(tenant, contract.Id, key, new AnnexTerm(TermField.Value, "1750.00"))));

        Assert.Single(answers.Select(answer => JsonSerializer.Serialize(answer.Value())).Distinct(StringComparer.Ordinal));
        Assert.Equal(1L, await Scalar<long>("SELECT count(*) FROM app.contract_annex WHERE contract_id = $1", contract.Id));
    }

    [Fact]
    public async Task Annex_WrongStaleAnnulledOrNobodys_IsRefused()
    {
        var (tenant, contract) = await Registered();
        var (other, _) = await Registered();
        var grain = tenant.Grain(cluster.Grains);

        (await Add(other, contract.Id, new AnnexTerm(TermField.Value, "1.00"))).Refusal.Refused<Refusal.NotFound>();
        Assert.Equal("changes", Assert.Single((await Add(tenant, contract.Id)).Refusal.Refused<Refusal.Invalid>().Problems).Field);
        Assert.Equal("changes.value", Assert.Single((await Add(tenant, contract.Id, new AnnexTerm(TermField.Value, "-1.00"))).Refusal.Refused<Refusal.Invalid>().Problems).Field);
        (await grain.AddAnnex(new AddAnnex { ContractId = contract.Id, ExpectedVersion = 7, Number = "1", Changes = [], Description = "opis" }, null, tenant.Owner)).Refusal.Refused<Refusal.Stale>();
        (await grain.AnnulContract(new AnnulEntry(contract.Id, "pomyłka"), null, tenant.Owner)).Value();
        Assert.Equal("already-annulled", (await Add(tenant, contract.Id, new AnnexTerm(TermField.Value, "1.00"))).Refusal.Refused<Refusal.Conflict>().Reason);
    }

    [Fact]
    public async Task Annex_OnceThere_IsChangedByNobody()
    {
        var (tenant, contract) = await Registered();
        (await Add(tenant, contract.Id, new AnnexTerm(TermField.Value, "1750.00"))).Value();

        await using var connection = await cluster.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SET ROLE ale_silo; UPDATE app.contract_annex SET number = '2'", connection);

        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
    }

    private async Task<(TestTenant Tenant, RegisteredContract Contract)> Registered()
    {
        var tenant = await cluster.OpenTenantAsync();
        return (tenant, (await tenant.Grain(cluster.Grains).RegisterContract(Lease, null, tenant.Owner)).Value());
    }

    private Task<Outcome<AddedAnnex>> Add(TestTenant tenant, Guid id, params AnnexTerm[] changes) => Add(tenant, id, null, changes);

    private Task<Outcome<AddedAnnex>> Add(TestTenant tenant, Guid id, IdempotencyKey? key, params AnnexTerm[] changes) =>
        tenant.Grain(cluster.Grains).AddAnnex(new AddAnnex { ContractId = id, Number = " 1 ", Changes = [.. changes] }, key, tenant.Owner);

    private async Task<T> Scalar<T>(string sql, Guid id)
    {
        await using var command = cluster.Database.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
