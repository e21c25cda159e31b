using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Database.Tests;

/// <summary>The versions that must behave alike: the newest and the oldest supported.</summary>
public enum PostgresVersion
{
    Default,
    Oldest15,
}

internal static class PostgresVersions
{
    /// <summary>A migrated database on that version; says so plainly where the machine has no PostgreSQL 15.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(this PostgresVersion version)
    {
        if (version == PostgresVersion.Default)
            return await TestDatabase.CreateAsync();
        var server = await PostgresServer.Version15Async();
        Assert.SkipWhen(server is null, "PostgreSQL 15 is not installed on this machine (Debian: postgresql-15): not tested against it.");
        return await TestDatabase.CreateAsync(server);
    }
}
