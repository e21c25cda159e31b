using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using AleSekretariat.Database.Embedded;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests.Embedded;

[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests
{
    private const int OfNoProcess = 4_194_305; // above the kernel's highest

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Again_FindsTheDataOfBefore()
    {
        using var scratch = new ScratchDirectory();
        await using (var first = await EmbeddedPostgres.StartAsync(new() { DataDirectory = scratch.Path }, Cancellation))
        {
            Assert.Equal("on", await ScalarAsync(first.ConnectionString, "SHOW fsync"));
            Assert.Equal("on", await ScalarAsync(first.ConnectionString, "SHOW synchronous_commit"));
            Assert.Equal("UTF8", await ScalarAsync(first.ConnectionString, "SHOW server_encoding"));
            Assert.Equal("", await ScalarAsync(first.ConnectionString, "SHOW listen_addresses"));
            Assert.Equal("łódź", await ScalarAsync(first.ConnectionString, "SELECT lower('ŁÓDŹ')"));
            await ScalarAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 'yes' AS answer");
        }

        await using var second = await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation);
        Assert.Equal("yes", await ScalarAsync(second.ConnectionString, "SELECT answer FROM kept"));
        Assert.Equal("off", await ScalarAsync(second.ConnectionString, "SHOW fsync"));
    }

    [Fact]
    public async Task Start_WhileAnotherRunsOnTheSameData_SaysWhoAndHarmsNothing()
    {
        using var scratch = new ScratchDirectory();
        await using var first = await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation);

        var here = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation));
        await using var there = await HostInAnotherProcess.StartAsync(scratch.Path);

        var me = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"in use by process {me}", here.Message, StringComparison.Ordinal);
        Assert.Contains($"in use by process {me}", there.Said, StringComparison.Ordinal);
        Assert.Equal(1, await ScalarAsync(first.ConnectionString, "SELECT 1"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Parent_KilledWithMinus9_TakesTheServerWithItAndLosesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The parent-death signal is Linux's.");
        using var scratch = new ScratchDirectory();
        await using var host = await HostInAnotherProcess.StartAsync(scratch.Path);
        await ScalarAsync(host.Said, "CREATE TABLE kept AS SELECT 'yes' AS answer");
        using var server = HostInAnotherProcess.ServerOf(scratch.Cluster);
        Assert.Equal(server.Id, SessionOf(server.Id)); // its own, so Ctrl+C in the terminal does not reach it
        Assert.NotEqual(server.Id, SessionOf(host.ProcessId));

        await host.KillAsync();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);

        await using var next = await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation);
        Assert.Equal("yes", await ScalarAsync(next.ConnectionString, "SELECT answer FROM kept"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_ServerLeftRunningByADeadParent_StopsItFirst()
    {
        using var scratch = new ScratchDirectory();
        string binaries;
        await using (var first = await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation))
            binaries = first.Binaries.Directory;
        using var orphan = await StartDetachedAsync(binaries, scratch.Cluster);

        await using var next = await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation);

        await orphan.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await ScalarAsync(next.ConnectionString, "SELECT 1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the number belongs to another process of the server's user since
    public async Task Start_StalePidAndSocket_AreNoObstacle(bool numberIsTaken)
    {
        using var scratch = new ScratchDirectory();
        string[] pidFile;
        await using (await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation))
            pidFile = await File.ReadAllLinesAsync(Path.Combine(scratch.Cluster, "postmaster.pid"), Cancellation);
        using var stranger = await StartAsServerUserAsync(scratch.Cluster, "sleep", "300");
        pidFile[0] = (numberIsTaken ? stranger.Id : OfNoProcess).ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(Path.Combine(scratch.Cluster, "postmaster.pid"), pidFile, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(scratch.Cluster, ".s.PGSQL.5432"), "", Cancellation);
        await File.WriteAllLinesAsync(Path.Combine(scratch.Cluster, ".s.PGSQL.5432.lock"), pidFile, Cancellation);

        await using (var next = await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation))
            Assert.Equal(1, await ScalarAsync(next.ConnectionString, "SELECT 1"));
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task Start_PathTooLongForASocket_PutsItElsewhereAndCleansUp()
    {
        using var scratch = new ScratchDirectory();
        var options = new EmbeddedPostgresOptions { DataDirectory = Path.Combine(scratch.Path, new string('x', 120)), Durable = false };
        string socket;

        await using (var server = await EmbeddedPostgres.StartAsync(options, Cancellation))
        {
            Assert.Equal(1, await ScalarAsync(server.ConnectionString, "SELECT 1"));
            socket = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
            Assert.False(socket.StartsWith(scratch.Path, StringComparison.Ordinal));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(socket));
        }

        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public async Task Start_DataOfAnotherMajorVersion_NamesBoth()
    {
        using var scratch = new ScratchDirectory();
        string version;
        await using (var server = await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation))
            version = server.Binaries.Version;
        await File.WriteAllTextAsync(Path.Combine(scratch.Cluster, "PG_VERSION"), "14\n", Cancellation);

        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation));

        Assert.Contains("PostgreSQL 14", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"PostgreSQL {version}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ServerCannotStart_QuotesItsLastWords()
    {
        using var scratch = new ScratchDirectory();
        await using (await EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation))
        {
        }

        await File.AppendAllTextAsync(Path.Combine(scratch.Cluster, "postgresql.conf"), "\nno_such_setting = 1\n", Cancellation);

        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(Fast(scratch), Cancellation));

        Assert.Contains("no_such_setting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoPrograms_SaysWhatToInstall()
    {
        using var scratch = new ScratchDirectory();

        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(
            new() { DataDirectory = scratch.Path, BinariesDirectory = scratch.Path }, Cancellation));

        Assert.Contains("No PostgreSQL was found", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loopback_NeedsThePassword()
    {
        using var scratch = new ScratchDirectory();
        await using var server = await EmbeddedPostgres.StartAsync(
            new() { DataDirectory = scratch.Path, Durable = false, Transport = EmbeddedTransport.Loopback }, Cancellation);

        Assert.Equal("127.0.0.1", await ScalarAsync(server.ConnectionString, "SHOW listen_addresses"));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess" }.ConnectionString;
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(wrong, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task Version15_StartsTheSameWay()
    {
        var known = await PostgresServer.Version15Async();
        Assert.SkipWhen(known is null, "PostgreSQL 15 is not installed on this machine.");
        using var scratch = new ScratchDirectory();

        await using var server = await EmbeddedPostgres.StartAsync(
            new() { DataDirectory = scratch.Path, Durable = false, BinariesDirectory = known.Server.Binaries.Directory }, Cancellation);

        Assert.StartsWith("15.", (string)(await ScalarAsync(server.ConnectionString, "SHOW server_version"))!, StringComparison.Ordinal);
        Assert.Equal("łódź", await ScalarAsync(server.ConnectionString, "SELECT lower('ŁÓDŹ')"));
    }

    private static EmbeddedPostgresOptions Fast(ScratchDirectory scratch) => new() { DataDirectory = scratch.Path, Durable = false };

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    // What a host killed on a system without parent-death signals leaves behind.
    private static async Task<Process> StartDetachedAsync(string binaries, string cluster)
    {
        using var control = await StartAsServerUserAsync(cluster, Path.Combine(binaries, "pg_ctl"), "start", "-D", cluster, "-w", "-s", "-l", "/dev/null");
        await control.WaitForExitAsync(Cancellation);
        Assert.Equal(0, control.ExitCode);
        return HostInAnotherProcess.ServerOf(cluster);
    }

    private static async Task<Process> StartAsServerUserAsync(string cluster, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = "/" };
        if (await ServerUserOfAsync(cluster) is { } user)
            start.UserName = user;
        return Process.Start(start)!;
    }

    private static async Task<string?> ServerUserOfAsync(string cluster)
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%U", cluster]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return (await stat.StandardOutput.ReadToEndAsync(Cancellation)).Trim();
    }

    private static int SessionOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], CultureInfo.InvariantCulture);
    }
}
