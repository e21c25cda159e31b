using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Tenants;

/// <summary>
/// The web nodes that watch a tenant. Messages go one way and may be lost: a node reads the snapshot afresh whenever it
/// renews, and one that stopped renewing is forgotten.
/// </summary>
/// <param name="time">Real time.</param>
internal sealed class TenantWatchers(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<ITenantObserver, long> _renewedAt = [];

    public bool Any
    {
        get
        {
            Forget();
            return _renewedAt.Count > 0;
        }
    }

    public void Add(ITenantObserver observer) => _renewedAt[observer] = time.GetTimestamp();

    public void Remove(ITenantObserver observer) => _renewedAt.Remove(observer);

    public void Clear() => _renewedAt.Clear();

    public void Tell(Func<ITenantObserver, Task> message)
    {
        Forget();
        foreach (var observer in _renewedAt.Keys)
            message(observer).Ignore();
    }

    private void Forget()
    {
        List<ITenantObserver>? late = null;
        foreach (var (observer, renewedAt) in _renewedAt)
        {
            if (time.GetElapsedTime(renewedAt) > Patience)
                (late ??= []).Add(observer);
        }

        late?.ForEach(observer => _renewedAt.Remove(observer));
    }
}
