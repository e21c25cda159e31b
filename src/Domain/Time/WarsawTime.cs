namespace AleSekretariat.Domain.Time;

/// <summary>
/// The only place that knows the business time zone. Days, months and years begin at midnight in Europe/Warsaw,
/// also across the two changes of clocks; instants are kept in UTC (product.md, introduction).
/// </summary>
public static class WarsawTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    /// <summary>The Warsaw day an instant lies in.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(LocalOf(instant));

    /// <summary>The Warsaw month an instant lies in.</summary>
    public static YearMonth MonthOf(DateTimeOffset instant) => YearMonth.Of(DateOf(instant));

    /// <summary>The instant of the Warsaw midnight that begins the day, with UTC offset 0.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => FromLocal(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The instant of the Warsaw midnight that begins the month, with UTC offset 0.</summary>
    public static DateTimeOffset StartOf(YearMonth month) => StartOf(month.FirstDay);

    /// <summary>The time on a Warsaw wall clock at an instant; its kind is unspecified.</summary>
    public static DateTime LocalOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>
    /// The instant of a Warsaw wall time, with UTC offset 0. A time skipped in spring is moved forward by the hour that
    /// was skipped; of a time that comes twice in autumn the first is meant.
    /// </summary>
    public static DateTimeOffset FromLocal(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(wall))
        {
            // The offset of the day before is the one in force until the skipped hour: using it lands past the gap.
            return new DateTimeOffset(wall, Zone.GetUtcOffset(wall.AddDays(-1))).ToUniversalTime();
        }

        var offset = Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>Moves by Warsaw days, keeping the wall time where it exists (see <see cref="FromLocal"/>); 0 moves nothing.</summary>
    public static DateTimeOffset AddLocalDays(DateTimeOffset from, int days) =>
        // Zero is kept apart: the second 2:30 of an autumn night must not become the first.
        days == 0 ? from.ToUniversalTime() : FromLocal(LocalOf(from).AddDays(days));

    /// <summary>Moves by Warsaw months as <see cref="DateOnly.AddMonths"/> does, keeping the wall time where it exists.</summary>
    public static DateTimeOffset AddLocalMonths(DateTimeOffset from, int months) =>
        months == 0 ? from.ToUniversalTime() : FromLocal(LocalOf(from).AddMonths(months));
}
