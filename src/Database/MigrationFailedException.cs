using Npgsql;

namespace AleSekretariat.Database;

/// <summary>
/// A script failed, or the server could not be reached in time. Scripts before the one named are in force; the failed one
/// left nothing behind (each runs in a transaction of its own), so the migration may be run again.
/// </summary>
public sealed class MigrationFailedException : Exception
{
    /// <inheritdoc/>
    public MigrationFailedException()
    {
    }

    /// <inheritdoc/>
    public MigrationFailedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public MigrationFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The file name of the script that failed; null if it did not come to that.</summary>
    public string? Script { get; private init; }

    internal static MigrationFailedException In(string? script, Exception cause)
    {
        var what = cause is PostgresException sql ? $"{sql.MessageText} ({sql.SqlState}{Line(sql)})" : cause.Message;
        return new MigrationFailedException($"Database script {script ?? "(none)"} failed: {what}", cause) { Script = script };
    }

    private static string Line(PostgresException sql) => sql is { InternalPosition: > 0, InternalQuery: { } query }
        ? $", line {query.AsSpan(0, Math.Min(sql.InternalPosition, query.Length)).Count('\n') + 1}"
        : "";
}
