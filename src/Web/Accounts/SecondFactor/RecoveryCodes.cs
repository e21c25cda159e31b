using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>One-time codes for who has lost the device: shown once, kept as hashes.</summary>
internal static class RecoveryCodes
{
    /// <summary>How many a person gets.</summary>
    public const int Count = 10;

    /// <summary>120 bits: enough for a hash without salt and without work (OWASP ASVS 6.5.2 asks for 112).</summary>
    private const int Bytes = 15;

    /// <summary>Characters of a code: base32 without padding.</summary>
    private const int Length = Bytes * 8 / 5;

    /// <summary>New codes as they are shown: ABCD-EFGH-….</summary>
    public static IReadOnlyList<string> Make() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes)).Chunk(4).Select(part => new string(part))))];

    /// <summary>What is kept of a code.</summary>
    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(Plain(code)));

    /// <summary>Whether the text could be a recovery code: blanks, dashes and case do not matter.</summary>
    public static bool LookLike(string text) => Plain(text) is { Length: Length } plain && plain.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));

    private static string Plain(string text) => string.Concat(text.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToUpperInvariant();
}
