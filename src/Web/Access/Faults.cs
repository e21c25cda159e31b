using System.Net.Sockets;
using AleSekretariat.Grains.Abstractions;
using Npgsql;

namespace AleSekretariat.Web.Access;

/// <summary>Tells a fault that passes by itself (503, try again) from a bug (500).</summary>
public static class Faults
{
    /// <summary>What a client is told to wait.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    /// <summary>Whether the silo or the database is away, or a tenant is just moving between silos.</summary>
    public static bool IsUnavailable(Exception? fault)
    {
        for (var e = fault; e is not null; e = e.InnerException)
        {
            if (RetryableFault.Is(e) || e is SocketException)
                return true;
            if (e is PostgresException postgres)
                return IsServerAway(postgres.SqlState);
            // What is not the server's own answer is a connection that broke or was never made.
            if (e is NpgsqlException)
                return true;
        }

        return false;
    }

    // An exception that crossed the wire from a silo has lost its state; "the server said no" is then all that is known.
    private static bool IsServerAway(string? state) => string.IsNullOrEmpty(state)
        || state.StartsWith("08", StringComparison.Ordinal)
        || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal)
        || state is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;
}
