namespace AleSekretariat.Web.Access;

/// <summary>
/// A WebSocket is not held back by the same-origin rule: a foreign page could open one with the visitor's cookie. Browsers
/// always say where the page came from; it must be this host. Programs say nothing.
/// </summary>
internal static class OriginCheck
{
    public static void UseOriginCheck(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) || IsOurs(http.Request))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    private static bool IsOurs(HttpRequest request) =>
        request.Headers.Origin is not [{ Length: > 0 } origin, ..]
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, Authority(request), StringComparison.OrdinalIgnoreCase));

    // Uri leaves the scheme's own port out; so must the other side.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var uri) ? uri.Authority : "";
}
