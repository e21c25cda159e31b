namespace AleSekretariat.Web.Access;

/// <summary>What is shown when something went wrong: a problem for programs, the page <c>/error/{status}</c> for people.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.Use(KeepHeaders);
        app.UseWhen(http => ApiPaths.IsApi(http.Request.Path), api => api.UseStatusCodePages(context =>
            RefusalProblems.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext)));
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // FaultHandler answers everything; this is what the framework asks for in case it would not.
            ExceptionHandler = http => RefusalProblems.OfStatus(StatusCodes.Status500InternalServerError).ExecuteAsync(http),
            SuppressDiagnosticsCallback = _ => true,
        });
        app.Use(FormCharset.RefuseOthers);
    }

    /// <summary>What answers a fault begins by clearing all headers, also those that protect the answer: they come back.</summary>
    private static Task KeepHeaders(HttpContext http, RequestDelegate next)
    {
        var before = http.Response.Headers.ToArray();
        http.Response.OnStarting(() =>
        {
            foreach (var (name, value) in before)
                http.Response.Headers.TryAdd(name, value);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static bool IsPage(HttpContext http) => !ApiPaths.IsApi(http.Request.Path)
        && !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && !http.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
}
