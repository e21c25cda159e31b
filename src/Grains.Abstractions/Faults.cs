namespace AleSekretariat.Grains.Abstractions;

/// <summary>
/// The activation that was called is not the tenant's writer any more: another one claimed the tenant. Nothing was written;
/// the same call made again finds the new writer.
/// </summary>
[GenerateSerializer, Alias("TenantMovedException")]
public sealed class TenantMovedException : Exception
{
    /// <inheritdoc/>
    public TenantMovedException()
        : base("The tenant moved to another silo; call again.")
    {
    }

    /// <inheritdoc/>
    public TenantMovedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public TenantMovedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// The tenant cannot answer now, as a rule because the database is away. Whether a write happened may be unknown: repeat it
/// with the same idempotency key. The web node answers 503 with <c>Retry-After</c>.
/// </summary>
[GenerateSerializer, Alias("TenantUnavailableException")]
public sealed class TenantUnavailableException : Exception
{
    /// <inheritdoc/>
    public TenantUnavailableException()
        : base("The tenant cannot answer now; try again shortly.")
    {
    }

    /// <inheritdoc/>
    public TenantUnavailableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public TenantUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// A call that no right-minded web node makes: another tenant's actor, too low a role, a person on an operator's
/// interface. A mistake in our code or an attack, hence no <see cref="Refusal"/>.
/// </summary>
[GenerateSerializer, Alias("AccessDeniedException")]
public sealed class AccessDeniedException : Exception
{
    /// <inheritdoc/>
    public AccessDeniedException()
        : base("The call is not allowed.")
    {
    }

    /// <inheritdoc/>
    public AccessDeniedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public AccessDeniedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Which exceptions of a grain call mean "try again": everybody who calls grains asks here.</summary>
public static class RetryableFault
{
    /// <summary>
    /// Whether the call may succeed when repeated: the tenant moved, the database or the silo is away, no answer in time.
    /// A write that is repeated needs its idempotency key: it may have been done.
    /// </summary>
    /// <param name="fault">What the call threw.</param>
    public static bool Is(Exception fault) => fault
        is TenantMovedException
        or TenantUnavailableException
        or TimeoutException
        or OrleansException;
}
