using AleSekretariat.Web.Pages.Deadlines;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace AleSekretariat.Web.Deadlines;

/// <summary>Deadlines as an iCalendar file (RFC 5545): a whole day each, in the words of the page.</summary>
public sealed class CalendarFile(Texts<DeadlineTexts> texts, DeadlineWords words)
{
    /// <summary>The file. Texts are in the language of the moment.</summary>
    /// <param name="company">The company's name.</param>
    /// <param name="letters">What is due.</param>
    /// <param name="site">Where entries are opened.</param>
    /// <param name="now">When the file is made, UTC.</param>
    public string Of(string company, IEnumerable<DueLetter> letters, Uri site, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(letters);
        var calendar = new Calendar { Method = "PUBLISH", ProductId = "-//aleSekretariat//deadlines//PL" };
        calendar.AddProperty("X-WR-CALNAME", texts["Ics.Name", company]);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        foreach (var letter in letters)
            calendar.Events.Add(EventOf(letter, site, now));
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private CalendarEvent EventOf(DueLetter letter, Uri site, DateTimeOffset now)
    {
        var address = new Uri(site, "/correspondence/" + letter.Id.ToString("D"));
        return new CalendarEvent
        {
            // The same in every fetch, so that a calendar moves an event instead of adding one.
            Uid = letter.Id.ToString("D") + "@alesekretariat",
            DtStamp = new CalDateTime(now.UtcDateTime),
            Start = new CalDateTime(letter.Term.LastDay),
            End = new CalDateTime(letter.Term.LastDay.AddDays(1)),
            Summary = texts["Ics.Reply", letter.Subject],
            Description = $"{letter.Number} · {letter.Correspondent ?? texts["NoCorrespondent"]}\n{words.Why(letter.Term)}\n{address}",
            Url = address,
            Transparency = "TRANSPARENT",
        };
    }
}
