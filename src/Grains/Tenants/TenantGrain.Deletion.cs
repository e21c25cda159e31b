using AleSekretariat.Domain.Licensing;
using Orleans.Storage;

namespace AleSekretariat.Grains.Tenants;

/// <content>
/// Deletion (architecture.md, "Deletion"): mark, rows and keys, blobs, people, tombstone, state, reminder. A crash after any step leaves a
/// reminder that rings within the hour; the next activation finds the mark or the tombstone and goes on from there.
/// </content>
public sealed partial class TenantGrain
{
    private async Task BeginDeletion(DateTimeOffset now)
    {
        // A warning that is owed has not gone out: nobody is deleted unwarned.
        await TrySettle();
        if (Own.State.Owed.Count > 0)
            return;
        // There is no way back from the mark: the etag proves first that this licence is the stored one.
        await Save(Own.State);

        var deadline = Deletion.CertainAt(Licence) ?? now;
        var notices = Deletion.NoticesBefore(Licence, now);
        switch (await _deletion.Mark(TenantId, Own.Facts.Epoch, deadline, now, ClockOffset, notices))
        {
            case DeletionStart.Moved:
                throw LostClaim();
            case DeletionStart.NotYet:
                // As a rule a difference of milliseconds between two machines.
                LogDeletionNotYet(_logger, TenantId);
                RetrySoon();
                return;
            case DeletionStart.Unwarned:
                LogUnwarned(_logger, TenantId);
                await PutOffUntilWarned(notices, now);
                return;
            default:
                LogDeletionBegan(_logger, TenantId);
                await ContinueDeletion();
                return;
        }
    }

    /// <summary>
    /// The days of a warning count from when its mail left, of one that still waits from now. Until they have passed the tenant
    /// is read-only, not deleted: whoever is warned late can still unblock it.
    /// </summary>
    private async Task PutOffUntilWarned(IReadOnlyList<RequiredNotice> notices, DateTimeOffset now)
    {
        var left = await _deletion.Left(TenantId, notices);
        var licence = notices.Aggregate(Licence, (current, notice) => LicenceChanges.NoticeWentOut(
            current, notice.Key, left.TryGetValue(notice.Key, out var at) ? at : now));
        var state = Own.State with
        {
            Licence = licence,
            Owed = [.. Own.State.Owed.Where(effect => effect.Kind != OwedKind.Overview), OwedEffect.Overview],
        };
        await SaveArmed(state, Milestones.NextAfter(licence, now), rang: false);
        Publish();
        await TrySettle();
        if (DueWork.At(Licence, now).DeletionMayBegin)
            RetryIn(Later);
    }

    private async Task ContinueDeletion()
    {
        if (_presence != Presence.Gone)
        {
            _presence = Presence.Leaving;
            var tenantId = TenantId;
            _watchers.Tell(observer => observer.Gone(tenantId));
            _watchers.Clear();

            var epoch = Own.Facts.Epoch;
            if (!await _deletion.DeleteRows(TenantId, epoch))
                throw LostClaim();
            // The keys went with the rows: a copy of a blob that escapes this is noise.
            await _blobs.DeleteAllAsync(TenantId, CancellationToken.None);
            await _deletion.DeletePeople(TenantId);
            if (!await _deletion.Bury(TenantId, epoch, Now))
                throw LostClaim();
            _presence = Presence.Gone;
        }

        await ClearRecord();
        await Disarm();
        LogDeleted(_logger, TenantId);
        DeactivateOnIdle();
    }

    private async Task ClearRecord()
    {
        if (!_record.RecordExists)
            return;
        try
        {
            await _storage.ClearStateAsync(StateName, this.GetGrainId(), _record);
        }
        catch (InconsistentStateException)
        {
            throw LostClaim();
        }
    }

    /// <summary>Found on activation: goes on as soon as the call that activated is answered.</summary>
    private void ResumeDeletion() =>
        this.RegisterGrainTimer(_ => InBackground(ContinueDeletion), new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan });
}
