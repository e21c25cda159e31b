namespace AleSekretariat.Domain.Time;

/// <summary>Why nobody works on a day.</summary>
public enum DayOff
{
    /// <summary>A Saturday: a term does not end on it, though some offices work.</summary>
    Saturday,

    /// <summary>A Sunday.</summary>
    Sunday,

    /// <summary>1 January.</summary>
    NewYear,

    /// <summary>6 January, since 2011 (Trzech Króli).</summary>
    Epiphany,

    /// <summary>Easter Monday.</summary>
    EasterMonday,

    /// <summary>1 May.</summary>
    LabourDay,

    /// <summary>3 May.</summary>
    ConstitutionDay,

    /// <summary>The Thursday sixty days after Easter (Boże Ciało).</summary>
    CorpusChristi,

    /// <summary>15 August.</summary>
    Assumption,

    /// <summary>1 November.</summary>
    AllSaints,

    /// <summary>11 November; in 2018 the 12th was off as well.</summary>
    IndependenceDay,

    /// <summary>24 December, since 2025.</summary>
    ChristmasEve,

    /// <summary>25 and 26 December.</summary>
    Christmas,
}

/// <summary>
/// Days free from work in Poland: the act of 18 January 1951 on days free from work, as amended (Epiphany from 2011,
/// Christmas Eve from 2025), and Saturdays, which art. 115 of the civil code and art. 57 § 4 of the code of
/// administrative procedure treat alike. Holidays that always fall on a Sunday (Easter, Pentecost) are Sundays here.
/// </summary>
public static class DaysOff
{
    /// <summary>Why the day is free from work; null for a working day. A holiday is named before a Saturday or Sunday.</summary>
    public static DayOff? At(DateOnly day) => Fixed(day) ?? Movable(day) ?? day.DayOfWeek switch
    {
        DayOfWeek.Saturday => DayOff.Saturday,
        DayOfWeek.Sunday => DayOff.Sunday,
        _ => null,
    };

    /// <summary>Whether the day is a working day.</summary>
    public static bool IsWorkingDay(DateOnly day) => At(day) is null;

    /// <summary>The day itself when it is a working day, else the next one.</summary>
    public static DateOnly WorkingDayFrom(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>Easter Sunday of the Gregorian year (the anonymous algorithm of 1876).</summary>
    public static DateOnly EasterOf(int year)
    {
        var (golden, century, ofCentury) = (year % 19, year / 100, year % 100);
        var moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var sunday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - moon - ofCentury % 4) % 7;
        var place = moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) / 451) + 114;
        return new DateOnly(year, place / 31, place % 31 + 1);
    }

    private static DayOff? Fixed(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) => DayOff.NewYear,
        (1, 6) when day.Year >= 2011 => DayOff.Epiphany,
        (5, 1) => DayOff.LabourDay,
        (5, 3) => DayOff.ConstitutionDay,
        (8, 15) => DayOff.Assumption,
        (11, 1) => DayOff.AllSaints,
        (11, 11) => DayOff.IndependenceDay,
        (11, 12) when day.Year == 2018 => DayOff.IndependenceDay,
        (12, 24) when day.Year >= 2025 => DayOff.ChristmasEve,
        (12, 25) or (12, 26) => DayOff.Christmas,
        _ => null,
    };

    private static DayOff? Movable(DateOnly day) => (day.DayNumber - EasterOf(day.Year).DayNumber) switch
    {
        1 => DayOff.EasterMonday,
        60 => DayOff.CorpusChristi,
        _ => null,
    };
}
