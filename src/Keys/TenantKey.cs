using System.Security.Cryptography;

namespace AleSekretariat.Keys;

/// <summary>A company's own key, which encrypts its attachments. Destroyed with the company: whatever files remain are then noise.</summary>
/// <param name="Id">Names it in what it encrypted, so that a company may get a new one.</param>
/// <param name="Bytes">32 bytes; never stored as they are.</param>
public sealed record TenantKey(Guid Id, byte[] Bytes)
{
    private const string Purpose = "tenant-key";

    /// <summary>A new random key.</summary>
    public static TenantKey Make() => new(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes));

    /// <summary>Opens what <see cref="Wrap"/> made for the same company.</summary>
    /// <exception cref="CryptographicException">Another company's, altered, or its master key is not configured any more.</exception>
    public static TenantKey Unwrap(MasterKeys master, Guid tenantId, Guid id, ReadOnlySpan<byte> wrapped)
    {
        ArgumentNullException.ThrowIfNull(master);
        return new TenantKey(id, master.Unwrap(wrapped, Purpose, BoundTo(tenantId, id)));
    }

    /// <summary>The key as the database may hold it.</summary>
    public byte[] Wrap(MasterKeys master, Guid tenantId)
    {
        ArgumentNullException.ThrowIfNull(master);
        return master.Wrap(Bytes, Purpose, BoundTo(tenantId, Id));
    }

    private static string BoundTo(Guid tenantId, Guid id) => $"{tenantId:D}/{id:D}";

    /// <summary>Not the bytes: a record's text ends up in logs.</summary>
    public override string ToString() => $"key {Id:D}";
}
