using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>The contacts by name: by words, page by page.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class IndexModel(CurrentTenant tenant, ContactReads reads) : PageModel
{
    private const int RowsAPage = 50;

    /// <summary>The words looked for.</summary>
    public string? Query { get; private set; }

    /// <summary>What is shown.</summary>
    public Page<ContactRow> Shown { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(string? q, string? cursor, CancellationToken cancellation)
    {
        if (!Cursor.TryRead(cursor, out _))
            return NotFound();
        Query = q;
        Shown = await reads.ListAsync(tenant.Actor, Query, RowsAPage, cursor, cancellation);

        Response.Headers.Append("Vary", "HX-Request");
        return Request.Headers["HX-Target"].ToString() switch
        {
            "list" => Partial("_List", this),
            "more" => Partial("_Rows", this),
            _ => Page(),
        };
    }

    /// <summary>The next page.</summary>
    public string NextAddress(string cursor)
    {
        var query = new QueryBuilder { { "cursor", cursor } };
        if (!string.IsNullOrEmpty(Query))
            query.Add("q", Query);
        return "/contacts" + query.ToQueryString();
    }
}
