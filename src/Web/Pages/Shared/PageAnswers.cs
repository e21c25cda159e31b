using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>Answers of pages that a script may have asked for.</summary>
public static class PageAnswers
{
    /// <summary>On to another page: as a redirect, or in htmx's way, which leaves the form alone until then.</summary>
    public static IActionResult Registered(this PageModel page, string address)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!page.Request.Headers.ContainsKey("HX-Request"))
            return page.LocalRedirect(address);
        page.Response.Headers["HX-Redirect"] = address;
        return new OkResult();
    }
}
