using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace AleSekretariat.Keys;

/// <summary>
/// The secret part of links in mails: 43 characters that hold an id and prove that it was us who gave it out. The database
/// knows the id and until when it is good, not the secret.
/// </summary>
/// <param name="master">The master keys.</param>
public sealed class LinkSecrets(MasterKeys master)
{
    private const int IdBytes = 16;
    private const int MacBytes = 16;

    /// <summary>What to put into the link.</summary>
    /// <param name="purpose">A stable word, e.g. <c>confirm-email</c>: good for nothing else.</param>
    /// <param name="id">The row that stands for the link.</param>
    public string TokenOf(string purpose, Guid id)
    {
        Span<byte> token = stackalloc byte[IdBytes + MacBytes];
        id.TryWriteBytes(token, bigEndian: true, out _);
        MacOf(master.DeriveAll(Purpose(purpose)).First(), token[..IdBytes], token[IdBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Whether it was us who gave the token out for this purpose, and the row it stands for.</summary>
    public bool TryRead(string purpose, string? token, out Guid id)
    {
        id = Guid.Empty;
        Span<byte> bytes = stackalloc byte[IdBytes + MacBytes];
        if (token is not { Length: 43 }
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacBytes];
        foreach (var key in master.DeriveAll(Purpose(purpose)))
        {
            MacOf(key, bytes[..IdBytes], mac);
            if (!CryptographicOperations.FixedTimeEquals(mac, bytes[IdBytes..]))
                continue;
            id = new Guid(bytes[..IdBytes], bigEndian: true);
            return true;
        }

        return false;
    }

    private static string Purpose(string purpose) => "link/" + purpose;

    private static void MacOf(byte[] key, ReadOnlySpan<byte> id, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, id, whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
