namespace AleSekretariat.Domain.Licensing;

/// <summary>What a tenant may have, from the free one upwards; the order is the order of "dearer" (product.md §1, §3).</summary>
public enum Package
{
    /// <summary>Free, ten entries and ten contracts a month.</summary>
    Green,

    /// <summary>The smallest paid package.</summary>
    Silver,

    /// <summary>The middle paid package.</summary>
    Gold,

    /// <summary>The largest paid package.</summary>
    Platinum,
}

/// <summary>The length in which a paid package is sold.</summary>
public enum BillingPeriod
{
    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A calendar year.</summary>
    Year,
}

/// <summary>What a tenant may do by its licence (product.md §2). The operator's suspension is a flag beside it.</summary>
public enum AccountState
{
    /// <summary>Everything within the quota.</summary>
    Active,

    /// <summary>The licence ended; reading only, deletion follows.</summary>
    ReadOnly,

    /// <summary>The owner asked for deletion; reading only, may be taken back for 72 hours.</summary>
    Closing,

    /// <summary>The deadline passed: deletion is due, running or done.</summary>
    Deleted,
}
