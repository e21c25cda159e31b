namespace AleSekretariat.Domain.Tests.Time;

/// <summary>Warsaw time from the directive, not from the zone database: a second opinion for the tests.</summary>
internal static class EuropeanSummerTime
{
    public static DateTimeOffset Midnight(DateOnly day)
    {
        var summer = day > LastSunday(day.Year, 3) && day <= LastSunday(day.Year, 10);
        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(summer ? 2 : 1)).ToUniversalTime();
    }

    public static DateTime Local(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        var from = LastSunday(utc.Year, 3).ToDateTime(new TimeOnly(1, 0));
        var to = LastSunday(utc.Year, 10).ToDateTime(new TimeOnly(1, 0));
        return utc.AddHours(utc >= from && utc < to ? 2 : 1);
    }

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    private static DateOnly LastSunday(int year, int month)
    {
        var day = new DateOnly(year, month, 31);
        return day.AddDays(-(int)day.DayOfWeek);
    }
}
