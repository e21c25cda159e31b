namespace AleSekretariat.Database;

/// <summary>
/// Connection strings for Orleans' own ADO.NET providers, which look up unqualified names (schema <c>orleans</c>).
/// All providers of a process get the same string and so share one pool.
/// </summary>
public static class OrleansConnection
{
    /// <summary>The ADO.NET invariant name that goes with these strings.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>For a silo's clustering, grain storage and reminders.</summary>
    /// <param name="connectionString">As configured.</param>
    /// <exception cref="DatabaseConfigurationException">See <see cref="RoleConnection.Parse"/>.</exception>
    public static string ForSilo(string? connectionString) => For(connectionString, DatabaseRole.Silo, "orleans-silo", poolSize: 10);

    /// <summary>For a web node's list of gateways (read only).</summary>
    /// <param name="connectionString">As configured.</param>
    /// <exception cref="DatabaseConfigurationException">See <see cref="RoleConnection.Parse"/>.</exception>
    public static string ForWeb(string? connectionString) => For(connectionString, DatabaseRole.Web, "orleans-web", poolSize: 2);

    private static string For(string? connectionString, DatabaseRole role, string use, int poolSize)
    {
        var builder = RoleConnection.For(connectionString, role, use, "orleans", poolSize);
        builder.MaxAutoPrepare = 30; // the providers run the same 20 statements all day
        builder.LimitWaiting(TimeSpan.FromSeconds(5));
        return builder.ConnectionString;
    }
}
