using Microsoft.Net.Http.Headers;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Forms are UTF-8. Another charset would be read as something else than its sender wrote, and one that the framework knows
/// but does not support (UTF-7) fails as if it were a fault of ours.
/// </summary>
internal static class FormCharset
{
    public static Task RefuseOthers(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.HasFormContentType || IsUtf8(http.Request.ContentType))
            return next(http);
        // The page that says so must not try to read it either.
        http.Request.ContentType = null;
        http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    private static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
