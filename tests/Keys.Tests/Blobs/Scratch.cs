using System.Security.Cryptography;
using AleSekretariat.Keys.Blobs;

namespace AleSekretariat.Keys.Tests.Blobs;

/// <summary>Short ways to encrypt and decrypt in memory.</summary>
internal static class Scratch
{
    public static BlobAddress Address() => new(Guid.NewGuid(), Guid.NewGuid());

    public static async Task<byte[]> EncryptAsync(TenantKey key, BlobAddress address, byte[] plain)
    {
        using var source = new Trickle(plain);
        using var encrypted = new MemoryStream();
        var content = await BlobCipher.EncryptAsync(key, address, source, encrypted, long.MaxValue, CancellationToken.None);
        Assert.Equal(plain.Length, content!.Size);
        Assert.Equal(SHA256.HashData(plain), content.Sha256);
        return encrypted.ToArray();
    }

    public static async Task<byte[]> DecryptAsync(TenantKey key, BlobAddress address, byte[] encrypted)
    {
        using var source = new Trickle(encrypted);
        using var plain = new MemoryStream();
        await BlobCipher.DecryptAsync([key], address, source, plain, CancellationToken.None);
        return plain.ToArray();
    }

    public static Task RefusedAsync(TenantKey key, BlobAddress address, byte[] encrypted) =>
        Assert.ThrowsAnyAsync<CryptographicException>(() => DecryptAsync(key, address, encrypted));

    /// <summary>A stream that gives a few bytes at a time, as a network does.</summary>
    internal sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 7919)], cancellationToken);
    }
}
