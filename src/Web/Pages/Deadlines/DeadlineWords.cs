using AleSekretariat.Domain.Deadlines;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Pages.Deadlines;

/// <summary>Deadlines in words: when, and why then ("14 dni od 10.12 → 24.12 (Wigilia, wolne), 25.12–27.12 wolne → 28.12").</summary>
public sealed class DeadlineWords(Texts<DeadlineTexts> texts)
{
    /// <summary>How far away a day is: "3 dni temu", "dziś", "jutro", a weekday within a week, else the weekday too.</summary>
    public string Distance(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        < 0 and var days => texts.Count("Ago", -days),
        0 => texts["Now"],
        1 => texts["Tomorrow"],
        _ => Formats.Weekday(day),
    };

    /// <summary>How the last day of a reply came about.</summary>
    public string Why(ReplyTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        var named = term.Skipped is [var first, ..]
            ? texts["Why.Off", Day(term.Named), texts["Off." + first.Why]]
            : texts["Why.On", Day(term.Named), Formats.Weekday(term.Named)];
        var counted = term.Days == 0
            ? texts["Why.SameDay", named]
            : texts.Count("Why", term.Days, Day(term.From), named);
        return term.Skipped.Count == 0 ? counted : $"{counted}{More(term.Skipped)} → {Day(term.LastDay)}";
    }

    private string More(IReadOnlyList<SkippedDay> skipped) => skipped.Count switch
    {
        1 => "",
        2 => ", " + texts["Why.OffOne", Day(skipped[1].Day)],
        _ => ", " + texts["Why.OffRange", Day(skipped[1].Day), Day(skipped[^1].Day)],
    };

    private static string Day(DateOnly day) => Formats.ShortDate(day);
}
