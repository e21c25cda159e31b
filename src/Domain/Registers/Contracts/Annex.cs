namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>One term as an annex sets it.</summary>
/// <param name="Field">Which.</param>
/// <param name="Value">As <see cref="TermText"/> writes it; null = no longer agreed.</param>
public sealed record TermChange(TermField Field, string? Value);

/// <summary>An annex (aneks): never changed, only followed by another (product.md §5).</summary>
/// <param name="Number">As the paper has it, 1-100 characters.</param>
/// <param name="SignedOn">Its date.</param>
/// <param name="EffectiveFrom">The first day its terms are in force.</param>
/// <param name="Description">What it says besides, ≤ 1000.</param>
/// <param name="Changes">The terms it sets, each at most once.</param>
public sealed record Annex(string Number, DateOnly SignedOn, DateOnly EffectiveFrom, string? Description, IReadOnlyList<TermChange> Changes);

/// <summary>Which terms are in force when.</summary>
public static class TermsInForce
{
    /// <summary>The terms on a day: those of the contract, changed by each annex in force by then.</summary>
    /// <param name="agreed">The contract's own terms.</param>
    /// <param name="annexes">In the order they were entered: of two from the same day the later one counts.</param>
    /// <param name="day">Warsaw day.</param>
    public static ContractTerms On(ContractTerms agreed, IEnumerable<Annex> annexes, DateOnly day) =>
        InOrder(annexes).Where(annex => annex.EffectiveFrom <= day).Aggregate(agreed, With);

    /// <summary>The terms once all annexes are in force.</summary>
    public static ContractTerms AtLast(ContractTerms agreed, IEnumerable<Annex> annexes) => InOrder(annexes).Aggregate(agreed, With);

    /// <summary>What an annex changes, as the terms stood when it came into force.</summary>
    /// <param name="agreed">The contract's own terms.</param>
    /// <param name="earlier">The annexes entered before it.</param>
    /// <param name="annex">The annex.</param>
    public static IReadOnlyList<FieldChange> ChangesOf(ContractTerms agreed, IEnumerable<Annex> earlier, Annex annex)
    {
        ArgumentNullException.ThrowIfNull(annex);
        var before = On(agreed, earlier, annex.EffectiveFrom);
        return [.. annex.Changes.Select(change => new FieldChange(change.Field.Name(), TermText.Of(before, change.Field), change.Value))];
    }

    private static IEnumerable<Annex> InOrder(IEnumerable<Annex> annexes) => annexes.OrderBy(annex => annex.EffectiveFrom);

    private static ContractTerms With(ContractTerms terms, Annex annex) =>
        annex.Changes.Aggregate(terms, (changed, change) => changed.With(change.Field, change.Value));
}
