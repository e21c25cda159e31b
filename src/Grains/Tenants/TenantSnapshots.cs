using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Tenants;

/// <summary>The tenant as everybody sees it: made of what was committed and one reading of the clock.</summary>
internal static class TenantSnapshots
{
    /// <summary>The step between two epochs in a version: a claim may make a million changes before it must claim anew.</summary>
    public const int VersionsPerEpoch = 1 << 20;

    public static long Version(long epoch, int sequence) => epoch * VersionsPerEpoch + sequence;

    public static TenantSnapshot Of(
        Guid tenantId, TenantFacts facts, Licence licence, PackageLimits limits, int sequence, DateTimeOffset now)
    {
        var status = LicenceState.At(licence, now);
        var month = WarsawTime.MonthOf(now);
        return new TenantSnapshot
        {
            TenantId = tenantId,
            Company = facts.Company,
            Nip = facts.Nip,
            Package = status.Package,
            State = status.State,
            Suspended = status.Suspended,
            ValidUntil = status.ValidUntil ?? DateTimeOffset.MaxValue,
            ReadOnlySince = status.ReadOnlySince,
            DeletionAt = status.DeletionAt,
            Month = month.FirstDay,
            ResetsAt = WarsawTime.StartOf(month.Next()),
            Correspondence = new QuotaUse(facts.Used(RegisterKind.Correspondence, month.FirstDay), limits.EntriesPerMonth),
            Contracts = new QuotaUse(facts.Used(RegisterKind.Contracts, month.FirstDay), limits.ContractsPerMonth),
            Users = new QuotaUse(facts.Users, limits.Users),
            Storage = new StorageUse(facts.StorageUsed, limits.StorageBytes),
            Version = Version(facts.Epoch, sequence),
            ServerTime = now,
            LastSignInOn = WarsawTime.DateOf(licence.LastSignIn),
        };
    }
}
