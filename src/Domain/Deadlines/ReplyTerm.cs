using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Deadlines;

/// <summary>A day that a term ran over because nobody works on it.</summary>
/// <param name="Day">Warsaw day.</param>
/// <param name="Why">What makes it free.</param>
public sealed record SkippedDay(DateOnly Day, DayOff Why);

/// <summary>How the day of a reply came about: "14 dni od 3.12 → 17.12" (product.md §6). Warsaw days.</summary>
public sealed record ReplyTerm
{
    private ReplyTerm()
    {
    }

    /// <summary>The day the term is counted from: of receipt, sending or making. It does not count itself (art. 111 of the civil code).</summary>
    public required DateOnly From { get; init; }

    /// <summary>Days from <see cref="From"/> to <see cref="Named"/>, 0 or more.</summary>
    public required int Days { get; init; }

    /// <summary>The day that was written into the entry.</summary>
    public required DateOnly Named { get; init; }

    /// <summary>The last day to act in time: <see cref="Named"/>, or the working day after the days off it begins.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The days off between <see cref="Named"/> (included) and <see cref="LastDay"/>; empty when it is a working day.</summary>
    public required IReadOnlyList<SkippedDay> Skipped { get; init; }

    /// <summary>The term of an entry.</summary>
    /// <param name="from">The day of the entry.</param>
    /// <param name="named">The day by which a reply is due; a day before <paramref name="from"/> counts as it.</param>
    public static ReplyTerm Of(DateOnly from, DateOnly named)
    {
        var skipped = new List<SkippedDay>();
        var day = named;
        for (; DaysOff.At(day) is { } why; day = day.AddDays(1))
            skipped.Add(new SkippedDay(day, why));
        return new ReplyTerm { From = from, Days = Math.Max(0, named.DayNumber - from.DayNumber), Named = named, LastDay = day, Skipped = skipped };
    }
}
