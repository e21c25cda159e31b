using System.Diagnostics;
using System.Runtime.Versioning;
using AleSekretariat.Database.Embedded;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests.Embedded;

/// <summary>PostgreSQL refuses to be root: what a root process does about it, and that others need nothing of the kind.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresAsRootTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Root_RunsTheServerAsAnotherUserWhoOwnsTheCluster()
    {
        SkipUnlessRoot();
        using var scratch = new ScratchDirectory();
        await using var server = await EmbeddedPostgres.StartAsync(
            new() { DataDirectory = scratch.Path, Durable = false, RunAsUser = "nobody" }, Cancellation);

        using var process = HostInAnotherProcess.ServerOf(scratch.Cluster);
        Assert.Equal("nobody", await AnswerAsync("stat", "-c", "%U", $"/proc/{process.Id}"));
        Assert.Equal("nobody 700", await AnswerAsync("stat", "-c", "%U %a", scratch.Cluster));
    }

    [Fact]
    public async Task Root_DataWhereTheOtherUserCannotEnter_KeepsTheClusterInASharedPlace()
    {
        SkipUnlessRoot();
        using var scratch = new ScratchDirectory();
        File.SetUnixFileMode(scratch.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new EmbeddedPostgresOptions { DataDirectory = scratch.Path, Durable = false };

        await using (var first = await EmbeddedPostgres.StartAsync(options, Cancellation))
            await ScalarAsync(first, "CREATE TABLE kept AS SELECT 'yes' AS answer");
        await using var second = await EmbeddedPostgres.StartAsync(options, Cancellation);

        Assert.StartsWith("/var/lib/alesekretariat/", scratch.Cluster, StringComparison.Ordinal);
        Assert.Equal("yes", await ScalarAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Root_ProgramsWhereTheOtherUserCannotEnter_RunsACopy()
    {
        SkipUnlessRoot();
        var known = (await PostgresServer.DefaultAsync()).Server.Binaries;
        var copy = $"/var/lib/alesekretariat/postgresql-{known.Version}";
        var wasThere = Directory.Exists(copy);
        using var hidden = new ScratchDirectory();
        using var scratch = new ScratchDirectory();
        await AnswerAsync("cp", "-R", "-P", "-p", Path.GetDirectoryName(known.Directory)!, Path.Combine(hidden.Path, "native"));
        File.SetUnixFileMode(hidden.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using (var server = await EmbeddedPostgres.StartAsync(
            new() { DataDirectory = scratch.Path, Durable = false, BinariesDirectory = Path.Combine(hidden.Path, "native", "bin") }, Cancellation))
        {
            Assert.Equal(Path.Combine(copy, "bin"), server.Binaries.Directory);
            Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
        }

        if (!wasThere)
            Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task Root_UnknownUser_SaysSo()
    {
        SkipUnlessRoot();
        using var scratch = new ScratchDirectory();

        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(
            new() { DataDirectory = scratch.Path, RunAsUser = "no-such-user" }, Cancellation));

        Assert.Contains("no-such-user", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrdinaryUser_RunsTheServerAsItself()
    {
        SkipUnlessRoot(); // who else could become another user? (And without root, every other test shows this.)
        var binaries = (await PostgresServer.DefaultAsync()).Server.Binaries.Directory;
        Assert.SkipUnless(
            await MayRunAsync("nobody", Path.Combine(binaries, "postgres")) && await MayReadAsync("nobody", Path.Combine(AppContext.BaseDirectory, "AleSekretariat.EmbeddedHost.dll")),
            "The source tree is where an ordinary user may not enter: not tested.");
        using var scratch = new ScratchDirectory();
        await AnswerAsync("chown", "nobody", scratch.Path);

        await using (var host = await HostInAnotherProcess.StartAsync(scratch.Path, "nobody", binaries))
        {
            Assert.Contains("Host=", host.Said, StringComparison.Ordinal);
            using var process = HostInAnotherProcess.ServerOf(scratch.Cluster);
            Assert.Equal("nobody", await AnswerAsync("stat", "-c", "%U", $"/proc/{process.Id}"));
        }

        // Root comes after an ordinary user: the cluster stays that user's.
        await using var server = await EmbeddedPostgres.StartAsync(new() { DataDirectory = scratch.Path, Durable = false, BinariesDirectory = binaries }, Cancellation);
        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
        Assert.Equal("nobody", await AnswerAsync("stat", "-c", "%U", scratch.Cluster));
    }

    [Fact]
    public async Task OrdinaryUser_DataOfSomebodyElse_SaysSo()
    {
        SkipUnlessRoot();
        Assert.SkipUnless(
            await MayReadAsync("nobody", Path.Combine(AppContext.BaseDirectory, "AleSekretariat.EmbeddedHost.dll")),
            "The source tree is where an ordinary user may not enter: not tested.");
        using var scratch = new ScratchDirectory();

        await using var host = await HostInAnotherProcess.StartAsync(scratch.Path, "nobody");

        Assert.Contains("belongs to another user", host.Said, StringComparison.Ordinal);
    }

    private static void SkipUnlessRoot() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can become another user.");

    private static async Task<bool> MayRunAsync(string user, string path) => await ExitCodeAsync(user, "test", "-x", path) == 0;

    private static async Task<bool> MayReadAsync(string user, string path) => await ExitCodeAsync(user, "test", "-r", path) == 0;

    private static async Task<int> ExitCodeAsync(string user, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, UserName = user, WorkingDirectory = "/" })!;
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }

    private static async Task<string> AnswerAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync(Cancellation)).Trim();
    }

    private static async Task<object?> ScalarAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
