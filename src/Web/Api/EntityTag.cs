using System.Globalization;

namespace AleSekretariat.Web.Api;

/// <summary>The ETag of one thing: its version.</summary>
internal static class EntityTag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    public static void Put(HttpContext http, int version) => http.Response.Headers.ETag = Of(version);
}
