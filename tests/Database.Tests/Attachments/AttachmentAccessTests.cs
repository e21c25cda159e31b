using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests.Attachments;

/// <summary>The database's own no: what hangs on a letter is seen by whoever sees the letter, and a file needs its line of history.</summary>
public sealed class AttachmentAccessTests : IAsyncLifetime
{
    private readonly Guid _tenant = Guid.CreateVersion7();
    private readonly Guid _registrar = Guid.CreateVersion7();
    private TestDatabase _database = null!;
    private WebDatabase _web = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _web = WebDatabase.Create(_database.ConnectionString);
        await ExecuteAsync("INSERT INTO app.tenant (tenant_id, company, opened_at) VALUES ($1, 'Firma', now())", _tenant);
        foreach (var (confidential, sequence) in ((bool, int)[])[(false, 1), (true, 2)])
        {
            await ExecuteAsync("""
                WITH letter AS (
                  INSERT INTO app.correspondence (tenant_id, id, direction, year, sequence, number, registered_at, registered_by, registered_by_name, document_date, subject, confidential, status)
                  VALUES ($1, gen_random_uuid(), 0, 2026, $3, 'RPW/' || $3, now(), $2, 'Ala', '2026-11-25', 'Pismo', $4, 0)
                  RETURNING id
                ), line AS (
                  INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, after)
                  SELECT $1, l.id, 0, now(), $2, 'Ala', 'attachment', 'skan.pdf' FROM letter AS l
                  RETURNING entry_id, history_id
                )
                INSERT INTO app.attachment (tenant_id, id, kind, entry_id, name, media_type, size, sha256, history_id)
                SELECT $1, gen_random_uuid(), 0, l.entry_id, 'skan.pdf', 'application/pdf', 1, sha256('x'), l.history_id FROM line AS l
                """, _tenant, _registrar, sequence, confidential);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Confidential_IsSeenByWhoSeesTheLetter()
    {
        Assert.Equal(2, await SeenAsync(_tenant, _registrar));
        Assert.Equal(1, await SeenAsync(_tenant, Guid.CreateVersion7()));
        Assert.Equal(1, await SeenAsync(_tenant, null));
        Assert.Equal(0, await SeenAsync(Guid.CreateVersion7(), _registrar));
    }

    [Fact]
    public async Task WithoutItsLineOfHistory_ThereIsNone()
    {
        var fault = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("""
            INSERT INTO app.attachment (tenant_id, id, kind, entry_id, name, media_type, size, sha256, history_id)
            SELECT a.tenant_id, gen_random_uuid(), 0, gen_random_uuid(), 'a.pdf', 'application/pdf', 1, sha256('x'), a.history_id FROM app.attachment AS a WHERE a.tenant_id = $1 LIMIT 1
            """, _tenant));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, fault.SqlState);
    }

    private Task<long> SeenAsync(Guid tenant, Guid? account) => _web.ReadAsTenantAsync(
        tenant,
        account,
        async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand("SELECT count(*) FROM app.attachment", connection, transaction);
            return (long)(await command.ExecuteScalarAsync(token))!;
        },
        TestContext.Current.CancellationToken);

    private async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = _database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
