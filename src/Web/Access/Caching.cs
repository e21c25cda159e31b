namespace AleSekretariat.Web.Access;

/// <summary>
/// What may be kept by a browser or a proxy: files of the build, which say so themselves. Everything else is somebody's data,
/// or would tell the next person at the desk what the last one did.
/// </summary>
internal static class Caching
{
    /// <summary>Answers that say nothing about caching say <c>no-store</c>.</summary>
    public static IApplicationBuilder UseNoStore(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, http.Response);
        return next(http);
    });

    /// <summary>Tells the browser to forget what pages kept in it: drafts of letters, of whoever used it.</summary>
    public static void ForgetWhatPagesKept(this HttpResponse response) => response.Headers["Clear-Site-Data"] = "\"storage\"";
}
