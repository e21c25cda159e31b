namespace AleSekretariat.Web.Access;

/// <summary>Where programs talk to us: they get problems as JSON, never a page.</summary>
public static class ApiPaths
{
    public const string V1 = "/api/v1";

    /// <summary>Whether a request is a program's.</summary>
    public static bool IsApi(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
}
