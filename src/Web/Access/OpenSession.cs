using System.Net;

namespace AleSekretariat.Web.Access;

/// <summary>A session as its person sees it.</summary>
/// <param name="Id">The session.</param>
/// <param name="UserAgent">What the browser said it is.</param>
/// <param name="Address">The address it began at.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="LastSeenAt">When it was last used, UTC.</param>
public sealed record OpenSession(Guid Id, string? UserAgent, IPAddress? Address, DateTimeOffset Since, DateTimeOffset LastSeenAt);
