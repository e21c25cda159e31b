namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>The chance to end a contract at an end of a term: until when, which end it is, and what happens otherwise.</summary>
/// <param name="LastDay">Ostatni dzień na wypowiedzenie: notice must have arrived by then.</param>
/// <param name="EndsOn">The last day in force if it did.</param>
/// <param name="RenewedTo">The last day in force if it did not; null when the contract ends then anyway.</param>
public sealed record TerminationWindow(DateOnly LastDay, DateOnly EndsOn, DateOnly? RenewedTo)
{
    /// <summary>
    /// The next one on a day. With automatic prolongation the chance that is over gives way to the next, as long as there is
    /// one. Null without an end or a notice.
    /// </summary>
    public static TerminationWindow? On(ContractTerms terms, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.ValidTo is not { } validTo)
            return null;
        if (terms.Renewal is not { } renewal)
            return LastTerminationDay.For(validTo, terms.Notice) is { } only ? new TerminationWindow(only, validTo, null) : null;
        for (var passed = renewal.PassedOn(validTo, day); ; passed++)
        {
            var end = renewal.EndAfter(validTo, passed);
            if (LastTerminationDay.For(end, terms.Notice) is not { } last)
                return null;
            var isLast = passed >= renewal.Times || end >= Renewal.Never;
            if (last >= day || isLast)
                return new TerminationWindow(last, end, isLast ? null : renewal.EndAfter(validTo, passed + 1));
        }
    }
}
