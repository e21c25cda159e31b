namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>What an annex must satisfy before it is entered.</summary>
public static class AnnexRules
{
    /// <summary>Changes no term and says nothing.</summary>
    public const string Empty = "annexEmpty";

    /// <summary>The contract has as many annexes as one may have.</summary>
    public const string TooMany = "annexTooMany";

    private const int MostAnnexes = 200;

    /// <summary>What is wrong, one error for each field; a term is named "changes.value". Empty when it may be stored.</summary>
    /// <param name="annex">As it would be stored.</param>
    /// <param name="contract">The contract as it was registered or last corrected.</param>
    /// <param name="earlier">Its annexes so far.</param>
    public static IReadOnlyList<FieldError> Validate(Annex annex, ContractDraft contract, IReadOnlyList<Annex> earlier)
    {
        ArgumentNullException.ThrowIfNull(annex);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(earlier);
        var checks = new FieldChecks();
        checks.Text("number", annex.Number, 1, 100);
        if (earlier.Count >= MostAnnexes)
            checks.Add("number", TooMany, FieldChecks.Number(MostAnnexes));
        checks.Text("description", annex.Description, 0, 1000, manyLines: true);
        checks.SaneDate("signedOn", annex.SignedOn);
        checks.SaneDate("effectiveFrom", annex.EffectiveFrom);
        checks.NotBefore("signedOn", annex.SignedOn, contract.SignedOn);
        checks.NotBefore("effectiveFrom", annex.EffectiveFrom, contract.ValidFrom);
        if (annex.Changes.Count == 0 && annex.Description is null)
            checks.Add("changes", Empty);

        // The terms as they would be must be as right as those of a new contract.
        var terms = TermsInForce.On(contract.Terms, [.. earlier, annex], annex.EffectiveFrom);
        foreach (var error in ContractRules.Validate(contract with
        {
            ValidTo = terms.ValidTo,
            Value = terms.Value,
            Currency = terms.Currency,
            VatRate = terms.VatRate,
            Recurrence = terms.Recurrence,
            Notice = terms.Notice,
            Renewal = terms.Renewal,
        }))
        {
            if (annex.Changes.Any(change => error.Field.Split('.')[0] == change.Field.Name()) || error.Field == "validTo")
                checks.Add("changes." + error.Field, error.Code, error.Values);
        }

        return checks.Errors;
    }
}
