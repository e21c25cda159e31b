using AleSekretariat.Web.Access;
using AleSekretariat.Web.Api;
using AleSekretariat.Web.Live;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Live;

/// <summary>The status of the tenant for pages where WebSockets are blocked: asked for every ten seconds.</summary>
[Authorize(Policy = Policies.Tenant)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StatusModel(CurrentTenant tenant) : PageModel
{
    public IActionResult OnGet() => new JsonResult(StatusBody.From(tenant.Snapshot), ApiJson.Default.Options);
}
