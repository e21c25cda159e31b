using System.Buffers.Text;
using System.Security.Cryptography;

namespace AleSekretariat.Web.Access;

/// <summary>The nonce of this request's content security policy: scripts of the page carry it, injected ones cannot.</summary>
public sealed class CspNonce
{
    /// <summary>128 random bits, base64url.</summary>
    public string Value { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
