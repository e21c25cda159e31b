using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Testing.Faults;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>A change whose answer was lost is made once; an activation that is not the writer any more changes nothing.</summary>
public sealed class ContractOutcomeTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private CuttingProxy _proxy = null!;
    private TestSilo _silo = null!;
    private TestTenant _tenant = null!;

    [Theory]
    [InlineData(Cut.AfterTheAnswer)]
    [InlineData(Cut.BeforeTheStatement)]
    public async Task Changing_ConnectionCut_ChangedOnceAndAnswered(Cut cut)
    {
        var contract = (await _tenant.RegisterContractAsync(_silo.Grains)).Value();
        var made = _proxy.CutAt("reminder_days = $32", cut);

        var changed = (await Change(_silo, contract.Id, 1, "Dostawa gazu")).Value();

        await made;
        Assert.Equal((2, "Dostawa gazu"), (changed.Version, changed.Contract.Subject));
        Assert.Equal(1L, await Lines(contract.Id, "subject"));
        Assert.Equal(3, (await Change(_silo, contract.Id, 2, "Dostawa wody")).Value().Version);
    }

    [Fact]
    public async Task Changing_ByTheOlderOfTwoActivations_WritesNothing()
    {
        var contract = (await _tenant.RegisterContractAsync(_silo.Grains)).Value();
        await using var newer = await TestSilo.StartAsync(_database.ConnectionString, "other");
        await _tenant.StatusAsync(newer.Grains);

        Assert.IsType<TenantMovedException>(await Record.ExceptionAsync(() => Change(_silo, contract.Id, 1, "Dostawa gazu")));

        Assert.Equal(0L, await Lines(contract.Id, "subject"));
        Assert.Equal(2, (await Change(newer, contract.Id, 1, "Dostawa wody")).Value().Version);
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

    private Task<Outcome<RegisteredContract>> Change(TestSilo silo, Guid id, int version, string subject) =>
        _tenant.Grain(silo.Grains).ChangeContract(new ChangeContract(id, version, TestTenant.Contract(subject)), null, _tenant.Owner);

    private async Task<long> Lines(Guid id, string field)
    {
        await using var command = _database.Owner.CreateCommand("SELECT count(*) FROM app.history WHERE entry_id = $1 AND field = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = field });
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
