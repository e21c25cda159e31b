using Microsoft.AspNetCore.Diagnostics;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Turns an exception into its answer: 503 with Retry-After for what passes by itself, else 500. The API gets the problem;
/// for pages only the status is set, and the page <c>/error/{status}</c> is shown in its place.
/// </summary>
public sealed partial class FaultHandler(ILogger<FaultHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var problem = ProblemOf(exception);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            LogUnavailable(httpContext.Request.Method, httpContext.Request.Path, exception.GetType().Name, exception.Message);
        else if (problem.Status >= StatusCodes.Status500InternalServerError)
            LogFault(exception, httpContext.Request.Method, httpContext.Request.Path);

        if (ApiPaths.IsApi(httpContext.Request.Path))
        {
            await problem.ExecuteAsync(httpContext);
            return true;
        }

        httpContext.Response.StatusCode = exception is TenantGoneException ? StatusCodes.Status404NotFound : problem.Status;
        if (problem.RetryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }

    private static Problem ProblemOf(Exception exception) => exception switch
    {
        TenantGoneException => RefusalProblems.Unauthorized(),
        BadHttpRequestException bad => RefusalProblems.OfStatus(bad.StatusCode),
        _ when Faults.IsUnavailable(exception) => RefusalProblems.Unavailable(),
        _ => RefusalProblems.OfStatus(StatusCodes.Status500InternalServerError),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFault(Exception exception, string method, string path);

    // One line: while the database is away every request says the same.
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path}: unavailable ({Kind}: {Reason})")]
    private partial void LogUnavailable(string method, string path, string kind, string reason);
}
