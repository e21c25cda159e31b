using System.Text.Json;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>Every field of a contract, and changes of it: true differences in the history, nothing lost between two people.</summary>
public sealed class ContractsTests(TestCluster cluster)
{
    private static readonly RegisterContract Lease = new()
    {
        Subject = "Dzierżawa falcerki",
        Parties = [new ContractParty(null, "Grafmasz Serwis sp. z o.o.", "7251868107", "wydzierżawiający", "526965718")],
        SignedOn = new(2024, 12, 12),
        ValidFrom = new(2025, 1, 1),
        ValidTo = new(2095, 12, 31),
        Value = 1850m,
        VatRate = 23m,
        Recurrence = ContractRecurrence.Monthly,
        Notice = new ContractNotice(1, NoticeUnit.Months, NoticeEffect.EndOfMonth),
        Renewal = new ContractRenewal(12, NoticeUnit.Months, 3),
        ReminderDays = [7, 60],
        OriginalPlace = " segregator U-3, szafa 2 ",
        RetentionUntil = new(2105, 12, 31),
        EarlierNumber = "41/2024",
    };

    [Fact]
    public async Task EveryField_IsStoredAsAnswered()
    {
        var tenant = await WithKinds("Dzierżawa");
        var colleague = await tenant.JoinAsync(cluster.Database, cluster.Grains);
        var command = Lease with { Kind = "Dzierżawa", Responsible = tenant.OwnerId, Deputy = colleague.UserId };

        var contract = (await tenant.Grain(cluster.Grains).RegisterContract(command, null, tenant.Owner)).Value();

        Assert.Equal((1, ContractStatus.InForce, new DateOnly(2095, 11, 30)), (contract.Version, contract.Status, contract.LastTerminationDay));
        Assert.Equal("segregator U-3, szafa 2", contract.Contract.OriginalPlace);
        Assert.Equal([60, 7], contract.Contract.ReminderDays!.Value);
        Assert.Equal(
            $"Dzierżawa|23.00|1|12|2|3|60,7|{tenant.OwnerId}|{colleague.UserId}|segregator U-3, szafa 2|2105-12-31|41/2024|2098-12-31|526965718",
            await Scalar<string>("""
                SELECT concat_ws('|', c.contract_kind, c.vat_rate, c.recurrence, c.renewal_amount, c.renewal_unit, c.renewal_times, array_to_string(c.reminder_days, ','),
                  c.responsible, c.deputy, c.original_place, c.retention_until, c.earlier_number, c.final_day, p.regon)
                FROM app.contract AS c JOIN app.contract_party AS p ON p.contract_id = c.id WHERE c.id = $1
                """, contract.Id));
    }

