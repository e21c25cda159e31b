using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Faults;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>architecture.md, "Unknown outcome": the connection fails at commit, and still there is one entry and the right answer.</summary>
public sealed class UnknownOutcomeTests : IAsyncLifetime
{
    private const string Registration = "INSERT INTO app.tenant_counter";
    private const string RegistrationBegins = "WITH input AS MATERIALIZED"; // the server shows the first kilobyte of a query
    private const string Attachment = "INSERT INTO app.attachment";
    private const string Annulment = "annul_reason = $7";
    private const string Change = "SET version = $5";

    private TestDatabase _database = null!;
    private CuttingProxy _proxy = null!;
    private TestSilo _silo = null!;
    private TestTenant _tenant = null!;

    [Theory]
    [InlineData(Cut.AfterTheAnswer)]
    [InlineData(Cut.BeforeTheStatement)]
    public async Task Registering_ConnectionCut_OneEntryAndItsAnswer(Cut cut)
    {
        var made = _proxy.CutAt(Registration, cut);

        var letter = (await _tenant.RegisterAsync(_silo.Grains)).Value();
        var contract = (await _tenant.RegisterContractAsync(_silo.Grains)).Value();
        var second = (await _tenant.RegisterAsync(_silo.Grains)).Value();

        await made;
        Assert.Equal((1, 2, 1), (letter.Sequence, second.Sequence, contract.Sequence));
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(2);
        Assert.True(await Exists(letter.Id));
        Assert.Equal(2, (await _tenant.StatusAsync(_silo.Grains)).Correspondence.Used);
    }

    [Fact(Timeout = 30_000)]
    public async Task Registering_ConnectionCutWhileTheStatementWaits_TheOrphanIsWaitedForAndItsEntryAnswered()
    {
        // The tenant's row is held, so that the statement is under way and not committed when the connection goes.
        await using var holder = await _database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var hold = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Lock(holder, _tenant.Id);
        var made = _proxy.CutAt(Registration, Cut.WhileItRuns);

        var registering = _tenant.RegisterAsync(_silo.Grains, key: new IdempotencyKey("test", "a", [1]));
        await made;
        await UntilWaiting("UPDATE app.tenant");
        await hold.CommitAsync(TestContext.Current.CancellationToken);

        var letter = (await registering).Value();
        Assert.Equal(1, letter.Sequence);
        Assert.True(await Exists(letter.Id));
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(1);
        Assert.Equal(letter.Id, (await _tenant.RegisterAsync(_silo.Grains, key: new IdempotencyKey("test", "a", [1]))).Value().Id);
    }

    [Fact(Timeout = 30_000)]
    public async Task Registering_SessionEndedByTheServer_OneEntry()
    {
        await using var holder = await _database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var hold = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Lock(holder, _tenant.Id);

        var registering = _tenant.RegisterAsync(_silo.Grains);
        await UntilWaiting(RegistrationBegins);
        await using (var end = _database.Owner.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '{RegistrationBegins}%' AND pid <> pg_backend_pid()"))
            await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await hold.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, (await registering).Value().Sequence);
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(1);
    }

