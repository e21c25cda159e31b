using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AleSekretariat.Keys.Blobs;

/// <summary>
/// How an encrypted blob looks: a header (magic, version, key id, salt), then chunks of 64 KiB, each with its tag. The salt
/// makes a key of the blob's own (HKDF-SHA256), so that the chunk's number alone is a nonce that never repeats under one key.
/// Each chunk is bound to the header, the company, the blob, its number and whether it is the last: none can be left out,
/// moved, repeated, or taken to another blob or company.
/// </summary>
internal sealed class BlobFormat : IDisposable
{
    public const int ChunkBytes = 64 * 1024;
    public const int TagBytes = 16;
    public const int HeaderBytes = MagicBytes + 1 + IdBytes + SaltBytes;

    private const int MagicBytes = 4;
    private const int IdBytes = 16;
    private const int SaltBytes = 32;
    private const int NonceBytes = 12;
    private const byte Version = 1;

    private readonly byte[] _bound = new byte[HeaderBytes + IdBytes + IdBytes + sizeof(long) + 1];
    private readonly byte[] _nonce = new byte[NonceBytes];
    private readonly AesGcm _cipher;
    private long _chunk;

    private BlobFormat(byte[] header, byte[] tenantKey, BlobAddress address)
    {
        header.CopyTo(_bound, 0);
        address.TenantId.TryWriteBytes(_bound.AsSpan(HeaderBytes), bigEndian: true, out _);
        address.BlobId.TryWriteBytes(_bound.AsSpan(HeaderBytes + IdBytes), bigEndian: true, out _);
        var own = HKDF.DeriveKey(HashAlgorithmName.SHA256, tenantKey, MasterKeys.KeyBytes, header[^SaltBytes..], "aleSekretariat/blob"u8.ToArray());
        _cipher = new AesGcm(own, TagBytes);
        CryptographicOperations.ZeroMemory(own);
    }

    private static ReadOnlySpan<byte> Magic => "aleB"u8;

    /// <summary>For writing: makes the header.</summary>
    public static BlobFormat New(TenantKey key, BlobAddress address, out byte[] header)
    {
        header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        header[MagicBytes] = Version;
        key.Id.TryWriteBytes(header.AsSpan(MagicBytes + 1), bigEndian: true, out _);
        RandomNumberGenerator.Fill(header.AsSpan()[^SaltBytes..]);
        return new BlobFormat(header, key.Bytes, address);
    }

    /// <summary>For reading: the key that the header names.</summary>
    /// <exception cref="CryptographicException">No blob of ours, or its key is not among those given: destroyed, or another company's.</exception>
    public static BlobFormat Of(byte[] header, IReadOnlyCollection<TenantKey> keys, BlobAddress address)
    {
        if (header.Length != HeaderBytes || !header.AsSpan().StartsWith(Magic) || header[MagicBytes] != Version)
            throw new CryptographicException("Not an encrypted blob of a version known here.");
        var id = new Guid(header.AsSpan(MagicBytes + 1, IdBytes), bigEndian: true);
        var key = keys.FirstOrDefault(known => known.Id == id) ?? throw new CryptographicException($"The blob's key {id:D} is not there.");
        return new BlobFormat(header, key.Bytes, address);
    }

    /// <summary>Encrypts the next chunk, with the tag behind it.</summary>
    public void Encrypt(ReadOnlySpan<byte> plain, Span<byte> chunk, bool last)
    {
        Next(last);
        _cipher.Encrypt(_nonce, plain, chunk[..plain.Length], chunk.Slice(plain.Length, TagBytes), _bound);
    }

    /// <summary>Decrypts the next chunk.</summary>
    /// <exception cref="CryptographicException">Not what was written there.</exception>
    public void Decrypt(ReadOnlySpan<byte> chunk, Span<byte> plain, bool last)
    {
        Next(last);
        _cipher.Decrypt(_nonce, chunk[..^TagBytes], chunk[^TagBytes..], plain, _bound);
    }

    public void Dispose() => _cipher.Dispose();

    private void Next(bool last)
    {
        BinaryPrimitives.WriteInt64BigEndian(_nonce.AsSpan(NonceBytes - sizeof(long)), _chunk);
        BinaryPrimitives.WriteInt64BigEndian(_bound.AsSpan(HeaderBytes + IdBytes + IdBytes), _chunk);
        _bound[^1] = last ? (byte)1 : (byte)0;
        _chunk++;
    }
}
