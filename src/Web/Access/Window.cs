using System.Threading.RateLimiting;

namespace AleSekretariat.Web.Access;

/// <summary>So many in so long, for each key; in memory, on this node alone.</summary>
internal sealed class Window<TKey> : IDisposable
    where TKey : notnull
{
    private readonly PartitionedRateLimiter<TKey> _limiter;
    private readonly TimeSpan _length;

    /// <param name="most">How many; the next is refused.</param>
    /// <param name="length">How long.</param>
    public Window(int most, TimeSpan length)
    {
        _length = length;
        var options = new FixedWindowRateLimiterOptions { PermitLimit = most, Window = length, QueueLimit = 0, AutoReplenishment = false };
        // Made once: nothing is allocated for a key that is there already.
        Func<TKey, RateLimiter> make = _ => new FixedWindowRateLimiter(options);
        _limiter = PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.Get(key, make));
    }

    /// <summary>Takes one; false with the time to wait when there is none.</summary>
    public bool TryTake(TKey key, out TimeSpan wait) => TryTake(key, 1, out wait);

    /// <summary>Whether one could be taken.</summary>
    public bool HasRoom(TKey key, out TimeSpan wait) => TryTake(key, 0, out wait);

    public void Dispose() => _limiter.Dispose();

    private bool TryTake(TKey key, int count, out TimeSpan wait)
    {
        using var lease = _limiter.AttemptAcquire(key, count);
        wait = lease.IsAcquired ? TimeSpan.Zero
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var given) && given > TimeSpan.Zero ? given : _length;
        return lease.IsAcquired;
    }
}
