using Npgsql;

namespace AleSekretariat.Grains.Registers;

/// <summary>What an exception of Npgsql tells about the statement that threw it.</summary>
internal static class DatabaseFaults
{
    /// <summary>Rolled back because of others; the same statement may pass the next time.</summary>
    public static bool IsCollision(PostgresException fault) =>
        fault.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Rolled back because of a row: a constraint (class 23) or a value PostgreSQL does not take (class 22).</summary>
    public static bool IsAboutARow(PostgresException fault) =>
        fault.SqlState.StartsWith("23", StringComparison.Ordinal) || fault.SqlState.StartsWith("22", StringComparison.Ordinal);

    /// <summary>
    /// The server answered that the statement failed, so it is rolled back. Not so when the session itself was ended
    /// (classes 08 and 57P): that may come after a commit whose answer was still on its way.
    /// </summary>
    public static bool SurelyRolledBack(Exception fault) =>
        fault is PostgresException { SqlState: var state }
        && !state.StartsWith("57P", StringComparison.Ordinal)
        && !state.StartsWith("08", StringComparison.Ordinal);

    /// <summary>The database, and not our code, is at fault: away, overloaded, too slow.</summary>
    public static bool IsOutage(Exception fault) => fault switch
    {
        PostgresException answered => answered.IsTransient
            || answered.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => false,
    };
}
