using AleSekretariat.Domain.Licensing;
using Orleans.Concurrency;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <summary>How much of a monthly limit is used.</summary>
/// <param name="Used">Registrations in the Warsaw month.</param>
/// <param name="Limit">The package's limit; null = no limit.</param>
[GenerateSerializer, Immutable, Alias("QuotaUse")]
public sealed record QuotaUse([property: Id(0)] int Used, [property: Id(1)] int? Limit);

/// <summary>How much of the attachments' space is used.</summary>
/// <param name="Used">Bytes.</param>
/// <param name="Limit">Bytes; null = no limit.</param>
[GenerateSerializer, Immutable, Alias("StorageUse")]
public sealed record StorageUse([property: Id(0)] long Used, [property: Id(1)] long? Limit);

/// <summary>
/// A tenant as it stands: licence state computed from the clock, counters, limits. Every open page shows one; a newer one
/// has a higher <see cref="Version"/>. Instants are UTC; those of business deadlines are Warsaw midnights.
/// </summary>
[GenerateSerializer, Immutable, Alias("TenantSnapshot")]
public sealed record TenantSnapshot
{
    /// <summary>The tenant.</summary>
    [Id(0)] public required Guid TenantId { get; init; }

    /// <summary>The company's name.</summary>
    [Id(1)] public required string Company { get; init; }

    /// <summary>The company's NIP, ten digits; null if not given.</summary>
    [Id(2)] public string? Nip { get; init; }

    /// <summary>The package in force; the one that ended, in read-only.</summary>
    [Id(3)] public required Package Package { get; init; }

    /// <summary>The state at <see cref="ServerTime"/>.</summary>
    [Id(4)] public required AccountState State { get; init; }

    /// <summary>Whether the operator suspended writing.</summary>
    [Id(5)] public bool Suspended { get; init; }

    /// <summary>When the licence ends or ended: the first instant it is not valid any more.</summary>
    [Id(6)] public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Since when the tenant is read-only; null unless it is.</summary>
    [Id(7)] public DateTimeOffset? ReadOnlySince { get; init; }

    /// <summary>When deletion is due; null while nothing threatens.</summary>
    [Id(8)] public DateTimeOffset? DeletionAt { get; init; }

    /// <summary>First day of the current Warsaw month.</summary>
    [Id(9)] public required DateOnly Month { get; init; }

    /// <summary>When the monthly counters begin anew.</summary>
    [Id(10)] public required DateTimeOffset ResetsAt { get; init; }

    /// <summary>Correspondence entries of the month.</summary>
    [Id(11)] public required QuotaUse Correspondence { get; init; }

    /// <summary>Contracts of the month.</summary>
    [Id(12)] public required QuotaUse Contracts { get; init; }

    /// <summary>People with access.</summary>
    [Id(13)] public required QuotaUse Users { get; init; }

    /// <summary>Attachments.</summary>
    [Id(14)] public required StorageUse Storage { get; init; }

    /// <summary>epoch × 2^20 + sequence: grows with each change, never goes back.</summary>
    [Id(15)] public required long Version { get; init; }

    /// <summary>The tenant's clock (real time plus the test clock's offset), UTC.</summary>
    [Id(16)] public required DateTimeOffset ServerTime { get; init; }

    /// <summary>The Warsaw day of the last sign-in that was counted: an older one than today means that the next browser request counts as one.</summary>
    [Id(17)] public required DateOnly LastSignInOn { get; init; }
}

/// <summary>A new or changed entry, told to every open page of the tenant.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Kind"><c>correspondence</c> or <c>contract</c>.</param>
/// <param name="Id">The entry.</param>
/// <param name="Number">Its number.</param>
[GenerateSerializer, Immutable, Alias("EntryAnnouncement")]
public sealed record EntryAnnouncement(
    [property: Id(0)] Guid TenantId,
    [property: Id(1)] string Kind,
    [property: Id(2)] Guid Id,
    [property: Id(3)] string Number)
{
    /// <summary>Whether everybody of the tenant may see the entry. If not said, the web node asks the database as each viewer.</summary>
    [Id(4)]
    public bool SeenByAll { get; init; }
}

/// <summary>A web node that watches a tenant. Messages may be lost: the node reads the snapshot afresh when it renews.</summary>
[Alias("ITenantObserver")]
public interface ITenantObserver : IGrainObserver
{
    /// <summary>The tenant changed.</summary>
    /// <param name="snapshot">As it stands now.</param>
    [Alias("Changed"), OneWay]
    Task Changed(TenantSnapshot snapshot);

    /// <summary>An entry is new or changed.</summary>
    /// <param name="entry">Which.</param>
    [Alias("Announced"), OneWay]
    Task Announced(EntryAnnouncement entry);

    /// <summary>The tenant was deleted: everybody out.</summary>
    /// <param name="tenantId">Which.</param>
    [Alias("Gone"), OneWay]
    Task Gone(Guid tenantId);
}
