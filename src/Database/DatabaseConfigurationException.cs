namespace AleSekretariat.Database;

/// <summary>
/// The database as configured cannot be used: the connection string is missing or unreadable, or its login may not do
/// what a host needs. The message names the setting and what to do; a host stops at start with it.
/// </summary>
public sealed class DatabaseConfigurationException : Exception
{
    /// <summary>The setting (environment variable form) that every message here is about.</summary>
    public const string Setting = "ConnectionStrings__Postgres";

    /// <inheritdoc/>
    public DatabaseConfigurationException()
    {
    }

    /// <inheritdoc/>
    public DatabaseConfigurationException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public DatabaseConfigurationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
