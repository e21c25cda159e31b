namespace AleSekretariat.Domain.Quotas;

/// <summary>The two things that are counted; each has its own monthly counter (product.md §1).</summary>
public enum RegisterKind
{
    /// <summary>Entries of the correspondence book, all directions together.</summary>
    Correspondence,

    /// <summary>Contracts.</summary>
    Contracts,
}
