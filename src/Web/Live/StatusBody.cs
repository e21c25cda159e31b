using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Live;

/// <summary>
/// A tenant's status as programs and pages get it: the body of <c>GET /api/v1/status</c> and of the live message
/// <c>status</c> (api.md). Serialize with <see cref="Api.ApiJson"/>.
/// </summary>
public sealed record StatusBody
{
    public required Guid TenantId { get; init; }
    public required Package Package { get; init; }
    public required AccountState State { get; init; }
    public bool Suspended { get; init; }
    public required DateTimeOffset ValidUntil { get; init; }
    public DateTimeOffset? ReadOnlySince { get; init; }
    public DateTimeOffset? DeletionAt { get; init; }

    /// <summary>The Warsaw month, <c>2026-11</c>.</summary>
    public required string Month { get; init; }

    /// <summary>When the monthly counters begin anew.</summary>
    public required DateTimeOffset ResetsAt { get; init; }
    public required QuotaUse Correspondence { get; init; }
    public required QuotaUse Contracts { get; init; }
    public required QuotaUse Users { get; init; }
    public required StorageUse Storage { get; init; }
    public required long Version { get; init; }

    /// <summary>The tenant's clock.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>The body of a snapshot.</summary>
    public static StatusBody From(TenantSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new StatusBody
        {
            TenantId = snapshot.TenantId,
            Package = snapshot.Package,
            State = snapshot.State,
            Suspended = snapshot.Suspended,
            ValidUntil = snapshot.ValidUntil,
            ReadOnlySince = snapshot.ReadOnlySince,
            DeletionAt = snapshot.DeletionAt,
            Month = YearMonth.Of(snapshot.Month).ToString(),
            ResetsAt = snapshot.ResetsAt,
            Correspondence = snapshot.Correspondence,
            Contracts = snapshot.Contracts,
            Users = snapshot.Users,
            Storage = snapshot.Storage,
            Version = snapshot.Version,
            ServerTime = snapshot.ServerTime,
        };
    }
}
