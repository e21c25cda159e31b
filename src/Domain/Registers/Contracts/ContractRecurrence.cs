namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>How often the value of a contract is paid (okresowość).</summary>
public enum ContractRecurrence
{
    /// <summary>Once.</summary>
    Once,

    /// <summary>Each month.</summary>
    Monthly,

    /// <summary>Each quarter.</summary>
    Quarterly,

    /// <summary>Each half of a year.</summary>
    HalfYearly,

    /// <summary>Each year.</summary>
    Yearly,
}
