using System.Text.Json;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Faults;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>Notice is one letter and one marked contract, or neither, whatever happens on the way.</summary>
public sealed class TerminatingTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private CuttingProxy _proxy = null!;
    private TestSilo _silo = null!;
    private TestTenant _tenant = null!;

    [Fact]
    public async Task Notice_IsALetterInItsSeriesAndAMarkedContract()
    {
        var contract = await Register();
        var today = WarsawTime.DateOf((await _tenant.StatusAsync(_silo.Grains)).ServerTime);

        var done = (await Terminate(contract.Id)).Value();

        Assert.Equal(($"WYS/1/{today.Year}", CorrespondenceStatus.Prepared, today), (done.Letter.Number, done.Letter.Status, done.Letter.Letter.Date));
        Assert.Equal(
            (ContractStatus.TerminationGiven, 2, done.Letter.Id, today, new DateOnly(2095, 12, 31)),
            (done.Contract.Status, done.Contract.Version, done.Contract.TerminationLetterId, done.Contract.TerminatedOn, done.Contract.TerminationEffectiveOn));
        Assert.Equal((1, 1), ((await _tenant.StatusAsync(_silo.Grains)).Correspondence.Used, (await _tenant.StatusAsync(_silo.Grains)).Contracts.Used));
        Assert.Equal(
            ["registered:  → " + contract.Number, "status: inForce → terminationGiven", "terminationLetter:  → " + done.Letter.Number, $"terminatedOn:  → {today:yyyy-MM-dd}", "terminationEffectiveOn:  → 2095-12-31"],
            await History(contract.Id));
        Assert.Equal("already-terminated", (await Terminate(contract.Id)).Refusal.Refused<Refusal.Conflict>().Reason);
        Assert.Equal(1, (await _tenant.StatusAsync(_silo.Grains)).Correspondence.Used);
    }

    [Fact]
    public async Task Notice_EffectIsChosenOrComputed_AndTheContractEndsWithIt()
    {
        var contract = await Register();
        var today = WarsawTime.DateOf((await _tenant.StatusAsync(_silo.Grains)).ServerTime);

        Assert.Equal("effectiveOn", Assert.Single((await Terminate(contract.Id, today.AddDays(-1))).Refusal.Refused<Refusal.Invalid>().Problems).Field);
        Assert.Equal(today.AddDays(10), (await Terminate(contract.Id, today.AddDays(10))).Value().Contract.TerminationEffectiveOn);
        (await _tenant.AdvanceAsync(_silo.Grains, "P11D")).Value();

        var changed = (await _tenant.Grain(_silo.Grains).ChangeContract(new ChangeContract(contract.Id, 2, Lease with { Notes = "po wszystkim" }), null, _tenant.Owner)).Value();
        Assert.Equal(ContractStatus.Terminated, changed.Status);
    }

    [Fact]
    public async Task Notice_TheQuotaIsUsedUp_IsRefusedWhole()
    {
        var contract = await Register();
        for (var i = 0; i < 10; i++)
            (await _tenant.RegisterAsync(_silo.Grains)).Value();

        var refused = (await Terminate(contract.Id)).Refusal.Refused<Refusal.QuotaExhausted>();

        Assert.Equal((10, 10), (refused.Used, refused.Limit));
        Assert.Single(await History(contract.Id));
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(10);
        (await _tenant.Grain(_silo.Grains).Close(new CloseAccount(_tenant.Company), _tenant.Owner)).Value();
        (await Terminate(contract.Id)).Refusal.Refused<Refusal.ReadOnly>();
        Assert.Single(await History(contract.Id));
    }

    [Theory]
    [InlineData(Cut.AfterTheAnswer)]
    [InlineData(Cut.BeforeTheStatement)]
    public async Task Notice_ConnectionCut_IsGivenOnceAndAnswered(Cut cut)
    {
        var contract = await Register();
        var made = _proxy.CutAt("termination_effective_on = n.effective_on", cut);

        var done = (await Terminate(contract.Id, key: new IdempotencyKey("t", "a", [1]))).Value();

        await made;
        Assert.Equal(1, done.Letter.Sequence);
        Assert.Equal(5, (await History(contract.Id)).Count);
        Assert.Equal(
            JsonSerializer.Serialize(done), JsonSerializer.Serialize((await Terminate(contract.Id, key: new IdempotencyKey("t", "a", [1]))).Value()));
        Assert.Equal(1L, await Scalar<long>("SELECT count(*) FROM app.correspondence WHERE tenant_id = $1", _tenant.Id));
    }

    [Fact]
    public async Task Notice_OfAContractThatIsNotWhatWasRead_WritesNeither()
    {
        var contract = await Register();
        // Behind the grain's back, between its reading and its writing: the row moves on.
        await using (var trigger = _database.Owner.CreateCommand("""
            CREATE FUNCTION app.meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
            CREATE TRIGGER meddle BEFORE UPDATE ON app.contract FOR EACH ROW EXECUTE FUNCTION app.meddle()
            """))
            await trigger.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var fault = await Record.ExceptionAsync(() => Terminate(contract.Id));

        Assert.IsType<TenantUnavailableException>(fault);
        Assert.Equal(0L, await Scalar<long>("SELECT count(*) FROM app.correspondence WHERE tenant_id = $1", _tenant.Id));
        Assert.Equal(0, (await _tenant.StatusAsync(_silo.Grains)).Correspondence.Used);
    }

    [Fact]
    public async Task Notice_ByTheOlderOfTwoActivations_WritesNeither()
    {
        var contract = await Register();
        await using var newer = await TestSilo.StartAsync(_database.ConnectionString, "other");
        await _tenant.StatusAsync(newer.Grains);

        Assert.IsType<TenantMovedException>(await Record.ExceptionAsync(() => Terminate(contract.Id)));

        Assert.Single(await History(contract.Id));
        Assert.Equal(0L, await Scalar<long>("SELECT count(*) FROM app.correspondence WHERE tenant_id = $1", _tenant.Id));
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _proxy = CuttingProxy.Before(_database);
        _silo = await TestSilo.StartAsync(_proxy.ConnectionString);
        _tenant = await TestTenant.OpenAsync(_database, _silo.Grains);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _proxy.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static readonly RegisterContract Lease = TestTenant.Contract("Dzierżawa falcerki") with
    {
        SignedOn = new(2025, 1, 1),
        ValidTo = new(2095, 12, 31),
        Notice = new ContractNotice(1, NoticeUnit.Months, NoticeEffect.EndOfMonth),
        Renewal = new ContractRenewal(12, NoticeUnit.Months, null),
    };

    private async Task<RegisteredContract> Register() => (await _tenant.Grain(_silo.Grains).RegisterContract(Lease, null, _tenant.Owner)).Value();

    private Task<Outcome<TerminatedContract>> Terminate(Guid id, DateOnly? effectiveOn = null, IdempotencyKey? key = null) => _tenant.Grain(_silo.Grains).TerminateContract(
        new TerminateContract
        {
            ContractId = id,
            EffectiveOn = effectiveOn,
            Letter = new RegisterCorrespondence { Direction = Direction.Outgoing, Subject = "Wypowiedzenie umowy", CorrespondentName = "Grafmasz Serwis" },
        },
        key, _tenant.Owner);

    private async Task<List<string>> History(Guid id) => [.. await Scalar<string[]>(
        "SELECT array_agg(concat(h.field, ': ', h.before, ' → ', h.after) ORDER BY h.history_id) FROM app.history AS h WHERE h.entry_id = $1", id)];

    private async Task<T> Scalar<T>(string sql, Guid id)
    {
        await using var command = _database.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
