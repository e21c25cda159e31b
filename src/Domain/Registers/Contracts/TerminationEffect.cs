namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>The last day in force of a contract that notice is given of: <see cref="LastTerminationDay"/> told forwards.</summary>
public static class TerminationEffect
{
    /// <summary>
    /// With automatic prolongation the end of the term that may still be left in time. Otherwise the day the notice runs out,
    /// moved on to the end of month or quarter if so agreed, and never after the contract's own end; without an agreed notice
    /// the day itself.
    /// </summary>
    /// <param name="terms">The terms on that day.</param>
    /// <param name="givenOn">The day notice arrives, Warsaw.</param>
    public static DateOnly Of(ContractTerms terms, DateOnly givenOn)
    {
        ArgumentNullException.ThrowIfNull(terms);
        // No date of a contract reaches so far; a notice counted from there would leave the calendar.
        if (givenOn > Renewal.Never)
            return givenOn;
        if (terms.Renewal is not null && TerminationWindow.On(terms, givenOn) is { } window && window.LastDay >= givenOn)
            return window.EndsOn;
        var runsOut = terms.Notice switch
        {
            null => givenOn,
            { Unit: NoticeUnit.Days, Amount: var days } => givenOn.AddDays(days),
            { Unit: NoticeUnit.Weeks, Amount: var weeks } => givenOn.AddDays(7 * weeks),
            { Amount: var months } => givenOn.AddMonths(months),
        };
        var effect = (terms.Notice?.Effect ?? NoticeEffect.None) switch
        {
            NoticeEffect.EndOfMonth => EndOfMonth(runsOut),
            NoticeEffect.EndOfQuarter => EndOfMonth(new DateOnly(runsOut.Year, (runsOut.Month + 2) / 3 * 3, 1)),
            _ => runsOut,
        };
        return terms.FinalDay < effect ? terms.FinalDay.Value : effect;
    }

    private static DateOnly EndOfMonth(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
