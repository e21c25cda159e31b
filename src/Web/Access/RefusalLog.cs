using System.Net;
using Microsoft.AspNetCore.Diagnostics;

namespace AleSekretariat.Web.Access;

/// <summary>
/// One line for each request that was refused for who asked, how or how often: wrong tokens, roles, foreign origins and ids,
/// forms that did not come from us, limits. The endpoint's pattern and ids only: nothing that was typed.
/// </summary>
public sealed partial class RefusalLog(RequestDelegate next, ILogger<RefusalLog> log)
{
    public async Task InvokeAsync(HttpContext http, CurrentTenant tenant)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(tenant);
        await next(http);
        // The page that shows a refusal comes by here once more.
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || !IsRefusal(http))
            return;
        var account = tenant.IsKnown ? tenant.Actor.UserId : SignedInPerson.Of(http)?.AccountId;
        LogRefused(
            http.Response.StatusCode, http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-",
            account, tenant.IsKnown ? tenant.Actor.TenantId : null, http.Connection.RemoteIpAddress);
    }

    private static bool IsRefusal(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => true,
        // Wrong values are shown in the form with 200; 400 is a form without our token.
        StatusCodes.Status400BadRequest => !ApiPaths.IsApi(http.Request.Path) && HttpMethods.IsPost(http.Request.Method),
        StatusCodes.Status404NotFound => http.Request.RouteValues.ContainsKey("id"),
        _ => false,
    };

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "{Status} to {Method} {Endpoint}: account {AccountId} of company {TenantId} from {Address}")]
    private partial void LogRefused(int status, string method, string endpoint, Guid? accountId, Guid? tenantId, IPAddress? address);
}
