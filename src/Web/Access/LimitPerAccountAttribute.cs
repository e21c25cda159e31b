using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AleSekretariat.Web.Access;

/// <summary>On a page model: limits its posts for each account, by the e-mail in a field of the form.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitPerAccountAttribute(AccountAttempt attempt, string emailField) : Attribute, IAsyncPageFilter
{
    public AccountAttempt Attempt => attempt;

    public string EmailField => emailField;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType
            && !http.RequestServices.GetRequiredService<AccountAttempts>().TryTake(attempt, http.Request.Form[emailField], out var wait))
        {
            http.Response.Headers.RetryAfter = RateLimits.Seconds(wait);
            context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
            return;
        }

        await next();
    }
}