    [Fact]
    public async Task WhatTheCompanyDoesNotHave_IsRefusedAtItsField()
    {
        var tenant = await WithKinds("Najem");
        var colleague = await tenant.JoinAsync(cluster.Database, cluster.Grains);
        (await tenant.Grain(cluster.Grains).SuspendMember(colleague.UserId, tenant.Owner)).Value();
        var stranger = (await cluster.OpenTenantAsync()).OwnerId;

        var refused = (await tenant.Grain(cluster.Grains).RegisterContract(
            Lease with { Kind = "Dzierżawa", Responsible = stranger, Deputy = colleague.UserId }, null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();

        Assert.Equal([("kind", "unknown"), ("responsible", "unknown"), ("deputy", "unknown")], refused.Problems.Select(problem => (problem.Field, problem.Code)));
        Assert.Equal(0, (await tenant.StatusAsync(cluster.Grains)).Contracts.Used);
    }

    [Fact]
    public async Task Change_WritesTheTrueDifferences_AndGrowsTheVersion()
    {
        var (tenant, contract) = await Registered();

        var changed = (await Change(tenant, contract.Id, 1, Lease with { Value = 1900.00m, Notice = null, OriginalPlace = null, Parties = [Lease.Parties[0], new ContractParty(null, "Poręczyciel", null, null)] })).Value();

        Assert.Equal((2, contract.Number, 1900m, 2), (changed.Version, changed.Number, changed.Contract.Value, changed.Contract.Parties.Length));
        Assert.Null(changed.LastTerminationDay);
        Assert.Equal(
            [
                "registered:  → " + contract.Number,
                "parties: Grafmasz Serwis sp. z o.o. (NIP 7251868107, REGON 526965718, wydzierżawiający) → Grafmasz Serwis sp. z o.o. (NIP 7251868107, REGON 526965718, wydzierżawiający); Poręczyciel",
                "value: 1850.00 → 1900.00",
                "notice: 1 months endOfMonth → ",
                "originalPlace: segregator U-3, szafa 2 → ",
            ],
            await History(contract.Id));
        Assert.Equal("Grafmasz Serwis sp. z o.o., Poręczyciel", await Scalar<string>("SELECT parties FROM app.contract WHERE id = $1", contract.Id));
        // One party fewer again: its row goes too.
        (await Change(tenant, contract.Id, 2, Lease)).Value();
        Assert.Equal(1L, await Scalar<long>("SELECT count(*) FROM app.contract_party WHERE contract_id = $1", contract.Id));
    }

    [Fact]
    public async Task Change_TheSameAgain_WritesNothing()
    {
        var (tenant, contract) = await Registered();

        var same = (await Change(tenant, contract.Id, 1, Lease with { Subject = " Dzierżawa falcerki " })).Value();

        Assert.Equal(1, same.Version);
        Assert.Single(await History(contract.Id));
    }

    [Fact]
    public async Task Change_OfAnotherVersion_IsStaleAndLosesNothing()
    {
        var (tenant, contract) = await Registered();
        (await Change(tenant, contract.Id, 1, Lease with { Subject = "Dzierżawa i serwis falcerki" })).Value();

        Assert.Equal(2, (await Change(tenant, contract.Id, 1, Lease with { Subject = "Inna" })).Refusal.Refused<Refusal.Stale>().Version);
        Assert.Equal(3, (await Change(tenant, contract.Id, null, Lease with { Subject = "Inna" })).Value().Version);
    }

    [Fact]
    public async Task Change_TenPeopleAtOnceFromOneVersion_OneIsTaken()
    {
        var (tenant, contract) = await Registered();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Change(tenant, contract.Id, 1, Lease with { Subject = $"Wersja {i}" })));

        Assert.Equal(2, Assert.Single(outcomes, outcome => outcome.Refusal is null).Value().Version);
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => outcome.Refusal.Refused<Refusal.Stale>());
        Assert.Equal(2, (await History(contract.Id)).Count);
    }

    [Fact]
    public async Task Change_RepeatedWithItsKey_AnswersTheSame_AlsoAfterAnother()
    {
        var (tenant, contract) = await Registered();
        var key = new IdempotencyKey("PUT", "a", [1]);
        var wanted = Lease with { Subject = "Dzierżawa i serwis" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Change(tenant, contract.Id, 1, wanted, key)));
        (await Change(tenant, contract.Id, 2, Lease)).Value();
        var late = await Change(tenant, contract.Id, 1, wanted, key);

        Assert.Single(answers.Append(late).Select(answer => JsonSerializer.Serialize(answer.Value())).Distinct(StringComparer.Ordinal));
        (await Change(tenant, contract.Id, 1, wanted, key with { BodyHash = [2] })).Refusal.Refused<Refusal.IdempotencyMismatch>();
    }

    [Fact]
    public async Task Change_AnnulledWrongOrNobodys_IsRefused()
    {
        var (tenant, contract) = await Registered();
        var (other, _) = await Registered();

        (await Change(other, contract.Id, 1, Lease)).Refusal.Refused<Refusal.NotFound>();
        Assert.Equal("validTo", Assert.Single((await Change(tenant, contract.Id, 1, Lease with { ValidTo = null })).Refusal.Refused<Refusal.Invalid>().Problems).Field);
        Assert.Equal("parties[0].contactId", Assert.Single((await Change(tenant, contract.Id, 1, Lease with { Parties = [new ContractParty(Guid.NewGuid(), null, null, null)] }))
            .Refusal.Refused<Refusal.Invalid>().Problems).Field);
        (await tenant.Grain(cluster.Grains).AnnulContract(new AnnulEntry(contract.Id, "pomyłka"), null, tenant.Owner)).Value();
        Assert.Equal("already-annulled", (await Change(tenant, contract.Id, 2, Lease)).Refusal.Refused<Refusal.Conflict>().Reason);
        (await tenant.Grain(cluster.Grains).Close(new CloseAccount(tenant.Company), tenant.Owner)).Value();
        (await Change(tenant, contract.Id, 2, Lease)).Refusal.Refused<Refusal.ReadOnly>();
    }

    [Fact]
    public async Task Change_KeepsWhatIsNoLongerOffered_AndTheNameAPartyHad()
    {
        var tenant = await WithKinds("Dzierżawa");
        var colleague = await tenant.JoinAsync(cluster.Database, cluster.Grains);
        var contact = await Scalar<Guid>("INSERT INTO app.contact (tenant_id, id, name, created_at) VALUES ($1, gen_random_uuid(), 'Dawna nazwa', now()) RETURNING id", tenant.Id);
        var command = Lease with { Kind = "Dzierżawa", Responsible = colleague.UserId, Parties = [new ContractParty(contact, null, null, "najemca")] };
        var contract = (await tenant.Grain(cluster.Grains).RegisterContract(command, null, tenant.Owner)).Value();
        await SetKinds(tenant, "Najem");
        (await tenant.Grain(cluster.Grains).RemoveMember(colleague.UserId, tenant.Owner)).Value();
        await Scalar<Guid>("UPDATE app.contact SET name = 'Nowa nazwa' WHERE id = $1 RETURNING id", contact);

        var changed = (await Change(tenant, contract.Id, 1, command with { Notes = "uwaga" })).Value();

        Assert.Equal((2, "Dzierżawa", colleague.UserId, "Dawna nazwa"), (changed.Version, changed.Contract.Kind, changed.Contract.Responsible, changed.Contract.Parties[0].Name));
        Assert.Equal("notes:  → uwaga", (await History(contract.Id))[^1]);
    }

    private async Task<TestTenant> WithKinds(params string[] kinds)
    {
        var tenant = await cluster.OpenTenantAsync();
        await SetKinds(tenant, kinds);
        return tenant;
    }

    private async Task SetKinds(TestTenant tenant, params string[] kinds) => (await tenant.Grain(cluster.Grains).ChangeSettings(
        new ChangeSettings { Company = tenant.Company, Masks = ["RPW/{seq}/{yyyy}", "WYS/{seq}/{yyyy}", "WEW/{seq}/{yyyy}", "UM/{seq}/{yyyy}"], LetterKinds = [], ContractKinds = [.. kinds] },
        tenant.Owner)).Value();

    private async Task<(TestTenant Tenant, RegisteredContract Contract)> Registered()
    {
        var tenant = await cluster.OpenTenantAsync();
        return (tenant, (await tenant.Grain(cluster.Grains).RegisterContract(Lease, null, tenant.Owner)).Value());
    }

    private Task<Outcome<RegisteredContract>> Change(TestTenant tenant, Guid id, int? version, RegisterContract contract, IdempotencyKey? key = null) =>
        tenant.Grain(cluster.Grains).ChangeContract(new ChangeContract(id, version, contract), key, tenant.Owner);

    private async Task<List<string>> History(Guid id) => [.. await Scalar<string[]>(
        "SELECT array_agg(concat(h.field, ': ', h.before, ' → ', h.after) ORDER BY h.history_id) FROM app.history AS h WHERE h.entry_id = $1", id)];

    private async Task<T> Scalar<T>(string sql, Guid id)
    {
        await using var command = cluster.Database.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
