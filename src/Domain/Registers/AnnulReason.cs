namespace AleSekretariat.Domain.Registers;

/// <summary>Why an entry or contract is annulled: required, 3-500 characters; the number stays used (product.md §4).</summary>
public static class AnnulReason
{
    /// <summary>What is wrong with the reason, field "reason"; empty when nothing.</summary>
    public static IReadOnlyList<FieldError> Validate(string? reason)
    {
        var checks = new FieldChecks();
        checks.Text("reason", reason, 3, 500);
        return checks.Errors;
    }
}
