using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests;

public sealed class MigratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_EmptyDatabase_RunsEveryScriptOnceAndIsCurrent()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        Assert.False(await Migrator.IsCurrentAsync(database.Owner, Cancellation));

        var first = await Migrator.MigrateAsync(database.ConnectionString, Cancellation);
        var second = await Migrator.MigrateAsync(database.ConnectionString, Cancellation);

        Assert.Equal(Migrator.Scripts, first);
        Assert.Empty(second);
        Assert.True(await Migrator.IsCurrentAsync(database.Owner, Cancellation));
    }

    [Fact]
    public async Task Migrate_ManyAtOnce_OneRunsEachScript()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Migrator.MigrateAsync(database.ConnectionString, Cancellation))));

        Assert.Equal(Migrator.Scripts, [.. runs.SelectMany(scripts => scripts)]);
    }

    [Fact]
    public async Task Migrate_ManyDatabasesOfOneServerAtOnce_AllSucceed()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestDatabase.CreateEmptyAsync()));

        var runs = await Task.WhenAll(databases.Select(one => Task.Run(() => Migrator.MigrateAsync(one.ConnectionString, Cancellation))));

        Assert.All(runs, scripts => Assert.Equal(Migrator.Scripts, scripts));
        foreach (var database in databases)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Migrate_ScriptFails_NamesItAndLeavesNothingOfIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using (var obstacle = database.Owner.CreateCommand("CREATE SCHEMA orleans; CREATE TABLE orleans.OrleansStorage (x int)"))
            await obstacle.ExecuteNonQueryAsync(Cancellation);

        var failure = await Assert.ThrowsAsync<MigrationFailedException>(() => Migrator.MigrateAsync(database.ConnectionString, Cancellation));

        Assert.Equal("0001_orleans.sql", failure.Script);
        Assert.Contains("0001_orleans.sql", failure.Message, StringComparison.Ordinal);
        Assert.Contains("already exists", failure.Message, StringComparison.Ordinal);
        await using var left = database.Owner.CreateCommand("SELECT to_regclass('orleans.OrleansQuery') IS NULL");
        Assert.Equal(true, await left.ExecuteScalarAsync(Cancellation));
        Assert.False(await Migrator.IsCurrentAsync(database.Owner, Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("Host=")]
    [InlineData("Host=x;NoSuchKeyword=1")]
    [InlineData("Host=x;Port=many;Database=y")]
    [InlineData("Host=x;Username=y")]
    public async Task Migrate_BadConnectionString_NamesTheSetting(string? connectionString)
    {
        var failure = await Assert.ThrowsAsync<DatabaseConfigurationException>(() => Migrator.MigrateAsync(connectionString, Cancellation));

        Assert.Contains("ConnectionStrings__Postgres", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_NobodyAnswers_GivesUpInTime()
    {
        var failure = await Assert.ThrowsAsync<MigrationFailedException>(() => Migrator.MigrateAsync(
            "Host=127.0.0.1;Port=1;Database=none;Username=none", Cancellation, wait: TimeSpan.FromMilliseconds(600)));

        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<NpgsqlException>(failure.InnerException);
    }
}
