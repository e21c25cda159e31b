namespace AleSekretariat.Web.Access;

/// <summary>What an open page asks for by itself: nobody has to be there, so it is neither a sign-in nor a visit.</summary>
internal static class BackgroundRequests
{
    public static bool Is(HttpRequest request) =>
        request.Path.StartsWithSegments("/live", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
}
