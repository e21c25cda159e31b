using System.Globalization;
using AleSekretariat.Domain.Deadlines;
using AleSekretariat.Web.Pages.Deadlines;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Deadlines;

/// <summary>A day's deadlines as the details of a mail, in the language of the moment.</summary>
public sealed class Digest(Texts<DeadlineTexts> texts, DeadlineWords words)
{
    /// <summary>The most letters a mail names; the page has all.</summary>
    public const int MostLines = 20;

    /// <summary>The details; null when nothing is late, due today or in this week: such a day has no digest.</summary>
    /// <param name="company">The company's name.</param>
    /// <param name="letters">What is due, the earliest first.</param>
    /// <param name="today">The Warsaw day.</param>
    public Dictionary<string, string>? Of(string company, IReadOnlyList<DueLetter> letters, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(letters);
        var pressing = letters.Where(letter => PressingOn.For(letter.Term.LastDay, today) < Pressing.Later).ToList();
        if (pressing.Count == 0)
            return null;
        var counts = pressing.CountBy(letter => PressingOn.For(letter.Term.LastDay, today))
            .Select(group => texts.Count("Digest." + group.Key, group.Value));
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["company"] = company,
            ["summary"] = string.Join(", ", counts),
        };
        foreach (var (place, letter) in pressing.Take(MostLines).Index())
        {
            var day = letter.Term.LastDay;
            var number = (place + 1).ToString("D2", CultureInfo.InvariantCulture);
            details["when" + number] = $"{Formats.ShortDate(day)}, {words.Distance(day, today)}";
            // A mailbox is read by others too: of a confidential letter the number is enough.
            details["what" + number] = $"{letter.Number}: {(letter.Confidential ? texts["Confidential"] : letter.Subject)}";
        }

        if (pressing.Count > MostLines)
            details["more"] = texts.Count("Digest.More", pressing.Count - MostLines);
        return details;
    }
}
