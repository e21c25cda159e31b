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
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(20);

    private IGrainTimer? _retry;

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await EnsureLoaded();
        switch (_presence)
        {
            case Presence.Present:
                await DoDueWork();
                break;
            case Presence.Unknown:
                // A crash while opening, before the tenant's row.
                await Disarm();
                break;
            default:
                await ContinueDeletion();
                break;
        }
    }

    /// <summary>Everything due now: mails are owed, effects written, deletion begun; then the reminder is armed for what comes next.</summary>
    private async Task DoDueWork()
    {
        var now = Now;
        var state = Own.State;
        var due = DueWork.At(Licence, now);
        if (due.DeletionMayBegin)
        {
            await BeginDeletion(now);
            return;
        }

        if (due.Notices.Count > 0)
        {
            state = state with
            {
                Licence = due.Notices.Aggregate(Licence, (licence, notice) => LicenceChanges.NoticeSent(licence, notice, now)),
                Owed = [.. state.Owed.Where(effect => effect.Kind != OwedKind.Overview), OwedEffect.Overview, .. due.Notices.SelectMany(notice => EffectsOf(notice, now))],
            };
        }

        var armed = await ArmFor(state, due.NextAt);
        if (!ReferenceEquals(armed, Own.State))
        {
            await Save(armed);
            Publish();
        }

        await TrySettle();
    }

    private IEnumerable<OwedEffect> EffectsOf(Milestone notice, DateTimeOffset now)
    {
        var status = LicenceState.At(Licence, now);
        yield return new OwedEffect(
            OwedKind.Mail,
            $"{TenantId:D}/{notice.Key}",
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

    /// <summary>Pays what the state owes. What cannot be paid now stays owed: a timer, the reminder and the next activation try again.</summary>
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
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogUnsettled(_logger, e, TenantId);
            RetrySoon();
            return;
        }

        await Save(Own.State with { Owed = [] });
    }

    private void RetrySoon() =>
        _retry ??= this.RegisterGrainTimer(Retry, new() { DueTime = RetryAfter, Period = Timeout.InfiniteTimeSpan });

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

    /// <summary>
    /// Arms the reminder unless it rings in time anyway. Arming comes before the state is written: whatever crash, it never
    /// rings later than the state says.
    /// </summary>
    private async Task<TenantState> ArmFor(TenantState state, DateTimeOffset? next)
    {
        if (next is not { } instant)
            return state;
        var wait = instant - Now;
        var due = wait < MinReminderDue ? MinReminderDue : wait > MaxReminderDue ? MaxReminderDue : wait;
        var real = _time.GetUtcNow();
        return state.ReminderAt is { } armed && armed > real && armed <= real + due + MinReminderDue
            ? state
            : state with { ReminderAt = await Arm(due) };
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
