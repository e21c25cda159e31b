using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AleSekretariat.Web.Pages;

/// <summary>
/// A page asked for something it has no handler for (a POST to a page that only shows) would be drawn without its data:
/// it is not found instead.
/// </summary>
internal sealed class UnknownHandlers : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var shows = HttpMethods.IsGet(context.HttpContext.Request.Method) && context.ActionDescriptor.HandlerMethods.Count == 0;
        if (context.HandlerMethod is null && !shows)
            context.Result = new NotFoundResult();
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
