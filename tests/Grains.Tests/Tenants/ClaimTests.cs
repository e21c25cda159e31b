using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>
/// docs/adr/0004: two live activations of one tenant, forced by two clusters that know nothing of each other on one database.
/// The older one writes nothing more.
/// </summary>
public sealed class ClaimTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestSilo _older = null!;
    private TestSilo _newer = null!;
    private TestTenant _tenant = null!;

    public static TheoryData<string> Writes => ["register", "contract", "annul", "green", "close", "signIn", "grant", "clock"];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task OlderActivation_AfterTheNewerClaimed_WritesNothing(string write)
    {
        var letter = (await _tenant.RegisterAsync(_older.Grains)).Value();
        await _tenant.StatusAsync(_newer.Grains);
        var before = await Everything();

        var fault = await Record.ExceptionAsync(() => Write(write, letter.Id));

        Assert.IsType<TenantMovedException>(fault);
        Assert.Equal(before, await Everything());
        // The newer one goes on as if nothing had been.
        Assert.Equal(2, (await _tenant.RegisterAsync(_newer.Grains)).Value().Sequence);
        Assert.Equal(AccountState.Closing, (await _tenant.Grain(_newer.Grains).Close(new CloseAccount(_tenant.Company), _tenant.Owner)).Value().State);
    }

    [Fact]
    public async Task OlderActivation_WasToldItMoved_ComesBackAsTheNewest()
    {
        (await _tenant.RegisterAsync(_older.Grains)).Value();
        (await _tenant.RegisterAsync(_newer.Grains)).Value();

        var third = (await Patient.Call(() => _tenant.RegisterAsync(_older.Grains))).Value();

        Assert.Equal(3, third.Sequence);
        Assert.IsType<TenantMovedException>(await Record.ExceptionAsync(() => _tenant.RegisterAsync(_newer.Grains)));
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(3);
    }

    [Fact]
    public async Task ManyCallers_OnBothSides_NumbersWithoutGapOrDouble()
    {
        (await _tenant.Operations(_older.Grains).Grant(new GrantPackage(Package.Platinum, BillingPeriod.Month, "test", "test"), _tenant.Operator)).Value();

        var letters = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            Patient.Call(() => _tenant.RegisterAsync(i % 2 == 0 ? _older.Grains : _newer.Grains, key: new IdempotencyKey("test", $"{i}", [1])))));

        Assert.Equal(Enumerable.Range(1, 30), letters.Select(letter => letter.Value().Sequence).Order());
        (await RegisterAudit.OfLettersAsync(_database, _tenant.Id)).MustAgreeOn(30);
    }

    [Fact]
    public async Task Version_OverClaims_NeverGoesBack()
    {
        var seen = new List<long> { (await _tenant.StatusAsync(_older.Grains)).Version };
        (await _tenant.RegisterAsync(_older.Grains)).Value();
        seen.Add((await _tenant.StatusAsync(_older.Grains)).Version);
        seen.Add((await _tenant.StatusAsync(_newer.Grains)).Version);
        (await _tenant.RegisterAsync(_newer.Grains)).Value();
        seen.Add((await _tenant.StatusAsync(_newer.Grains)).Version);
        await Patient.Call(() => _tenant.RegisterAsync(_older.Grains));
        seen.Add((await _tenant.StatusAsync(_older.Grains)).Version);

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(seen.Distinct(), seen);
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _older = await TestSilo.StartAsync(_database.ConnectionString, "one");
        _newer = await TestSilo.StartAsync(_database.ConnectionString, "other");
        _tenant = await TestTenant.OpenAsync(_database, _older.Grains);
    }

    public async ValueTask DisposeAsync()
    {
        await _older.DisposeAsync();
        await _newer.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task Write(string write, Guid letterId)
    {
        var grain = _tenant.Grain(_older.Grains);
        return write switch
        {
            "register" => _tenant.RegisterAsync(_older.Grains),
            "contract" => _tenant.RegisterContractAsync(_older.Grains),
            "annul" => grain.AnnulCorrespondence(new AnnulEntry(letterId, "pomyłka"), null, _tenant.Owner),
            "green" => grain.GoGreen(_tenant.Owner),
            "close" => grain.Close(new CloseAccount(_tenant.Company), _tenant.Owner),
            "signIn" => SignInTomorrow(),
            "grant" => _tenant.Operations(_older.Grains).Grant(new GrantPackage(Package.Gold, BillingPeriod.Year, "test", "test"), _tenant.Operator),
            "clock" => _tenant.AdvanceAsync(_older.Grains, "P400D"),
            _ => throw new ArgumentOutOfRangeException(nameof(write)),
        };

        // The sign-in of another day, or it would change nothing anyway: the clock is the first to notice.
        async Task SignInTomorrow()
        {
            await _tenant.AdvanceAsync(_older.Grains, "P1D");
            await grain.SignedIn(_tenant.Owner);
        }
    }

    /// <summary>Every row of every table but the list of silos and the reminders (arming one too early is harmless), as text.</summary>
    private async Task<string> Everything()
    {
        await using var tables = _database.Owner.CreateCommand("""
            SELECT string_agg(format('SELECT %L || x::text FROM %I.%I AS x', tablename, schemaname, tablename), ' UNION ALL ')
            FROM pg_tables WHERE schemaname IN ('app', 'orleans') AND tablename NOT LIKE 'orleansmembership%' AND tablename <> 'orleansreminderstable'
            """);
        var union = (string)(await tables.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        await using var rows = _database.Owner.CreateCommand($"SELECT string_agg(row, E'\\n' ORDER BY row) FROM ({union}) AS t (row)");
        return (string)(await rows.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
