using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Quotas;

/// <summary>The one place that decides whether a write of a tenant may happen (product.md §1-2).</summary>
public static class WriteGate
{
    /// <summary>
    /// Null when the write may happen. Read-only is named before suspended: it carries a date the owner must know.
    /// </summary>
    /// <param name="status">The licence at <paramref name="now"/>.</param>
    /// <param name="limits">The limits of the package in force.</param>
    /// <param name="kind">The register written to; null for a change that uses no quota (edit, annul, settings).</param>
    /// <param name="used">Registrations of that kind in the Warsaw month of <paramref name="now"/>.</param>
    /// <param name="count">How many the write adds; an import adds many, all or nothing. Ignored without a kind.</param>
    /// <param name="now">The moment of registration, by the tenant's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A kind with a count below 1 or a negative use.</exception>
    public static GateRefusal? Check(
        LicenceStatus status, PackageLimits limits, RegisterKind? kind, int used, int count, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(limits);
        if (status.State != AccountState.Active)
            return new GateRefusal.ReadOnly(status.State, status.DeletionAt);
        if (status.Suspended)
            return new GateRefusal.Suspended();
        if (kind is not { } register)
            return null;

        ArgumentOutOfRangeException.ThrowIfNegative(used);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return limits.For(register) is { } limit && (long)used + count > limit
            ? new GateRefusal.QuotaExhausted(register, used, limit, WarsawTime.StartOf(WarsawTime.MonthOf(now).Next()))
            : null;
    }

    /// <summary>Null when people may come in: by an accepted invitation, or back after a suspension.</summary>
    /// <param name="status">The licence now.</param>
    /// <param name="limits">The limits of the package in force.</param>
    /// <param name="users">People with access; suspended ones and pending invitations are none.</param>
    /// <param name="count">How many come in, all or nobody.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than none.</exception>
    public static GateRefusal? CheckUsers(LicenceStatus status, PackageLimits limits, int users, int count)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegative(users);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (status.State != AccountState.Active)
            return new GateRefusal.ReadOnly(status.State, status.DeletionAt);
        if (status.Suspended)
            return new GateRefusal.Suspended();
        return count > 0 && limits.Users is { } limit && (long)users + count > limit ? new GateRefusal.UsersExhausted(users, limit) : null;
    }

    /// <summary>Null when an attachment may be added.</summary>
    /// <param name="status">The licence now.</param>
    /// <param name="limits">The limits of the package in force.</param>
    /// <param name="used">Bytes of all attachments so far.</param>
    /// <param name="bytes">How many are added.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than none.</exception>
    public static GateRefusal? CheckStorage(LicenceStatus status, PackageLimits limits, long used, long bytes)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegative(used);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (status.State != AccountState.Active)
            return new GateRefusal.ReadOnly(status.State, status.DeletionAt);
        if (status.Suspended)
            return new GateRefusal.Suspended();
        return limits.StorageBytes is { } limit && bytes > limit - used ? new GateRefusal.StorageExhausted(used, limit) : null;
    }
}
