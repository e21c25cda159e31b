using System.Collections.Concurrent;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Live;

/// <summary>
/// Brings tenants' changes to this node's live connections. Each tenant that has viewers is watched through one observer;
/// watching is renewed every three seconds, and each renewal and each new connection reads the snapshot afresh: a message
/// that was lost on the way is made up for. While the silo or the database is away it keeps trying.
/// </summary>
public sealed partial class TenantFeed(
    IGrainFactory grains, LiveMessages messages, ViewerCheck check, TokenActors tokens, CorrespondenceReads letters, TimeProvider time, ILogger<TenantFeed> log)
    : BackgroundService
{
    /// <summary>How often watching is renewed and the viewers' rights are looked at.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Guid, WatchedTenant> _tenants = new();

    /// <summary>Connections now.</summary>
    public int ViewerCount => _tenants.Values.Sum(tenant => tenant.Viewers().Count);

    /// <summary>Adds a connection that is in the tenant's group already, and sends it the status.</summary>
    public async Task JoinAsync(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        WatchedTenant tenant;
        do
        {
            tenant = _tenants.GetOrAdd(viewer.Actor.TenantId, id => new WatchedTenant(id, messages));
        }
        while (!tenant.TryAdd(viewer));

        var snapshot = await WatchAsync(tenant, viewer.Actor);
        tenant.Show(snapshot, viewer.ConnectionId);
    }

    /// <summary>Takes a connection away; with the last one the watching ends.</summary>
    public void Leave(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!_tenants.TryGetValue(viewer.Actor.TenantId, out var tenant) || !tenant.Remove(viewer.ConnectionId))
            return;
        _tenants.TryRemove(KeyValuePair.Create(tenant.TenantId, tenant));
        _ = UnwatchAsync(tenant, viewer.Actor);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(Pace, time);
        while (await pace.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var tenant in _tenants.Values)
                _ = RenewAsync(tenant);
            await DisconnectOutsidersAsync(stoppingToken);
        }
    }

    private async Task RenewAsync(WatchedTenant tenant)
    {
        if (Interlocked.Exchange(ref tenant.Renewing, 1) == 1)
            return;
        try
        {
            if (tenant.Viewers() is [var viewer, ..])
                tenant.Show(await WatchAsync(tenant, viewer.Actor));
        }
        finally
        {
            Volatile.Write(ref tenant.Renewing, 0);
        }
    }

    /// <summary>Watches and reads the snapshot; null when that cannot be had now, or the tenant is gone (everybody is out then).</summary>
    private async Task<TenantSnapshot?> WatchAsync(WatchedTenant tenant, Actor actor)
    {
        try
        {
            var reference = ReferenceOf(tenant);
            var outcome = await grains.GetGrain<ITenantGrain>(tenant.TenantId).Watch(reference, actor);
            if (outcome.Granted(out var snapshot, out var refusal))
                return snapshot;
            if (refusal is Refusal.TenantGone)
                DisconnectAll(tenant);
        }
        catch (Exception fault)
        {
            LogUnavailable(fault, tenant.TenantId);
        }

        return null;
    }

    private ITenantObserver ReferenceOf(WatchedTenant tenant)
    {
        lock (tenant)
        {
            tenant.Observer ??= new FeedObserver(this, tenant);
            return tenant.Reference ??= grains.CreateObjectReference<ITenantObserver>(tenant.Observer);
        }
    }

    private async Task UnwatchAsync(WatchedTenant tenant, Actor actor)
    {
        try
        {
            if (tenant.Reference is not { } reference)
                return;
            await grains.GetGrain<ITenantGrain>(tenant.TenantId).Unwatch(reference, actor);
            grains.DeleteObjectReference<ITenantObserver>(reference);
        }
        catch (Exception fault)
        {
            LogUnavailable(fault, tenant.TenantId); // the grain forgets by itself
        }
    }

    private async Task DisconnectOutsidersAsync(CancellationToken cancellation)
    {
        try
        {
            var viewers = _tenants.Values.SelectMany(tenant => tenant.Viewers()).ToList();
            if (viewers.Count == 0)
                return;
            foreach (var outsider in await check.FindOutsidersAsync(viewers, cancellation))
                outsider.Disconnect();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogCheckFailed(fault.GetType().Name, fault.Message);
        }
    }

    private void DisconnectAll(WatchedTenant tenant)
    {
        tokens.ForgetTenant(tenant.TenantId);
        foreach (var viewer in tenant.Viewers())
            viewer.Disconnect();
    }

    /// <summary>Announces an entry to those who may see it: a confidential letter is asked for as each of them.</summary>
    private async Task AnnounceAsync(WatchedTenant tenant, EntryAnnouncement entry)
    {
        if (entry.SeenByAll || !string.Equals(entry.Kind, "correspondence", StringComparison.Ordinal))
        {
            messages.SendEntry(tenant.TenantId, entry);
            return;
        }

        try
        {
            foreach (var person in tenant.Viewers().GroupBy(viewer => viewer.Actor.UserId))
            {
                if (await letters.FindAsync(person.First().Actor, entry.Id, CancellationToken.None) is not null)
                    messages.SendEntryTo([.. person.Select(viewer => viewer.ConnectionId)], entry);
            }
        }
        catch (Exception fault)
        {
            LogCheckFailed(fault.GetType().Name, fault.Message);
        }
    }

    private sealed class FeedObserver(TenantFeed feed, WatchedTenant tenant) : ITenantObserver
    {
        public Task Changed(TenantSnapshot snapshot)
        {
            tenant.Show(snapshot);
            return Task.CompletedTask;
        }

        public Task Announced(EntryAnnouncement entry)
        {
            // Not waited for: a look into the database must not hold up the statuses behind it.
            _ = feed.AnnounceAsync(tenant, entry);
            return Task.CompletedTask;
        }

        public Task Gone(Guid tenantId)
        {
            feed.DisconnectAll(tenant);
            return Task.CompletedTask;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Tenant {TenantId} cannot be watched now; trying again")]
    private partial void LogUnavailable(Exception fault, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rights of live connections cannot be looked at now ({Kind}: {Reason}); trying again")]
    private partial void LogCheckFailed(string kind, string reason);
}
