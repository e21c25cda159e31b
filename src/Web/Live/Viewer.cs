using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Live;

/// <summary>One live connection and what entitles it: a session or a token.</summary>
/// <param name="ConnectionId">SignalR's name of the connection.</param>
/// <param name="Actor">Whom it was authenticated as.</param>
/// <param name="SessionId">The browser's session; null with a token.</param>
/// <param name="SecurityStamp">The account's stamp when it connected; null with a token.</param>
/// <param name="TokenHash">The token's hash; null with a session.</param>
/// <param name="Disconnect">Ends the connection.</param>
public sealed record Viewer(
    string ConnectionId, Actor Actor, Guid? SessionId, string? SecurityStamp, byte[]? TokenHash, Action Disconnect);
