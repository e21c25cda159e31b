namespace AleSekretariat.Grains.Mail;

/// <summary>
/// Tells this silo's mail worker that something waits in the outbox, so that it looks at once. Only to save time: what is not
/// signalled is found at its next look.
/// </summary>
public sealed class MailSignal : IDisposable
{
    private readonly SemaphoreSlim _waiting = new(0, 1);

    /// <summary>Something waits.</summary>
    public void Ring()
    {
        try
        {
            _waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    /// <summary>Returns when it rang, or after the pause.</summary>
    public Task WaitAsync(TimeSpan pause, CancellationToken cancellation) => _waiting.WaitAsync(pause, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();
}
