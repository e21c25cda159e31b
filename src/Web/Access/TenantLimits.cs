namespace AleSekretariat.Web.Access;

/// <summary>
/// What one company may ask of a node in a minute: writes from anywhere, reads by its programs. Far above what people do; it
/// keeps a program that runs away from taking the others' turn. Comes after authorization, which knows the company.
/// </summary>
internal sealed class TenantLimits(RequestDelegate next, WebOptions options) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Window<Guid>? _writes = WindowOf(options, options.WritesPerMinute);
    private readonly Window<Guid>? _reads = WindowOf(options, options.ReadsPerMinute);

    public Task InvokeAsync(HttpContext http, CurrentTenant tenant)
    {
        var isApi = ApiPaths.IsApi(http.Request.Path);
        var window = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) ? _writes : isApi ? _reads : null;
        return window is null || !tenant.IsKnown || window.TryTake(tenant.Actor.TenantId, out var wait) ? next(http) : RateLimits.RefuseAsync(http, wait);
    }

    public void Dispose()
    {
        _writes?.Dispose();
        _reads?.Dispose();
    }

    private static Window<Guid>? WindowOf(WebOptions options, int? most) => options.RateLimits && most is { } number ? new Window<Guid>(number, Minute) : null;
}
