namespace AleSekretariat.Domain.Quotas;

/// <summary>What a package allows; null means no limit. Figures come from the price list version in force.</summary>
/// <param name="EntriesPerMonth">Correspondence entries in a Warsaw month.</param>
/// <param name="ContractsPerMonth">Contracts in a Warsaw month.</param>
/// <param name="Users">Users of the tenant.</param>
/// <param name="StorageBytes">Attachments together, in bytes.</param>
public sealed record PackageLimits(int? EntriesPerMonth, int? ContractsPerMonth, int? Users, long? StorageBytes)
{
    /// <summary>Green's two monthly limits: the only figures that are constants [FAQ].</summary>
    public const int GreenPerMonth = 10;

    /// <summary>The monthly limit of one register; null means no limit.</summary>
    public int? For(RegisterKind kind) => kind switch
    {
        RegisterKind.Correspondence => EntriesPerMonth,
        RegisterKind.Contracts => ContractsPerMonth,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such register."),
    };
}
