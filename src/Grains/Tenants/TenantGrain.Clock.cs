using System.Globalization;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Tenants;

/// <content>The test clock (product.md §8): moves forward from milestone to milestone, and at each everything happens for real.</content>
public sealed partial class TenantGrain
{
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MailGlance = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> MoveClock(MoveClock command, Actor actor)
    {
        if (!_testClock.Enabled)
            return Refuse<TenantSnapshot>(new Refusal.NotFound());
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        if (Target(command, Now, out var target) is { } refusal)
            return Refuse<TenantSnapshot>(refusal);

        while (true)
        {
            var step = Milestones.NextAfter(Licence, Now) is { } milestone && milestone < target ? milestone : target;
            await SetClock(step);
            var (facts, licence, limits, now) = (Own.Facts, Licence, LimitsAt(Now), Now);
            await UntilWarned();
            await DoDueWork();
            if (_presence != Presence.Present)
                return TenantSnapshots.Of(TenantId, facts, licence, limits, Own.Sequence + 1, now);
            if (step >= target)
                return Snapshot(Now);
        }
    }

    /// <summary>
    /// Mails take real time, of which a moved clock leaves none: before a deletion it waits for the warnings to leave. If they
    /// do not in a while, deletion itself finds out.
    /// </summary>
    private async Task UntilWarned()
    {
        var now = Now;
        if (!DueWork.At(Licence, now).DeletionMayBegin)
            return;
        var notices = Deletion.NoticesBefore(Licence, now);
        await TrySettle();
        if (Own.State.Owed.Count > 0)
            return;
        var began = _time.GetTimestamp();
        while ((await _deletion.Left(TenantId, notices)).Count < notices.Count && _time.GetElapsedTime(began) < MailPatience)
            await Task.Delay(MailGlance, _time);
    }

    private static Refusal? Target(MoveClock command, DateTimeOffset now, out DateTimeOffset target)
    {
        target = now;
        switch (command)
        {
            case { Advance: { } advance, Now: null }:
                if (!TestClockAdvance.TryParse(advance, out var parsed))
                    return Refusals.Invalid("advance", FieldError.Format, "P31D, P1Y, PT5M (≤ P20Y)");
                return parsed.TryApplyTo(now, out target) ? null : Refusals.Invalid("advance", FieldError.OutOfRange, "PT0S", $"P{(int)(TestClockAdvance.Latest - now).TotalDays}D");
            case { Advance: null, Now: { } instant }:
                target = instant.ToUniversalTime();
                return target < now ? Refusals.Invalid("now", FieldError.BeforeDate, Written(now))
                    : target > TestClockAdvance.Latest ? Refusals.Invalid("now", FieldError.OutOfRange, Written(now), Written(TestClockAdvance.Latest))
                    : null;
            default:
                return Refusals.Invalid("advance", FieldError.Required);
        }
    }

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Never back: the time that passed since the step was chosen is kept.</summary>
    private async Task SetClock(DateTimeOffset step)
    {
        var offset = step - _time.GetUtcNow();
        if (offset <= Own.State.ClockOffset)
            return;
        // Up to a whole millisecond: the clock shows whole ones, and must show the step as reached.
        await Save(Own.State with { ClockOffset = offset + TimeSpan.FromMilliseconds(1) });
        Publish();
    }
}
