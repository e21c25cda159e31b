namespace AleSekretariat.Domain.Deadlines;

/// <summary>How a deadline presses, in the order in which they are read.</summary>
public enum Pressing
{
    /// <summary>Its last day passed.</summary>
    Late,

    /// <summary>Today is its last day.</summary>
    Today,

    /// <summary>Later in this week, Sunday included.</summary>
    ThisWeek,

    /// <summary>After this week.</summary>
    Later,
}

/// <summary>Which group a day belongs to.</summary>
public static class PressingOn
{
    /// <summary>How a last day presses on a day; weeks begin on Mondays.</summary>
    public static Pressing For(DateOnly lastDay, DateOnly today) =>
        lastDay < today ? Pressing.Late
        : lastDay == today ? Pressing.Today
        : lastDay <= SundayOf(today) ? Pressing.ThisWeek
        : Pressing.Later;

    private static DateOnly SundayOf(DateOnly day) => day.AddDays((7 - (int)day.DayOfWeek) % 7);
}
