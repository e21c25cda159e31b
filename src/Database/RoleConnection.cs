using Npgsql;

namespace AleSekretariat.Database;

/// <summary>
/// Derives each use's own connection string from the one that is configured. The login stays; the session starts as one of
/// our roles by the startup option <c>role</c>, which is the session's default and so outlives a pool's reset.
/// </summary>
public static class RoleConnection
{
    /// <summary>Checks and parses the configured connection string.</summary>
    /// <param name="connectionString">As configured under <see cref="DatabaseConfigurationException.Setting"/>.</param>
    /// <exception cref="DatabaseConfigurationException">It is missing, cannot be parsed or names no host or database.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw Invalid("is not set");

        NpgsqlConnectionStringBuilder parsed;
        try
        {
            parsed = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The parser's message names the keyword; the string itself may hold a password and is not repeated.
            throw Invalid($"cannot be read ({e.Message})", e);
        }

        if (string.IsNullOrWhiteSpace(parsed.Host))
            throw Invalid("names no Host");
        if (string.IsNullOrWhiteSpace(parsed.Database))
            throw Invalid("names no Database");
        return parsed;
    }

    /// <summary>The connection string of one of our roles.</summary>
    /// <param name="connectionString">As configured.</param>
    /// <param name="role">Whom the sessions act as.</param>
    /// <param name="use">Short name of the use, seen as <c>application_name</c> in PostgreSQL: <c>alesekretariat-{use}</c>.</param>
    /// <param name="searchPath">Schemas to look names up in.</param>
    /// <param name="poolSize">At most so many connections.</param>
    /// <exception cref="DatabaseConfigurationException">See <see cref="Parse"/>.</exception>
    public static NpgsqlConnectionStringBuilder For(string? connectionString, DatabaseRole role, string use, string searchPath, int poolSize)
    {
        var builder = Parse(connectionString);
        builder.SearchPath = searchPath;
        builder.Options = $"{builder.Options} -c role={role.PostgresName()}".TrimStart();
        builder.ApplicationName = $"alesekretariat-{use}";
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, poolSize);
        builder.MaxPoolSize = poolSize;
        return builder;
    }

    /// <summary>
    /// Nobody waits longer than this for a connection, nor for the answer to a command that does not say otherwise; for the
    /// answer to its cancellation then half a second.
    /// </summary>
    internal static void LimitWaiting(this NpgsqlConnectionStringBuilder builder, TimeSpan limit)
    {
        builder.Timeout = (int)limit.TotalSeconds;
        builder.CommandTimeout = (int)limit.TotalSeconds;
        builder.CancellationTimeout = 500; // milliseconds, unlike the others
    }

    private static DatabaseConfigurationException Invalid(string problem, Exception? cause = null) => new(
        $"{DatabaseConfigurationException.Setting} {problem}. Set it to the PostgreSQL connection string, for example " +
        "\"Host=db.example;Database=alesekretariat;Username=ale;Password=…\".",
        cause);
}
