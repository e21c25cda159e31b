namespace AleSekretariat.Web.Access;

/// <summary>Headers every answer carries. The policy admits our own files and this request's scripts by nonce, nothing else.</summary>
public static class SecurityHeaders
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, WebOptions options) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // For browsers that do not know frame-ancestors.
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = PolicyOf(http, options);
        return next(http);
    });

    private static string PolicyOf(HttpContext http, WebOptions options)
    {
        // The API reference page brings inline scripts and styles of its own; it shows nothing of a tenant.
        if (options.ApiReference && http.Request.Path.StartsWithSegments("/scalar", StringComparison.OrdinalIgnoreCase))
            return "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        var nonce = http.RequestServices.GetRequiredService<CspNonce>().Value;
        return $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{(http.Request.IsHttps ? "; upgrade-insecure-requests" : "")}";
    }
}
