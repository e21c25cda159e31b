using AleSekretariat.Web.Access;
using AleSekretariat.Web.Audit;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>What happened to access, people and the account, newest first; refused attempts too. For the owner.</summary>
[Authorize(Policy = Policies.Owner)]
public sealed class AuditModel(CurrentTenant tenant, AuditReads reads) : PageModel
{
    private const int RowsAPage = 50;

    /// <summary>What is asked for; null is everything.</summary>
    public AuditGroup? Group { get; private set; }

    public Page<AuditRow> Shown { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(string? group, string? cursor, CancellationToken cancellation)
    {
        Group = Choice.Parse<AuditGroup>(group);
        if ((Group is null && !string.IsNullOrEmpty(group)) || !AuditReads.IsCursor(cursor))
            return NotFound();
        Shown = await reads.ListAsync(tenant.Actor, Group, RowsAPage, cursor, cancellation);
        return Page();
    }

    /// <summary>The next page of the same group.</summary>
    public string NextAddress(string cursor)
    {
        var query = new QueryBuilder { { "cursor", cursor } };
        if (Group is { } group)
            query.Add("group", Choice.Name(group));
        return "/account/audit" + query.ToQueryString();
    }
}
