namespace AleSekretariat.Keys.Blobs;

/// <summary>Whose blob, and which.</summary>
/// <param name="TenantId">The company.</param>
/// <param name="BlobId">Made by us; used once.</param>
public readonly record struct BlobAddress(Guid TenantId, Guid BlobId);
