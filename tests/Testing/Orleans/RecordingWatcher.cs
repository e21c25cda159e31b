using System.Collections.Concurrent;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Testing.Orleans;

/// <summary>A web node that watches a tenant and remembers what it was told.</summary>
public sealed class RecordingWatcher : ITenantObserver
{
    private readonly TaskCompletionSource<Guid> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<TenantSnapshot> _snapshots = [];
    private readonly ConcurrentQueue<EntryAnnouncement> _entries = [];

    /// <summary>Snapshots in the order they came.</summary>
    public IReadOnlyCollection<TenantSnapshot> Snapshots => _snapshots;

    /// <summary>Announcements in the order they came.</summary>
    public IReadOnlyCollection<EntryAnnouncement> Entries => _entries;

    /// <summary>Ends when the tenant is gone.</summary>
    public Task<Guid> GoneFor => _gone.Task;

    /// <summary>What the grain calls. The watcher itself must be kept alive by whoever made it.</summary>
    public ITenantObserver Reference(IGrainFactory grains) => grains.CreateObjectReference<ITenantObserver>(this);

    /// <inheritdoc/>
    public Task Changed(TenantSnapshot snapshot)
    {
        _snapshots.Enqueue(snapshot);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Announced(EntryAnnouncement entry)
    {
        _entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Gone(Guid tenantId)
    {
        _gone.TrySetResult(tenantId);
        return Task.CompletedTask;
    }
}
