using System.Security.Cryptography;
using OtpNet;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>The secret an authenticator app and we share, and the codes that follow from it (RFC 6238: SHA-1, 30 s, six digits).</summary>
public sealed class AuthenticatorSeed
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>Seconds a code is shown for.</summary>
    public const int StepSeconds = 30;

    private const int Bytes = 20;
    private const string Issuer = "aleSekretariat";

    // Clocks of phones differ: the step before and the one after are accepted as well.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly byte[] _secret;

    internal AuthenticatorSeed(byte[] secret) => _secret = secret;

    /// <summary>160 random bits, as many as the hash has.</summary>
    public static AuthenticatorSeed Make() => new(RandomNumberGenerator.GetBytes(Bytes));

    internal ReadOnlySpan<byte> Secret => _secret;

    /// <summary>For typing into an app that cannot scan: base32 in groups of four.</summary>
    public string Key => string.Join(' ', Base32Encoding.ToString(_secret).TrimEnd('=').Chunk(4).Select(part => new string(part)));

    /// <summary>What the QR code says.</summary>
    /// <param name="email">How the app names the account.</param>
    public string AddressFor(string email) =>
        $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(email)}?secret={Base32Encoding.ToString(_secret).TrimEnd('=')}&issuer={Issuer}&digits={Digits}&period={StepSeconds}";

    /// <summary>The time step the code belongs to; null if it belongs to none around now.</summary>
    public long? StepOf(string code, DateTimeOffset now) =>
        new Totp(_secret, StepSeconds, OtpHashMode.Sha1, Digits).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;
}
