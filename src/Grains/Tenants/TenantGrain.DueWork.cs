using System.Globalization;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>
/// What the clock asks for. The one reminder never decides anything: it asks what is due now, so that a tick may come late,
/// twice, early or not at all.
/// </content>
public sealed partial class TenantGrain
{
    /// <summary>The name of the tenant's one reminder.</summary>
    public const string Reminder = "milestones";

    // Due times beyond 49.7 days were unreliable in some releases of Orleans; a tick too early costs nothing.
    private static readonly TimeSpan MaxReminderDue = TimeSpan.FromDays(30);
    private static readonly TimeSpan MinReminderDue = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    private IGrainTimer? _retry;
    private DateTimeOffset _retryAt;

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        try
        {
            await EnsureLoaded();
            await (_presence switch
            {
                Presence.Present => DoDueWork(rang: true),
                // A crash while opening, before the tenant's row.
                Presence.Unknown => Disarm(),
                _ => ContinueDeletion(),
            });
        }
        catch (Exception e) when (e is not TenantMovedException)
        {
            // Orleans logs it. The next tick is an hour away.
            RetrySoon();
            throw;
        }
    }

    /// <summary>Everything due now: mails are owed, effects written, deletion begun; then the reminder is armed for what comes next.</summary>
    /// <param name="rang">Whether the reminder has just rung: it is then armed for an hour from now, whatever the state says.</param>
    private async Task DoDueWork(bool rang = false)
    {
        var now = Now;
        var state = Own.State;
        var due = DueWork.At(Licence, now);
        if (due.DeletionMayBegin)
        {
            await BeginDeletion(now);
            return;
        }

        // A package may change with nobody doing anything: an appended period begins.
        var package = LicenceState.PackageAt(Licence, now);
        if (due.Notices.Count > 0 || state.OverviewPackage != package)
        {
            state = state with
            {
                OverviewPackage = package,
                Licence = due.Notices.Aggregate(Licence, (licence, notice) => LicenceChanges.NoticeSent(licence, notice, now)),
                Owed = [.. state.Owed.Where(effect => effect.Kind != OwedKind.Overview), OwedEffect.Overview, .. due.Notices.SelectMany(notice => EffectsOf(notice, now))],
            };
        }

        if (await SaveArmed(state, due.NextAt, rang))
            Publish();
        await TrySettle();
        await HoldUserLimit();
    }

    private IEnumerable<OwedEffect> EffectsOf(Milestone notice, DateTimeOffset now)
    {
        var status = LicenceState.At(Licence, now);
        yield return new OwedEffect(
            OwedKind.Mail,
            DeletionStore.NoticeKey(TenantId, notice.Key),
            Word(notice.Kind),
            now,
            OwedEffect.BySystem,
            Details(
                ("company", Own.Facts.Company),
                ("package", Word(status.Package)),
                ("validUntil", Day(WarsawTime.StartOf(Licence.EndDate))),
                ("deletionOn", Day(Deletion.PlannedAt(Licence, now)))));
        if (notice.Kind == MilestoneKind.ReadOnlyBegan)
            yield return History("readOnlyBegan", notice.DueAt, OwedEffect.BySystem, Details());
    }

    /// <summary>
    /// Pays what the state owes. What cannot be paid now stays owed: a timer, the reminder and the next activation try again.
    /// It fails only for a lost claim: who asked for something else is not refused because of old debts.
    /// </summary>
    private async Task TrySettle()
    {
        if (Own.State.Owed is not { Count: > 0 } owed)
            return;
        try
        {
            if (!await _effects.Write(
                TenantId, Own.Facts.Epoch, TenantSnapshots.Version(Own.Facts.Epoch, Own.Sequence), Licence, Now, owed))
            {
                throw LostClaim();
            }

            await Save(Own.State with { Owed = [] });
        }
        catch (Exception e) when (e is TenantUnavailableException || DatabaseFaults.IsOutage(e))
        {
            LogUnsettled(_logger, e, TenantId);
            RetrySoon();
        }
        catch (Exception e) when (e is not TenantMovedException)
        {
            LogRefusedEffects(_logger, e, TenantId);
            RetryIn(Later);
        }
    }

    private void RetrySoon() => RetryIn(Soon);

    private void RetryIn(TimeSpan wait)
    {
        var at = _time.GetUtcNow() + wait;
        if (_retry is not null && _retryAt <= at)
            return;
        _retry?.Dispose();
        _retryAt = at;
        _retry = this.RegisterGrainTimer(Retry, new() { DueTime = wait, Period = Timeout.InfiniteTimeSpan });
    }

    private async Task Retry(CancellationToken cancellation)
    {
        _retry?.Dispose();
        _retry = null;
        await InBackground(async () =>
        {
            await EnsureLoaded();
            await (_presence switch
            {
                Presence.Present => DoDueWork(),
                Presence.Unknown => Task.CompletedTask,
                _ => ContinueDeletion(),
            });
        });
    }

    /// <summary>Work that nobody waits for: a failure is logged, and tried again unless another activation does it now.</summary>
    private async Task InBackground(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (TenantMovedException)
        {
            // Logged where it was found.
        }
        catch (Exception e)
        {
            LogBackground(_logger, e, TenantId);
            RetrySoon();
        }
    }

    /// <summary>Arms the reminder if need be, then writes the state if it is another. True when it was written.</summary>
    private async Task<bool> SaveArmed(TenantState state, DateTimeOffset? next, bool rang)
    {
        var armed = await ArmFor(state, next, rang);
        if (ReferenceEquals(armed, Own.State))
            return false;
        try
        {
            await Save(armed);
            return true;
        }
        catch (TenantMovedException) when (!ReferenceEquals(armed, state))
        {
            // Reminders know no claims: this one may have replaced what the tenant's writer armed. Let it ring and be asked.
            await InBackground(() => Arm(MinReminderDue));
            throw;
        }
    }

    /// <summary>
    /// Arms the reminder unless it rings in time anyway. Arming comes before the state is written: whatever crash, it never
    /// rings later than the state says.
    /// </summary>
    private async Task<TenantState> ArmFor(TenantState state, DateTimeOffset? next, bool rang)
    {
        if (next is not { } instant)
            return state;
        var wait = instant - Now;
        var due = wait < MinReminderDue ? MinReminderDue : wait > MaxReminderDue ? MaxReminderDue : wait;
        var real = _time.GetUtcNow();
        if (!rang && state.ReminderAt is { } armed && armed > real && armed <= real + due + MinReminderDue)
            return state;
        var at = await Arm(due);
        return state.ReminderAt is { } said && (said - at).Duration() < MinReminderDue ? state : state with { ReminderAt = at };
    }

    private async Task<DateTimeOffset> Arm(TimeSpan due)
    {
        try
        {
            await this.RegisterOrUpdateReminder(Reminder, due, ReminderPeriod);
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e) || e is ReminderException)
        {
            LogOutage(_logger, e, TenantId);
            throw new TenantUnavailableException();
        }

        return _time.GetUtcNow() + due;
    }

    private async Task Disarm()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private static string Day(DateTimeOffset instant) => WarsawTime.DateOf(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
