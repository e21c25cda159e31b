using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Tenants;

/// <content>Reading and watching. These calls interleave: they never wait behind a write.</content>
public sealed partial class TenantGrain
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan FarthestBoundary = TimeSpan.FromDays(1);

    private long _publishedAt;
    private IGrainTimer? _publication;
    private IGrainTimer? _boundary;
    private DateTimeOffset _boundaryAt = DateTimeOffset.MaxValue;

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> Status(Actor actor) =>
        await Absent() is { } gone ? Refuse<TenantSnapshot>(gone) : Snapshot(Now);

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> Watch(ITenantObserver observer, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        _watchers.Add(observer);
        ScheduleBoundary();
        return Snapshot(Now);
    }

    /// <inheritdoc/>
    public Task Unwatch(ITenantObserver observer, Actor actor)
    {
        _watchers.Remove(observer);
        return Task.CompletedTask;
    }

    /// <summary>Tells the watchers what was committed: at once, or a moment later if they were told a moment ago.</summary>
    private void Publish()
    {
        if (!_watchers.Any)
            return;
        if (_publishedAt != 0 && _time.GetElapsedTime(_publishedAt) < Pace)
        {
            _publication ??= this.RegisterGrainTimer(PublishLate, new() { DueTime = Pace, Period = Timeout.InfiniteTimeSpan, Interleave = true });
            return;
        }

        PublishNow();
    }

    private Task PublishLate(CancellationToken cancellation)
    {
        _publication?.Dispose();
        _publication = null;
        if (_presence == Presence.Present && _committed is not null)
            PublishNow();
        return Task.CompletedTask;
    }

    private void PublishNow()
    {
        _publishedAt = _time.GetTimestamp();
        var snapshot = Snapshot(Now);
        _watchers.Tell(observer => observer.Changed(snapshot));
        ScheduleBoundary();
    }

    private void Announce(string kind, Guid id, string number, bool seenByAll)
    {
        if (!_watchers.Any)
            return;
        var entry = new EntryAnnouncement(TenantId, kind, id, number) { SeenByAll = seenByAll };
        _watchers.Tell(observer => observer.Announced(entry));
    }

    /// <summary>While somebody watches, a timer rings at the next instant that changes what they see: a month, an end, a deadline.</summary>
    private void ScheduleBoundary()
    {
        if (_committed is null || !_watchers.Any)
            return;
        var now = Now;
        var month = WarsawTime.StartOf(WarsawTime.MonthOf(now).Next());
        var next = Milestones.NextAfter(Licence, now) is { } milestone && milestone < month ? milestone : month;
        if (next == _boundaryAt && _boundary is not null)
            return;

        _boundary?.Dispose();
        _boundaryAt = next;
        var wait = next - now;
        _boundary = this.RegisterGrainTimer(
            AtBoundary,
            new() { DueTime = wait < FarthestBoundary ? wait + TimeSpan.FromMilliseconds(5) : FarthestBoundary, Period = Timeout.InfiniteTimeSpan });
    }

    private async Task AtBoundary(CancellationToken cancellation)
    {
        _boundary?.Dispose();
        _boundary = null;
        if (_presence != Presence.Present || _committed is null || !_watchers.Any)
            return;
        if (Now >= _boundaryAt)
            await InBackground(CrossBoundary);
        if (_presence == Presence.Present)
            ScheduleBoundary();
    }

    /// <summary>After a write whose outcome is unknown, what this activation remembers may be old: it is read anew first.</summary>
    private async Task CrossBoundary()
    {
        await EnsureLoaded();
        if (_presence != Presence.Present)
            return;
        _committed = Own.Next();
        if (LicenceState.At(Licence, Now).State != AccountState.Deleted)
            PublishNow();
        await DoDueWork();
    }
}
