using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Registers;
using Orleans.Storage;

namespace AleSekretariat.Grains.Tenants;

/// <content>
/// Becoming the tenant's one writer (docs/adr/0004). An activation claims before it answers anything: a version seen by a
/// browser then never goes back, and whatever it reads was written by nobody later.
/// </content>
public sealed partial class TenantGrain
{
    private const int ClaimAttempts = 4;

    private TenantState Stored => _record.State ?? new TenantState();

    /// <summary>Loads once; callers that interleave wait for the same load. After a fault the next call tries again.</summary>
    private async Task EnsureLoaded()
    {
        var loading = _loading ??= Load();
        try
        {
            await loading;
        }
        catch (Exception e)
        {
            if (ReferenceEquals(_loading, loading))
                _loading = null;
            if (e is TenantMovedException or TenantUnavailableException || !DatabaseFaults.IsOutage(e))
                throw;
            LogOutage(_logger, e, TenantId);
            throw new TenantUnavailableException();
        }
    }

    private async Task Load()
    {
        await _prices.EnsureLoaded();
        _committed = null;
        var claim = await _tenants.Claim(TenantId, ownEpoch: null);
        await ReadRecord();
        switch (claim)
        {
            case ClaimResult.Unknown:
                _presence = Presence.Unknown;
                break;
            case ClaimResult.Buried:
                _presence = Presence.Gone;
                if (_record.RecordExists)
                    ResumeDeletion();
                break;
            case ClaimResult.Claimed { Facts.DeletingSince: not null } leaving:
                _presence = Presence.Leaving;
                _committed = new Committed(leaving.Facts, Stored, 0);
                ResumeDeletion();
                break;
            case ClaimResult.Claimed { Facts: var facts }:
                if (!facts.HasKey)
                    await _keys.MakeFirst(TenantId, facts.Epoch, Now);
                _committed = new Committed(facts, await TakeRecord(facts), 1);
                _presence = Presence.Present;
                if (!_testClock.Enabled && Own.State.ClockOffset != TimeSpan.Zero)
                    LogOffsetIgnored(_logger, TenantId, Own.State.ClockOffset);
                await TrySettle();
                await HoldUserLimit();
                break;
            default:
                throw LostClaim();
        }
    }

    /// <summary>
    /// Writes the claim into the state too. An activation that was the writer before holds an etag that is worthless from
    /// here on: its licence changes fail as its registrations do. Without a state (a crash while opening) it is made, but
    /// never in the place of one that was lost: a tenant with a history had a licence.
    /// </summary>
    private async Task<TenantState> TakeRecord(TenantFacts facts)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Stored.Epoch > facts.Epoch)
                throw LostClaim();
            if (Stored.Licence is null && await _tenants.HasHistory(TenantId))
            {
                LogStateMissing(_logger, TenantId);
                throw new InvalidOperationException($"The state of tenant {TenantId} is missing.");
            }

            var taken = Stored.Licence is null ? Opened(facts) : Stored with { Epoch = facts.Epoch, ReminderAt = null };
            _record.State = taken;
            try
            {
                await _storage.WriteStateAsync(StateName, this.GetGrainId(), _record);
                return taken;
            }
            catch (InconsistentStateException) when (attempt < ClaimAttempts)
            {
                // The writer before us was quicker, as it may until now; what it wrote counts.
                await ReadRecord();
            }
            catch (InconsistentStateException)
            {
                throw LostClaim();
            }
        }
    }

    private TenantState Opened(TenantFacts facts) => new()
    {
        Licence = Licence.Open(facts.OpenedAt),
        Epoch = facts.Epoch,
        OverviewPackage = Package.Green,
        ReminderAt = _armedAtOpening,
        Owed =
        [
            OwedEffect.Overview,
            History("opened", facts.OpenedAt, OwedEffect.BySystem, Details()),
        ],
    };

    private async Task ReadRecord()
    {
        _record = new GrainState<TenantState>(new TenantState());
        await _storage.ReadStateAsync(StateName, this.GetGrainId(), _record);
    }

    /// <summary>
    /// After an unknown outcome: claims anew, as long as the tenant is still ours. The claim waits for the statement whose
    /// answer was lost or defeats it; what was read with it is the truth.
    /// </summary>
    /// <returns>
    /// False when the tenant is another's: the statement whose answer was lost is then either committed or will never be.
    /// </returns>
    private async Task<bool> TryReclaim()
    {
        try
        {
            if (await _tenants.Claim(TenantId, Own.Facts.Epoch) is not ClaimResult.Claimed { Facts: var facts })
                return false;
            _committed = new Committed(facts, Own.State, 1);
            return true;
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            _loading = null;
            LogOutage(_logger, e, TenantId);
            throw new TenantUnavailableException();
        }
    }

    /// <summary>
    /// Writes the state and makes it what readers see. After any failure the truth is only in the database: the next call
    /// claims and reads anew.
    /// </summary>
    private async Task Save(TenantState next)
    {
        _record.State = next;
        try
        {
            await _storage.WriteStateAsync(StateName, this.GetGrainId(), _record);
        }
        catch (InconsistentStateException)
        {
            throw LostClaim();
        }
        catch (Exception e)
        {
            _loading = null;
            if (!DatabaseFaults.IsOutage(e))
                throw;
            LogOutage(_logger, e, TenantId);
            throw new TenantUnavailableException();
        }

        _committed = Own.Next() with { State = next };
    }

    /// <summary>This activation is not the writer any more: it ends, and the caller is told to ask again.</summary>
    private TenantMovedException LostClaim()
    {
        LogMoved(_logger, TenantId, _committed?.Facts.Epoch);
        _metrics.ActivationMoved();
        _loading = null;
        DeactivateOnIdle();
        return new TenantMovedException();
    }
}
