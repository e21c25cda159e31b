namespace AleSekretariat.Database.Embedded;

/// <summary>The embedded server cannot be started; the message says why and what to do.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    /// <inheritdoc/>
    public EmbeddedPostgresException()
    {
    }

    /// <inheritdoc/>
    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EmbeddedPostgresException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
