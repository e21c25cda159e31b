using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests.Roles;

public sealed class RolePoolTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task SiloPool_ConnectionReused_StillActsAsTheSilo(PostgresVersion version)
    {
        await using var database = await version.CreateDatabaseAsync();
        await using var silo = SiloDatabase.Create(database.ConnectionString, poolSize: 1);
        int? backend = null;

        // The pool resets a connection in two ways: DISCARD ALL, and piecemeal once a statement was prepared on it.
        for (var use = 0; use < 12; use++)
        {
            await using var connection = await silo.OpenAsync(Cancellation);
            Assert.Equal("ale_silo|app,public", await ScalarAsync(connection, "SELECT current_user || '|' || current_setting('search_path')"));
            var same = (int)(await ScalarAsync(connection, "SELECT pg_backend_pid()"))!;
            Assert.Equal(backend ?? same, same);
            backend = same;
            await ScalarAsync(connection, "SET ROLE NONE"); // whatever its last user did
        }

        await silo.VerifyAsync(Cancellation);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task WebPool_ReadsGatewaysAndNothingElseOfOrleans(PostgresVersion version)
    {
        await using var database = await version.CreateDatabaseAsync();
        await using var web = WebDatabase.Create(database.ConnectionString);
        await web.VerifyAsync(Cancellation);
        await using var connection = await web.OpenAsync(Cancellation);

        Assert.NotEqual(0L, await ScalarAsync(connection, "SELECT count(*) FROM orleans.OrleansQuery"));
        Assert.Equal(0L, await ScalarAsync(connection, "SELECT count(*) FROM orleans.OrleansMembershipTable"));
        await AssertRefusedAsync(connection, "SELECT count(*) FROM orleans.OrleansStorage");
        await AssertRefusedAsync(connection, "SELECT count(*) FROM orleans.OrleansRemindersTable");
        await AssertRefusedAsync(connection, "DELETE FROM orleans.OrleansMembershipTable");
        await AssertRefusedAsync(connection, "UPDATE orleans.OrleansQuery SET QueryText = ''");
        await AssertRefusedAsync(connection, "CREATE TABLE app.mine (id int)");
        await AssertRefusedAsync(connection, "CREATE TABLE public.mine (id int)");
    }

    [Fact]
    public async Task ReadAsTenant_SetsTenantForThatTransactionOnlyAndRefusesToWrite()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var web = WebDatabase.Create(database.ConnectionString, poolSize: 1);
        var (tenant, account) = (Guid.NewGuid(), Guid.NewGuid());
        const string settings = "SELECT coalesce(current_setting('app.tenant_id', true), '') || '|' || coalesce(current_setting('app.account_id', true), '')";

        var inside = await web.ReadAsTenantAsync(tenant, account, async (connection, _, _) => await ScalarAsync(connection, settings), Cancellation);
        var anonymous = await web.ReadAsTenantAsync(tenant, accountId: null, async (connection, _, _) => await ScalarAsync(connection, settings), Cancellation);
        var write = await Assert.ThrowsAsync<PostgresException>(() => web.ReadAsTenantAsync(
            tenant, account, async (connection, _, _) => await ScalarAsync(connection, "DELETE FROM app.account"), Cancellation));

        Assert.Equal($"{tenant}|{account}", inside);
        Assert.Equal($"{tenant}|", anonymous);
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, write.SqlState);
        await using var next = await web.OpenAsync(Cancellation);
        Assert.Equal("|", await ScalarAsync(next, settings));
        Assert.Equal("off", await ScalarAsync(next, "SHOW transaction_read_only"));
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Verify_LoginIsNoMember_SaysWhatToGrant(PostgresVersion version)
    {
        await using var database = await version.CreateDatabaseAsync();
        await using var login = await Login.CreateAsync(database, "");
        await using var silo = SiloDatabase.Create(login.ConnectionString);

        var failure = await Assert.ThrowsAsync<DatabaseConfigurationException>(() => silo.VerifyAsync(Cancellation));

        Assert.Contains("GRANT ale_silo", failure.Message, StringComparison.Ordinal);
        Assert.Contains(DatabaseConfigurationException.Setting, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Verify_LoginIsMember_Passes(PostgresVersion version)
    {
        await using var database = await version.CreateDatabaseAsync();
        await using var login = await Login.CreateAsync(database, "IN ROLE ale_web");
        await using var web = WebDatabase.Create(login.ConnectionString);

        await web.VerifyAsync(Cancellation);
    }

    [Theory]
    [InlineData("Database=nowhere", "does not exist")]
    [InlineData("Username=nobody_here", "refused the login")]
    public async Task Verify_WrongSetting_NamesIt(string change, string expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var silo = SiloDatabase.Create($"{database.ConnectionString};{change}");

        var failure = await Assert.ThrowsAsync<DatabaseConfigurationException>(() => silo.VerifyAsync(Cancellation));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains(DatabaseConfigurationException.Setting, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PostgresVersion.Default)]
    [InlineData(PostgresVersion.Oldest15)]
    public async Task Migrate_OwnerWithoutSpecialRights_Succeeds(PostgresVersion version)
    {
        await using var migrated = await version.CreateDatabaseAsync(); // so the roles exist on this server
        await using var owner = await Login.CreateAsync(migrated, "");
        var name = $"owned_by_{owner.Name}";
        await using (var create = migrated.Owner.CreateCommand($"CREATE DATABASE {name} OWNER {owner.Name}"))
            await create.ExecuteNonQueryAsync(Cancellation);
        var connection = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Database = name, Pooling = false }.ConnectionString;

        var applied = await Migrator.MigrateAsync(connection, Cancellation);

        Assert.Equal(Migrator.Scripts, applied);
        await using (var drop = migrated.Owner.CreateCommand($"DROP DATABASE {name} WITH (FORCE)"))
            await drop.ExecuteNonQueryAsync(Cancellation);
    }

    [Fact]
    public async Task Functions_OfOurs_AreNotCallableByEverybody()
    {
        await using var database = await TestDatabase.CreateAsync();
        const string open = """
            SELECT string_agg(p.oid::regprocedure::text, ', ')
            FROM pg_proc AS p
            JOIN pg_namespace AS n ON n.oid = p.pronamespace
            CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS granted
            WHERE n.nspname IN ('app', 'orleans') AND granted.grantee = 0
            """;
        await using var command = database.Owner.CreateCommand(open);

        Assert.Equal(DBNull.Value, await command.ExecuteScalarAsync(Cancellation));
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static async Task AssertRefusedAsync(NpgsqlConnection connection, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(connection, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    /// <summary>An ordinary login, dropped again.</summary>
    private sealed class Login(TestDatabase database, string name) : IAsyncDisposable
    {
        public string Name => name;

        public string ConnectionString { get; } =
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = name, Pooling = false }.ConnectionString;

        public static async Task<Login> CreateAsync(TestDatabase database, string attributes)
        {
            var name = $"login_{Guid.NewGuid():N}";
            await using var create = database.Owner.CreateCommand($"CREATE ROLE {name} LOGIN {attributes}");
            await create.ExecuteNonQueryAsync(Cancellation);
            return new Login(database, name);
        }

        public async ValueTask DisposeAsync()
        {
            await using var drop = database.Owner.CreateCommand($"DROP OWNED BY {name}; DROP ROLE {name}");
            await drop.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
