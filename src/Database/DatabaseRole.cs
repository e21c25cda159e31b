namespace AleSekretariat.Database;

/// <summary>
/// The group role a session of ours acts as (architecture.md, "Database roles"; created by <c>0000_roles_and_schemas.sql</c>).
/// The owner, who migrates, is not among them: it is the login itself.
/// </summary>
public enum DatabaseRole
{
    /// <summary>Writes the registers; trusted, used by nothing that faces a browser.</summary>
    Silo,

    /// <summary>Reads tenant tables under row-level security; writes its own account and session tables.</summary>
    Web,

    /// <summary>Reads the tenant overview and money tables for the operator's pages.</summary>
    Operator,
}

/// <summary>Names of the roles in PostgreSQL.</summary>
public static class DatabaseRoles
{
    /// <summary>The role's name in PostgreSQL.</summary>
    /// <param name="role">One of ours.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's.</exception>
    public static string PostgresName(this DatabaseRole role) => role switch
    {
        DatabaseRole.Silo => "ale_silo",
        DatabaseRole.Web => "ale_web",
        DatabaseRole.Operator => "ale_operator",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown database role."),
    };
}
