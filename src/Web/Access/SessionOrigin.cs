using System.Net;

namespace AleSekretariat.Web.Access;

/// <summary>Where a session begins: shown to its person, who shall tell their own from a stranger's.</summary>
/// <param name="UserAgent">What the browser says it is, at most 256 characters.</param>
/// <param name="Address">The address it came from.</param>
/// <param name="Remember">Whether the cookie outlives the browser.</param>
public sealed record SessionOrigin(string? UserAgent, IPAddress? Address, bool Remember)
{
    /// <summary>Whether a passkey begins it.</summary>
    public bool ByPasskey { get; init; }

    private const int LongestUserAgent = 256;

    /// <summary>The origin of a request.</summary>
    public static SessionOrigin Of(HttpContext? http, bool remember)
    {
        var agent = http?.Request.Headers.UserAgent.ToString() is { Length: > 0 } said ? new string([.. said.Take(LongestUserAgent).Where(char.IsAscii).Where(c => !char.IsControl(c))]) : null;
        return new SessionOrigin(agent, http?.Connection.RemoteIpAddress, remember);
    }
}
