namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>When somebody is reminded of a contract: days before the last day to terminate and before the end (product.md §5).</summary>
public static class ContractReminders
{
    /// <summary>90, 30 and 7 days before.</summary>
    public static IReadOnlyList<int> Usual { get; } = [90, 30, 7];

    /// <summary>The most reminders of one date.</summary>
    public const int Most = 10;

    /// <summary>The earliest reminder: two years before.</summary>
    public const int MostDays = 730;

    /// <summary>The days of the reminders before a date, the earliest first.</summary>
    /// <param name="before">The date they remind of.</param>
    /// <param name="days">How many days before, in any order.</param>
    public static IReadOnlyList<(int Days, DateOnly On)> Of(DateOnly before, IEnumerable<int> days) =>
        [.. days.Distinct().OrderDescending().Where(count => count <= before.DayNumber).Select(count => (count, before.AddDays(-count)))];
}
