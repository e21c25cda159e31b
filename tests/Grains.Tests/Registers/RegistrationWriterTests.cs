using AleSekretariat.Database;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Registers;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>The statement and its batches, without a grain in between (docs/adr/0003).</summary>
public sealed class RegistrationWriterTests : IAsyncLifetime
{
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().AddSingleton<SiloMetrics>().BuildServiceProvider();
    private TestDatabase _tables = null!;
    private SiloDatabase _database = null!;
    private RegistrationWriter _writer = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deadlock_TheBatchIsRepeated_AndEveryRowWritten()
    {
        var (held, one, other) = (await Tenant(), await Tenant(), await Tenant());
        var (first, second) = one.CompareTo(other) < 0 ? (one, other) : (other, one);

        // The writer is kept busy with a row of its own until both rows that will collide wait for it: one batch.
        await using var hold = await Holding(held);
        var busy = _writer.Write(Row(held));
        await UntilWaiting(1);
        await using var adversary = await Holding(second);
        var batch = new[] { _writer.Write(Row(first)), _writer.Write(Row(second)) };
        await hold.Transaction.CommitAsync(Token);
        await busy;
        await UntilWaiting(1); // it has the first tenant and wants the second
        // Now the adversary wants the first: a circle, and the writer's session is the first to notice it.
        await adversary.Lock(first);
        await adversary.Transaction.CommitAsync(Token);

        Assert.All(await Task.WhenAll(batch), result => Assert.IsType<RegistrationResult.Written>(result));
        (await RegisterAudit.OfLettersAsync(_tables, first)).MustAgreeOn(1);
        (await RegisterAudit.OfLettersAsync(_tables, second)).MustAgreeOn(1);
    }

    [Fact]
    public async Task GuiltyRows_AmongMany_OnlyTheyFail()
    {
        var tenants = new List<Guid>();
        for (var i = 0; i < 40; i++)
            tenants.Add(await Tenant());
        await using var hold = await Holding(tenants[0]);
        var busy = _writer.Write(Row(tenants[0]));
        await UntilWaiting(1);

        var rows = tenants.Skip(1).Select((tenant, i) => i % 13 == 5 ? Row(tenant) with { Letter = Row(tenant).Letter with { ContactId = Guid.CreateVersion7() } } : Row(tenant)).ToList();
        var results = rows.ConvertAll(row => _writer.Write(row));
        await hold.Transaction.CommitAsync(Token);
        await busy;

        foreach (var (row, result) in rows.Zip(await Task.WhenAll(results)))
        {
            var guilty = row.Letter.ContactId is not null;
            Assert.IsType(guilty ? typeof(RegistrationResult.Rejected) : typeof(RegistrationResult.Written), result);
            (await RegisterAudit.OfLettersAsync(_tables, row.Head.TenantId)).MustAgreeOn(guilty ? 0 : 1);
        }
    }

