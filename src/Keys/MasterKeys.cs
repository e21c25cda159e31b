using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace AleSekretariat.Keys;

/// <summary>
/// The operator's master keys: the current one, and those from before a rotation. Encrypts small secrets for the database
/// and derives keys for single purposes; never leaves the process.
/// </summary>
public sealed class MasterKeys
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    /// <summary>The setting, as the environment writes it: 32 random bytes in base64.</summary>
    public const string Setting = "Keys__Master";

    private const int IdBytes = 4;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[][] _keys;

    private MasterKeys(byte[][] keys) => _keys = keys;

    /// <summary>Reads <c>Keys:Master</c> and <c>Keys:Previous</c>.</summary>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="fileWhenUnset">
    /// Development only: a file that holds the key, made with a random one at the first start. Null where a key must be configured.
    /// </param>
    /// <exception cref="ValidationException">No key, or one that is not 32 bytes in base64; the message names the setting.</exception>
    public static MasterKeys Read(IConfiguration configuration, string? fileWhenUnset)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var current = configuration["Keys:Master"] is { Length: > 0 } configured ? Parse(Setting, configured)
            : fileWhenUnset is not null ? KeyFile.ReadOrMake(fileWhenUnset)
            : throw new ValidationException($"{Setting} is not set: 32 random bytes in base64 (openssl rand -base64 32), the same on every silo and web node.");
        var previous = (configuration.GetSection("Keys:Previous").Get<string[]>() ?? []).Select((text, i) => Parse($"Keys__Previous__{i}", text));
        return new MasterKeys([current, .. previous]);
    }

    /// <summary>Encrypts a small secret for storing.</summary>
    /// <param name="secret">What to keep.</param>
    /// <param name="purpose">A stable word, e.g. <c>tenant-key</c>.</param>
    /// <param name="boundTo">The id of what it belongs to: it opens for no other.</param>
    /// <returns>Id of the master key, nonce, ciphertext, tag.</returns>
    public byte[] Wrap(ReadOnlySpan<byte> secret, string purpose, string boundTo)
    {
        var wrapped = new byte[IdBytes + NonceBytes + secret.Length + TagBytes];
        var master = _keys[0];
        IdOf(master).CopyTo(wrapped, 0);
        var nonce = wrapped.AsSpan(IdBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Derive(master, purpose), TagBytes);
        cipher.Encrypt(nonce, secret, wrapped.AsSpan(IdBytes + NonceBytes, secret.Length), wrapped.AsSpan()[^TagBytes..], Binding(purpose, boundTo));
        return wrapped;
    }

    /// <summary>Opens what <see cref="Wrap"/> made, also under an earlier master key.</summary>
    /// <exception cref="CryptographicException">Not made for this purpose and id, altered, or its master key is not configured any more.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose, string boundTo)
    {
        if (wrapped.Length < IdBytes + NonceBytes + TagBytes)
            throw new CryptographicException("Too short for a wrapped secret.");
        var id = wrapped[..IdBytes];
        foreach (var master in _keys)
        {
            if (!id.SequenceEqual(IdOf(master)))
                continue;
            var secret = new byte[wrapped.Length - IdBytes - NonceBytes - TagBytes];
            using var cipher = new AesGcm(Derive(master, purpose), TagBytes);
            cipher.Decrypt(wrapped.Slice(IdBytes, NonceBytes), wrapped[(IdBytes + NonceBytes)..^TagBytes], wrapped[^TagBytes..], secret, Binding(purpose, boundTo));
            return secret;
        }

        throw new CryptographicException($"The master key {Convert.ToHexStringLower(id)} is not configured; see Keys__Previous.");
    }

    /// <summary>The keys for one purpose, the current master key's first.</summary>
    internal IEnumerable<byte[]> DeriveAll(string purpose) => _keys.Select(master => Derive(master, purpose));

    private static byte[] Derive(byte[] master, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: Encoding.UTF8.GetBytes("aleSekretariat/" + purpose));

    private static byte[] IdOf(byte[] master) => SHA256.HashData(master)[..IdBytes];

    /// <summary>The purpose's length goes first: no two pairs of texts bind alike.</summary>
    private static byte[] Binding(string purpose, string boundTo)
    {
        var (first, second) = (Encoding.UTF8.GetBytes(purpose), Encoding.UTF8.GetBytes(boundTo));
        var binding = new byte[sizeof(int) + first.Length + second.Length];
        BinaryPrimitives.WriteInt32BigEndian(binding, first.Length);
        first.CopyTo(binding, sizeof(int));
        second.CopyTo(binding, sizeof(int) + first.Length);
        return binding;
    }

    internal static byte[] Parse(string setting, string text)
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes
            ? key
            : throw new ValidationException($"{setting} is no key: 32 random bytes in base64 are needed (openssl rand -base64 32).");
    }
}
