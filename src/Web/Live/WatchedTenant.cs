using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Live;

/// <summary>
/// A tenant that somebody looks at through this node: its viewers and the newest snapshot they were shown. What is older is
/// dropped; of one version only what differs in more than the time is shown again (midnight changes the state, not the version).
/// </summary>
internal sealed class WatchedTenant(Guid tenantId, LiveMessages messages)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Viewer> _viewers = new(StringComparer.Ordinal);
    private TenantSnapshot? _latest;
    private bool _closed;

    public Guid TenantId => tenantId;

    /// <summary>What the grain calls; kept here, since Orleans itself holds observers weakly.</summary>
    public ITenantObserver? Observer { get; set; }

    /// <summary>The observer as the grain sees it.</summary>
    public ITenantObserver? Reference { get; set; }

    /// <summary>Whether a renewal is under way; one at a time is enough.</summary>
    public int Renewing;

    /// <summary>False when the last viewer just left: a new watch has to begin.</summary>
    public bool TryAdd(Viewer viewer)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _viewers[viewer.ConnectionId] = viewer;
            return true;
        }
    }

    /// <summary>True when nobody is left; no viewer can join any more then.</summary>
    public bool Remove(string connectionId)
    {
        lock (_gate)
        {
            _viewers.Remove(connectionId);
            return _closed = _viewers.Count == 0;
        }
    }

    public IReadOnlyList<Viewer> Viewers()
    {
        lock (_gate)
            return [.. _viewers.Values];
    }

    /// <summary>Shows a snapshot to everybody if it is news, and the newest known to somebody who just came.</summary>
    public void Show(TenantSnapshot? snapshot, string? newcomer = null)
    {
        // Messages leave in the order of this lock: nobody sees the version go back.
        lock (_gate)
        {
            if (snapshot is not null && IsNews(snapshot))
            {
                _latest = snapshot;
                messages.SendStatus(tenantId, snapshot);
            }
            else if (newcomer is not null && _latest is not null)
            {
                messages.SendStatusTo(newcomer, _latest);
            }
        }
    }

    private bool IsNews(TenantSnapshot snapshot) => _latest is not { } latest
        || snapshot.Version > latest.Version
        || (snapshot.Version == latest.Version && snapshot.ServerTime > latest.ServerTime && snapshot with { ServerTime = latest.ServerTime } != latest);
}
