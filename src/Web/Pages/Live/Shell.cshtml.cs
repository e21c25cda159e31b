using AleSekretariat.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Live;

/// <summary>The parts of the shell whose words depend on the tenant, drawn anew: live.js puts them in place.</summary>
[Authorize(Policy = Policies.Tenant)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ShellModel : PageModel;
