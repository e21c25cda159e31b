namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>What doing nothing costs: the payments of one more term, net.</summary>
/// <param name="Payments">How many.</param>
/// <param name="Each">Of how much.</param>
public sealed record RenewalCost(int Payments, decimal Each)
{
    /// <summary>All of them.</summary>
    public decimal Total => Payments * Each;

    /// <summary>Null when the terms do not tell: no value, not recurring, or no whole number of payments in a term.</summary>
    public static RenewalCost? Of(ContractTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms is not { Value: { } each, Renewal: { Unit: NoticeUnit.Months, Amount: var months } })
            return null;
        var between = terms.Recurrence switch
        {
            ContractRecurrence.Monthly => 1,
            ContractRecurrence.Quarterly => 3,
            ContractRecurrence.HalfYearly => 6,
            ContractRecurrence.Yearly => 12,
            _ => 0,
        };
        return between > 0 && months % between == 0 ? new RenewalCost(months / between, each) : null;
    }
}
