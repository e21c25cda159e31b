using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests.Access;

/// <summary>
/// The database's own no, table by table, as the catalog knows them: a new table without row-level security fails here. Each table
/// gets a row of one tenant, whatever its columns are: its constraints are dropped first, in a database of this class alone.
/// </summary>
public sealed class TableAccessTests : IAsyncLifetime
{
    private const string AllTables = "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1";

    private const string TenantTables = """
        SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1
        """;

    private const string DropConstraints = """
        DO $$
        DECLARE it record;
        BEGIN
          FOR it IN SELECT conrelid::regclass AS tab, conname FROM pg_constraint WHERE connamespace = 'app'::regnamespace AND contype IN ('f', 'c', 'p', 'u') ORDER BY contype = 'f' DESC LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', it.tab, it.conname);
          END LOOP;
          FOR it IN SELECT a.attrelid::regclass AS tab, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
                    WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.attnotnull AND a.attidentity = '' AND NOT a.attisdropped LOOP
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', it.tab, it.attname);
          END LOOP;
        END $$
        """;

    private readonly Guid _tenant = Guid.CreateVersion7();
    private TestDatabase _database = null!;
    private WebDatabase _web = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await ExecuteAsync(DropConstraints);
        foreach (var table in await NamesAsync(TenantTables))
            await ExecuteAsync($"INSERT INTO app.{table} (tenant_id) VALUES ('{_tenant}')");
        _web = WebDatabase.Create(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task EveryTable_HasALine_AndEveryLineATable() => Assert.Equal(await NamesAsync(AllTables), AccessTable.Tables.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void WhatIsOpenOrWritten_SaysWhy() =>
        Assert.Empty(AccessTable.Tables.Values.Where(line => !line.SaysWhy && (line.Web == "open" || line.WebWrites != "-" || line.Operator != "-")).Select(line => line.Table));

    [Fact]
    public async Task WebWithoutATenant_SeesNoRowOfOne()
    {
        foreach (var table in await NamesAsync(TenantTables))
        {
            var seen = await SeenAsync(table, tenantId: null);
            Assert.True(seen is null or 0 || AccessTable.Tables[table].Web == "open", $"{table}: {seen} rows");
        }
    }

    [Fact]
    public async Task WebAsAnotherTenant_SeesNoRowOfThisOne()
    {
        foreach (var table in await NamesAsync(TenantTables))
        {
            var seen = await SeenAsync(table, Guid.CreateVersion7());
            Assert.True(seen is null or 0 || AccessTable.Tables[table].Web == "open", $"{table}: {seen} rows");
        }
    }

    [Fact]
    public async Task Web_ReadsWhatTheTableSays()
    {
        foreach (var line in AccessTable.Tables.Values)
        {
            var reads = await ScalarAsync<bool>($"SELECT has_table_privilege('ale_web', 'app.{line.Table}', 'SELECT') OR has_any_column_privilege('ale_web', 'app.{line.Table}', 'SELECT')");
            Assert.True(reads == (line.Web != "none"), $"{line.Table}: web reads is {reads}");
            var secured = await ScalarAsync<bool>($"SELECT relrowsecurity FROM pg_class WHERE oid = 'app.{line.Table}'::regclass");
            Assert.True(secured || line.Web == "open" || await IsWithoutTenantAsync(line.Table), $"{line.Table} has no row-level security");
        }
    }

    [Fact]
    public async Task Web_WritesWhatTheTableSays_AndNoRegister()
    {
        foreach (var line in AccessTable.Tables.Values)
            Assert.Equal($"{line.Table} {line.WebWrites}", $"{line.Table} {await WritesAsync("ale_web", line.Table)}");
    }

    [Fact]
    public async Task Operator_SeesOverviewAndMoneyOnly()
    {
        foreach (var line in AccessTable.Tables.Values)
        {
            var reads = await ScalarAsync<bool>($"SELECT has_any_column_privilege('ale_operator', 'app.{line.Table}', 'SELECT')");
            Assert.True(reads == (line.Operator == "read"), $"{line.Table}: the operator reads is {reads}");
            Assert.Equal($"{line.Table} -", $"{line.Table} {await WritesAsync("ale_operator", line.Table)}");
        }
    }

    private async Task<bool> IsWithoutTenantAsync(string table) => !(await NamesAsync(TenantTables)).Contains(table, StringComparer.Ordinal);

    // TRUNCATE goes past row-level security; REFERENCES and TRIGGER let a role spy.
    private async Task<string> WritesAsync(string role, string table) => await ScalarAsync<string>($"""
        SELECT coalesce(string_agg(kind, ',' ORDER BY kind), '-') FROM (
          SELECT kind FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS kind WHERE has_table_privilege('{role}', 'app.{table}', kind)
          UNION SELECT kind FROM unnest(ARRAY['INSERT', 'UPDATE', 'REFERENCES']) AS kind WHERE has_any_column_privilege('{role}', 'app.{table}', kind)) AS kinds
        """);

    /// <summary>How many rows the web role sees; null when it may not even look.</summary>
    private async Task<long?> SeenAsync(string table, Guid? tenantId)
    {
        try
        {
            if (tenantId is { } id)
                return await _web.ReadAsTenantAsync(id, Guid.CreateVersion7(), (connection, transaction, token) => CountAsync(new NpgsqlCommand($"SELECT count(*) FROM app.{table}", connection, transaction)), CancellationToken.None);
            return await CountAsync(_web.DataSource.CreateCommand($"SELECT count(*) FROM app.{table}"));
        }
        catch (PostgresException denied) when (denied.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    private static async Task<long> CountAsync(NpgsqlCommand command)
    {
        await using (command)
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _database.Owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string sql)
    {
        await using var command = _database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            names.Add(reader.GetString(0));
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