    [Theory]
    [InlineData("a counter that skips one", 3, 2, 10)]
    [InlineData("a counter that repeats one", 1, 2, 10)]
    [InlineData("a sequence that skips one", 2, 3, 10)]
    [InlineData("a sequence that repeats one", 2, 1, 10)]
    [InlineData("a counter over the limit", 2, 2, 1)]
    public async Task MemoryThatIsWrong_WritesNothingAtAll(string what, int used, int sequence, int limit)
    {
        var tenant = await Tenant();
        Assert.IsType<RegistrationResult.Written>(await _writer.Write(Row(tenant)));

        var row = Row(tenant);
        var result = await _writer.Write(row with { Head = row.Head with { Used = used, Sequence = sequence, Limit = limit, Id = Guid.CreateVersion7() } });

        Assert.True(result is RegistrationResult.Rejected, what);
        (await RegisterAudit.OfLettersAsync(_tables, tenant)).MustAgreeOn(1);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public async Task FirstRegistration_ThatClaimsNotToBeTheFirst_WritesNothingAtAll(int used, int sequence)
    {
        var tenant = await Tenant();
        var row = Row(tenant);

        Assert.IsType<RegistrationResult.Rejected>(await _writer.Write(row with { Head = row.Head with { Used = used, Sequence = sequence } }));

        (await RegisterAudit.OfLettersAsync(_tables, tenant)).MustAgreeOn(0);
    }

    [Fact]
    public async Task AnotherEpoch_OrADeletion_WritesNothing()
    {
        var (moved, leaving) = (await Tenant(), await Tenant());
        await Execute("UPDATE app.tenant SET deleting_since = now() WHERE tenant_id = $1", leaving);
        var row = Row(moved);

        Assert.IsType<RegistrationResult.Moved>(await _writer.Write(row with { Head = row.Head with { Epoch = 6 } }));
        Assert.IsType<RegistrationResult.Moved>(await _writer.Write(Row(leaving)));

        (await RegisterAudit.OfLettersAsync(_tables, moved)).MustAgreeOn(0);
        (await RegisterAudit.OfLettersAsync(_tables, leaving)).MustAgreeOn(0);
    }

    [Fact]
    public async Task ManyTenants_OnTwoWritersAtOnce_NoneIsLost()
    {
        await using var second = Writer(writers: 2);
        var tenants = new List<Guid>();
        for (var i = 0; i < 30; i++)
            tenants.Add(await Tenant());

        // Each writer takes every tenant's next number in turn: they meet on the same rows in the orders chance gives.
        await Task.WhenAll(tenants.Select(async (tenant, t) =>
        {
            for (var i = 1; i <= 10; i++)
            {
                var row = Row(tenant);
                var result = await ((i + t) % 2 == 0 ? _writer : second).Write(row with { Head = row.Head with { Id = Guid.CreateVersion7(), Used = i, Sequence = i, Number = $"N{i}" } });
                Assert.IsType<RegistrationResult.Written>(result);
            }
        }));

        foreach (var tenant in tenants)
            (await RegisterAudit.OfLettersAsync(_tables, tenant)).MustAgreeOn(10);
    }

    public async ValueTask InitializeAsync()
    {
        _tables = await TestDatabase.CreateAsync();
        _database = SiloDatabase.Create(_tables.ConnectionString, poolSize: 6);
        _writer = Writer(writers: 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _database.DisposeAsync();
        await _metrics.DisposeAsync();
        await _tables.DisposeAsync();
    }

    private RegistrationWriter Writer(int writers) => new(
        _database,
        Options.Create(new RegistrationOptions { Writers = writers, Timeout = TimeSpan.FromSeconds(20) }),
        _metrics.GetRequiredService<SiloMetrics>(),
        NullLogger<RegistrationWriter>.Instance);

    private static CorrespondenceRow Row(Guid tenant) => new(
        new RegistrationHead
        {
            TenantId = tenant,
            Epoch = 7,
            Id = Guid.CreateVersion7(),
            Series = Series.Incoming,
            Year = 2026,
            Sequence = 1,
            Number = "N1",
            Month = new DateOnly(2026, 11, 1),
            Used = 1,
            Limit = null,
            RegisteredAt = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero),
            ActorId = tenant,
            ActorName = "test",
        },
        TestTenant.Letter("Pismo") with { Date = new DateOnly(2026, 11, 23) },
        CorrespondenceStatus.New);

    /// <summary>Only the row: no grain knows of it.</summary>
    private async Task<Guid> Tenant()
    {
        var id = Guid.CreateVersion7();
        await Execute("INSERT INTO app.tenant (tenant_id, epoch, company, opened_at) VALUES ($1, 7, 'test', now())", id);
        return id;
    }

    private async Task Execute(string sql, Guid id)
    {
        await using var command = _tables.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>Until so many of this writer's sessions wait for a lock.</summary>
    private Task UntilWaiting(long sessions) => Patient.Until(async () =>
    {
        await using var command = _tables.Owner.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'WITH input%' AND datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(Token))! >= sessions;
    }, "a session that waits");

    private async Task<Holder> Holding(Guid tenant)
    {
        var connection = await _tables.Owner.OpenConnectionAsync(Token);
        var holder = new Holder(connection, await connection.BeginTransactionAsync(Token));
        await using var patience = new NpgsqlCommand("SET LOCAL deadlock_timeout = '30s'", connection);
        await patience.ExecuteNonQueryAsync(Token);
        await holder.Lock(tenant);
        return holder;
    }

    private sealed record Holder(NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
    {
        public async Task Lock(Guid tenant)
        {
            await using var command = new NpgsqlCommand("SELECT epoch FROM app.tenant WHERE tenant_id = $1 FOR NO KEY UPDATE", Connection);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
            await command.ExecuteNonQueryAsync(Token);
        }

        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }
}
