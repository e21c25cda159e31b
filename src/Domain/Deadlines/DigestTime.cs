using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Deadlines;

/// <summary>When the digest of a day goes out: on working days from 7:30 on a Warsaw clock (shared/ui, 06-terminy).</summary>
public static class DigestTime
{
    private static readonly TimeSpan Morning = new(7, 30, 0);

    /// <summary>The Warsaw day whose digest is due at an instant, until its midnight; null before 7:30 and on days off.</summary>
    public static DateOnly? DueAt(DateTimeOffset now)
    {
        var local = WarsawTime.LocalOf(now);
        var day = DateOnly.FromDateTime(local);
        return local.TimeOfDay >= Morning && DaysOff.IsWorkingDay(day) ? day : null;
    }
}
