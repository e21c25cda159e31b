using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>Glyph and colour of a letter's direction, status and term: the word always stands beside them.</summary>
public static class LetterLook
{
    private const int SoonDays = 3;

    /// <summary>The sprite's glyph and the class of its colour.</summary>
    public static (string Glyph, string Style) Of(CorrespondenceStatus status) => status switch
    {
        CorrespondenceStatus.New => ("as-new", "info"),
        CorrespondenceStatus.Assigned => ("as-q1", "info"),
        CorrespondenceStatus.InProgress => ("as-q2", "warn"),
        CorrespondenceStatus.Done or CorrespondenceStatus.Delivered => ("as-done", "ok"),
        CorrespondenceStatus.Prepared => ("as-open", "idle"),
        CorrespondenceStatus.Sent => ("as-q2", "info"),
        CorrespondenceStatus.Returned => ("as-back", "bad"),
        _ => ("as-void", "idle"),
    };

    /// <summary>The arrow of a direction.</summary>
    public static string IconOf(Direction direction) => direction switch
    {
        Direction.Incoming => "ti-arrow-down-left",
        Direction.Outgoing => "ti-arrow-up-right",
        _ => "ti-arrows-exchange",
    };

    /// <summary>Late, soon (three days) or neither; a letter that is dealt with is neither.</summary>
    public static (string? Icon, string? Style) DueOf(CorrespondenceRow row, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(row);
        var open = row.Status is not (CorrespondenceStatus.Done or CorrespondenceStatus.Delivered or CorrespondenceStatus.Annulled);
        return row.DueOn switch
        {
            { } day when open && day < today => ("ti-alert-circle", "late"),
            { } day when open && day.DayNumber - today.DayNumber <= SoonDays => ("ti-clock", "soon"),
            _ => (null, null),
        };
    }
}
