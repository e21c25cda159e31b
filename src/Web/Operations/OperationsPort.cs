namespace AleSekretariat.Web.Operations;

/// <summary>
/// <c>/metrics</c> tells how much is written and by how many: nothing for the public port. It answers on the port of
/// <c>Web:OperationsPort</c> alone (one of the addresses the host listens on); without the setting, in Development only.
/// </summary>
internal static class OperationsPort
{
    public static void UseOperationsPort(this IApplicationBuilder app, WebOptions options, bool development) => app.Use((http, next) =>
    {
        // The port of the connection: the Host header is the client's word.
        var shown = options.OperationsPort is { } port ? http.Connection.LocalPort == port : development;
        if (shown || !http.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
