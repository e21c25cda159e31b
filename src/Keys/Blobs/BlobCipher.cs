using System.Security.Cryptography;

namespace AleSekretariat.Keys.Blobs;

/// <summary>What was stored.</summary>
/// <param name="Size">Bytes of the plaintext.</param>
/// <param name="Sha256">Of the plaintext.</param>
public sealed record BlobContent(long Size, byte[] Sha256);

/// <summary>Encrypts and decrypts blobs as they stream by: never more than two chunks of one are in memory.</summary>
public static class BlobCipher
{
    /// <summary>Encrypts.</summary>
    /// <param name="key">The company's key.</param>
    /// <param name="address">The blob opens at this address only.</param>
    /// <param name="plain">What to encrypt.</param>
    /// <param name="encrypted">Where to.</param>
    /// <param name="mostBytes">More plaintext than this is refused.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Size and hash of the plaintext; null when it is larger than allowed: what was written then is worthless.</returns>
    public static async Task<BlobContent?> EncryptAsync(
        TenantKey key, BlobAddress address, Stream plain, Stream encrypted, long mostBytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(encrypted);
        using var format = BlobFormat.New(key, address, out var header);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await encrypted.WriteAsync(header, cancellation);

        var (now, next) = (new byte[BlobFormat.ChunkBytes], new byte[BlobFormat.ChunkBytes]);
        var chunk = new byte[BlobFormat.ChunkBytes + BlobFormat.TagBytes];
        var size = 0L;
        var length = await FillAsync(plain, now, cancellation);
        for (var last = false; !last; (now, next) = (next, now))
        {
            // The last chunk says so: only the one behind it tells whether this is it.
            var following = length < now.Length ? 0 : await FillAsync(plain, next, cancellation);
            last = following == 0;
            size += length;
            if (size + following > mostBytes)
                return null;
            hash.AppendData(now, 0, length);
            format.Encrypt(now.AsSpan(0, length), chunk, last);
            await encrypted.WriteAsync(chunk.AsMemory(0, length + BlobFormat.TagBytes), cancellation);
            length = following;
        }

        return new BlobContent(size, hash.GetHashAndReset());
    }

    /// <summary>
    /// Decrypts. Each chunk is checked before a byte of it is handed on; that nothing is missing at the end is known only
    /// there, so whoever reads must take an exception for "all of it is void".
    /// </summary>
    /// <param name="keys">The company's keys.</param>
    /// <param name="address">Where the blob was found.</param>
    /// <param name="encrypted">The blob.</param>
    /// <param name="plain">Where to.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CryptographicException">Altered, cut, of another address, or its key is gone.</exception>
    public static async Task DecryptAsync(
        IReadOnlyCollection<TenantKey> keys, BlobAddress address, Stream encrypted, Stream plain, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plain);
        var header = new byte[BlobFormat.HeaderBytes];
        if (await FillAsync(encrypted, header, cancellation) < header.Length)
            throw new CryptographicException("Too short for an encrypted blob.");
        using var format = BlobFormat.Of(header, keys, address);

        const int whole = BlobFormat.ChunkBytes + BlobFormat.TagBytes;
        var (now, next) = (new byte[whole], new byte[whole]);
        var content = new byte[BlobFormat.ChunkBytes];
        var length = await FillAsync(encrypted, now, cancellation);
        for (var last = false; !last; (now, next) = (next, now))
        {
            var following = length < whole ? 0 : await FillAsync(encrypted, next, cancellation);
            last = following == 0;
            if (length < BlobFormat.TagBytes)
                throw new CryptographicException("The blob is cut.");
            var bytes = length - BlobFormat.TagBytes;
            format.Decrypt(now.AsSpan(0, length), content.AsSpan(0, bytes), last);
            await plain.WriteAsync(content.AsMemory(0, bytes), cancellation);
            length = following;
        }
    }

    private static async Task<int> FillAsync(Stream from, byte[] buffer, CancellationToken cancellation) =>
        await from.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
}