    [Theory]
    [InlineData(Cut.AfterTheAnswer)]
    [InlineData(Cut.BeforeTheStatement)]
    public async Task Annulling_ConnectionCut_AnnulledOnceAndAnswered(Cut cut)
    {
        var letter = (await _tenant.RegisterAsync(_silo.Grains)).Value();
        var made = _proxy.CutAt(Annulment, cut);

        var annulled = (await _tenant.Grain(_silo.Grains).AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), null, _tenant.Owner)).Value();

        await made;
        Assert.Equal((letter.Number, 2), (annulled.Number, annulled.Version));
        await using var command = _database.Owner.CreateCommand("SELECT count(*) FROM app.history WHERE entry_id = $1 AND field = 'status'");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = letter.Id });
        Assert.Equal(1L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Cut.AfterTheAnswer)]
    [InlineData(Cut.BeforeTheStatement)]
    public async Task ChangingALetter_ConnectionCut_ChangedOnceAndAnswered(Cut cut)
    {
        var letter = (await _tenant.RegisterAsync(_silo.Grains)).Value();
        var made = _proxy.CutAt(Change, cut);

        var changed = (await _tenant.Grain(_silo.Grains).ChangeCorrespondence(new ChangeCorrespondence(letter.Id, 1, TestTenant.Letter("Poprawione")), null, _tenant.Owner)).Value();

        await made;
        Assert.Equal((letter.Number, 2), (changed.Number, changed.Version));
        await using var command = _database.Owner.CreateCommand("SELECT count(*) FROM app.history WHERE entry_id = $1 AND field = 'subject'");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = letter.Id });
        Assert.Equal(1L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Cut.AfterTheAnswer)]
    [InlineData(Cut.BeforeTheStatement)]
    public async Task Attaching_ConnectionCut_AttachedOnceAndCountedOnce(Cut cut)
    {
        var letter = (await _tenant.RegisterAsync(_silo.Grains)).Value();
        var file = new AttachFile { EntryId = letter.Id, Id = Guid.CreateVersion7(), Name = "skan.pdf", MediaType = "application/pdf", Size = 1000, Sha256 = new byte[32] };
        var made = _proxy.CutAt(Attachment, cut);

        Assert.Equal(file.Id, (await _tenant.Grain(_silo.Grains).AttachToCorrespondence(file, null, _tenant.Owner)).Value().Id);

        await made;
        Assert.Equal(1000, (await _tenant.StatusAsync(_silo.Grains)).Storage.Used);
        await using var command = _database.Owner.CreateCommand("SELECT count(*) || '/' || sum(t.storage_used) FROM app.attachment AS a JOIN app.tenant AS t USING (tenant_id)");
        Assert.Equal("1/1000", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DatabaseAway_FaultToRepeat_AndNothingLostOrDoubled()
    {
        (await _tenant.RegisterAsync(_silo.Grains)).Value();
        _proxy.Close(closed: true);

        var fault = await Record.ExceptionAsync(() => _tenant.RegisterAsync(_silo.Grains));
        Assert.NotNull(fault);
        Assert.True(RetryableFault.Is(fault), fault.ToString());

        _proxy.Close(closed: false);
        Assert.Equal(2, (await Patient.Call(() => _tenant.RegisterAsync(_silo.Grains))).Value().Sequence);
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(2);
    }

    [Theory]
    [InlineData(Cut.AfterTheAnswer)]
    [InlineData(Cut.BeforeTheStatement)]
    public async Task LicenceChange_ConnectionCutAtTheStateWrite_FaultToRepeat_AndTheTruthAfterwards(Cut cut)
    {
        var made = _proxy.CutAt("UPDATE OrleansStorage", cut);

        var fault = await Record.ExceptionAsync(() => _tenant.Grain(_silo.Grains).Close(new CloseAccount(_tenant.Company), _tenant.Owner));
        await made;
        Assert.True(fault is null || RetryableFault.Is(fault), fault?.ToString());

        var status = await Patient.Call(() => _tenant.StatusAsync(_silo.Grains));
        var written = cut == Cut.AfterTheAnswer;
        Assert.Equal(written, status.State == Domain.Licensing.AccountState.Closing);
        Assert.Equal(Domain.Licensing.AccountState.Closing, (await _tenant.Grain(_silo.Grains).Close(new CloseAccount(_tenant.Company), _tenant.Owner)).Value().State);
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

    private static async Task Lock(NpgsqlConnection connection, Guid tenantId)
    {
        await using var command = new NpgsqlCommand("SELECT epoch FROM app.tenant WHERE tenant_id = $1 FOR NO KEY UPDATE", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        await command.ExecuteNonQueryAsync();
    }

    private async Task UntilWaiting(string query)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        await using var command = _database.Owner.CreateCommand(
            $"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '{query}%' AND pid <> pg_backend_pid())");
        while (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is not true)
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    private async Task<bool> Exists(Guid entryId)
    {
        await using var command = _database.Owner.CreateCommand("SELECT EXISTS (SELECT FROM app.correspondence WHERE id = $1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entryId });
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
