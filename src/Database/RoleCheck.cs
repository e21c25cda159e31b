using Npgsql;

namespace AleSekretariat.Database;

/// <summary>
/// Tells a deployer at start, in words, what would otherwise be a stack trace or, worse, a session with the owner's rights:
/// servers before 15.9, 16.5 and 17.1 forget the startup role when a pooled connection is reset.
/// </summary>
internal static class RoleCheck
{
    private const string CurrentUser = "SELECT current_user::text";

    /// <summary>Opens a session twice, with the pool's reset between, and looks whom it acts as.</summary>
    public static async Task VerifyAsync(NpgsqlDataSource dataSource, DatabaseRole role, CancellationToken cancellation)
    {
        var name = role.PostgresName();
        try
        {
            for (var use = 0; use < 2; use++)
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellation);
                await using var command = new NpgsqlCommand(CurrentUser, connection);
                var actual = (string?)await command.ExecuteScalarAsync(cancellation);
                if (!string.Equals(actual, name, StringComparison.Ordinal))
                {
                    throw new DatabaseConfigurationException(
                        $"A database session acts as \"{actual}\" instead of \"{name}\". PostgreSQL {connection.PostgreSqlVersion} loses the " +
                        "role when a connection is reused: update the server to its latest minor release (15.9, 16.5, 17.1 or newer).");
                }
            }
        }
        catch (PostgresException e)
        {
            throw new DatabaseConfigurationException(Explain(e, name), e);
        }
    }

    private static string Explain(PostgresException e, string role) => e.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The login of {DatabaseConfigurationException.Setting} may not act as \"{role}\": run GRANT {role} TO that login.",
        PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.UndefinedObject =>
            $"The role \"{role}\" does not exist on this server: run the migration (Silo migrate) first.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL refused the login of {DatabaseConfigurationException.Setting}: {e.MessageText}.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"The database of {DatabaseConfigurationException.Setting} does not exist: {e.MessageText}.",
        _ => $"The database of {DatabaseConfigurationException.Setting} cannot be used: {e.MessageText} ({e.SqlState}).",
    };
}
