using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace AleSekretariat.Testing;

/// <summary>A person's authenticator app: makes codes from the key on the screen, by RFC 6238 and not by the product's own code.</summary>
public sealed class AuthenticatorApp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly byte[] _secret;

    private AuthenticatorApp(byte[] secret) => _secret = secret;

    /// <summary>Typed off the screen: base32, blanks do not matter.</summary>
    public static AuthenticatorApp With(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bits = string.Concat(key.Where(c => !char.IsWhiteSpace(c)).Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return new AuthenticatorApp([.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2))]);
    }

    /// <summary>The code shown now.</summary>
    public string Code => CodeOfStep(0);

    /// <summary>The code shown after this one: also accepted, by a server that allows for a clock half a minute slow.</summary>
    public string NextCode => CodeOfStep(1);

    /// <summary>The code so many steps from now; negative: before.</summary>
    public string CodeOfStep(int steps)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + steps);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // what RFC 6238 and every app use
        HMACSHA1.HashData(_secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 0xf)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
