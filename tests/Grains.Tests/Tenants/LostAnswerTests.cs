using System.Diagnostics;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Faults;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>Answers lost on the way: what was written counts once, and nobody is told that it was not.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private CuttingProxy _proxy = null!;
    private TestSilo _silo = null!;
    private TestTenant _tenant = null!;

    [Fact]
    public async Task Granted_AnswerLost_TheSameOrderAgainGrantsNothing()
    {
        var grant = new GrantPackage(Package.Gold, BillingPeriod.Month, "wsparcie", "Anna");
        var made = _proxy.CutAt("UPDATE OrleansStorage", Cut.AfterTheAnswer);
        var fault = await Record.ExceptionAsync(() => Grant(grant));
        await made;
        Assert.True(fault is null || RetryableFault.Is(fault), fault?.ToString());

        var snapshot = (await Patient.Call(() => Grant(grant))).Value();

        Assert.Equal(WarsawTime.StartOf(WarsawTime.DateOf(snapshot.ServerTime).AddMonths(1)), snapshot.ValidUntil);
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM app.licence_history WHERE kind = 'granted'"));
    }

    [Fact]
    public async Task DeletionMarked_AnswerLost_TheNextTickGoesOn()
    {
        (await _tenant.Grain(_silo.Grains).Close(new CloseAccount(_tenant.Company), _tenant.Owner)).Value();
        var made = _proxy.CutAt("SET deleting_since", Cut.AfterTheAnswer);
        Assert.NotNull(await Record.ExceptionAsync(() => _tenant.AdvanceAsync(_silo.Grains, "P4D")));
        await made;

        await TenantAlone.RingAsync(_tenant, _silo.Grains);

        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM app.tenant"));
    }

    [Fact]
    public async Task Registered_AnswerLostAndTenantClaimedElsewhere_TheEntryIsAnswered()
    {
        // The claim of another comes with the very commit whose answer is lost.
        await ExecuteAsync(ClaimedAfter("INSERT"));
        var made = _proxy.CutAt("INSERT INTO app.tenant_counter", Cut.AfterTheAnswer);

        var letter = (await _tenant.RegisterAsync(_silo.Grains)).Value();

        await made;
        Assert.Equal(1L, await ScalarAsync($"SELECT count(*) FROM app.correspondence WHERE id = '{letter.Id}'"));
        await ExecuteAsync("DROP FUNCTION public.claim() CASCADE");
        Assert.Equal(2, (await Patient.Call(() => _tenant.RegisterAsync(_silo.Grains))).Value().Sequence);
    }

    [Fact]
    public async Task Annulled_AnswerLostAndTenantClaimedElsewhere_TheAnnulmentIsAnswered()
    {
        var letter = (await _tenant.RegisterAsync(_silo.Grains)).Value();
        await ExecuteAsync(ClaimedAfter("UPDATE"));
        var made = _proxy.CutAt("annul_reason = $7", Cut.AfterTheAnswer);

        var annulled = (await _tenant.Grain(_silo.Grains).AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), null, _tenant.Owner)).Value();

        await made;
        Assert.Equal((letter.Number, 2), (annulled.Number, annulled.Version));
    }

    [Fact]
    public async Task ConnectionsDroppedSilently_ATenantWaitsForSecondsOnly()
    {
        (await _tenant.RegisterAsync(_silo.Grains)).Value();
        _proxy.DropSilently();

        var began = Stopwatch.GetTimestamp();
        var letter = (await Patient.Call(() => _tenant.RegisterAsync(_silo.Grains))).Value();

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(12), Stopwatch.GetElapsedTime(began).ToString());
        Assert.Equal(2, letter.Sequence);
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(2);
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

    private static string ClaimedAfter(string operation) => $"""
        CREATE FUNCTION public.claim() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN UPDATE app.tenant SET epoch = epoch + 1 WHERE tenant_id = NEW.tenant_id; RETURN NULL; END $$;
        CREATE TRIGGER claim AFTER {operation} ON app.correspondence FOR EACH ROW EXECUTE FUNCTION public.claim();
        """;

    private Task<Outcome<TenantSnapshot>> Grant(GrantPackage grant) => _tenant.Operations(_silo.Grains).Grant(grant, _tenant.Operator);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var command = _database.Owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
