using AleSekretariat.Domain.Licensing;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <summary>Opens a tenant on Green for an account that exists (product.md §7).</summary>
/// <param name="Company">1-200 characters.</param>
/// <param name="Nip">Ten digits with a right checksum, or null.</param>
/// <param name="OwnerId">The account that becomes the owner.</param>
[GenerateSerializer, Immutable, Alias("OpenTenant")]
public sealed record OpenTenant(
    [property: Id(0)] string Company,
    [property: Id(1)] string? Nip,
    [property: Id(2)] Guid OwnerId);

/// <summary>A client's key for one write, so that a repeat answers the same and does nothing (api.md).</summary>
/// <param name="Route">The route the key belongs to, e.g. <c>POST /api/v1/correspondence</c>.</param>
/// <param name="Key">1-200 visible ASCII characters.</param>
/// <param name="BodyHash">SHA-256 of the request body's meaning: another body with the same key is a mismatch.</param>
[GenerateSerializer, Immutable, Alias("IdempotencyKey")]
public sealed record IdempotencyKey(
    [property: Id(0)] string Route,
    [property: Id(1)] string Key,
    [property: Id(2)] byte[] BodyHash);

/// <summary>Asks for the account to be closed: read-only for 72 hours, then deleted (product.md §2). The password was checked by the web node.</summary>
/// <param name="Company">The company's name as typed; must match, ignoring case and outer spaces.</param>
[GenerateSerializer, Immutable, Alias("CloseAccount")]
public sealed record CloseAccount([property: Id(0)] string Company);

/// <summary>Moves the tenant's test clock forward; refused in production. Exactly one of the two.</summary>
/// <param name="Advance">ISO 8601 duration: days, months and years move local days, times real time (api.md).</param>
/// <param name="Now">The instant to move to.</param>
[GenerateSerializer, Immutable, Alias("MoveClock")]
public sealed record MoveClock([property: Id(0)] string? Advance, [property: Id(1)] DateTimeOffset? Now);

/// <summary>Gives a package without payment (the operator's act).</summary>
/// <param name="Package">A paid package.</param>
/// <param name="Period">How long.</param>
/// <param name="Reason">3-500 characters, written to the licence's history.</param>
/// <param name="By">The administrator's name.</param>
[GenerateSerializer, Immutable, Alias("GrantPackage")]
public sealed record GrantPackage(
    [property: Id(0)] Package Package,
    [property: Id(1)] BillingPeriod Period,
    [property: Id(2)] string Reason,
    [property: Id(3)] string By)
{
    /// <summary>Names this one grant: the same command sent again answers and grants nothing. Empty = from an older sender, never remembered.</summary>
    [Id(4)]
    public Guid OrderId { get; init; } = Guid.NewGuid();
}
