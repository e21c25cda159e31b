using System.Globalization;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Time;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>The contracts register, newest first: by words, page by page; one row for live updates.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class IndexModel(CurrentTenant tenant, ContractReads reads) : PageModel
{
    private const int RowsAPage = 50;

    /// <summary>The words looked for.</summary>
    public string? Query { get; private set; }

    /// <summary>The status chosen; null for all.</summary>
    public ContractStatus? Status { get; private set; }

    /// <summary>What is shown.</summary>
    public Page<ContractRow> Shown { get; private set; } = new([], null);

    /// <summary>The month whose heading already stands above these rows.</summary>
    public DateOnly? MonthBefore { get; private set; }

    /// <summary>Whether the page begins at the newest entry and hides none: where live entries come in.</summary>
    public bool IsNewest { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? q, string? status, string? cursor, string? after, CancellationToken cancellation)
    {
        if (!Cursor.TryRead(cursor, out _))
            return NotFound();
        Query = q;
        Status = Choice.Parse<ContractStatus>(status);
        IsNewest = string.IsNullOrEmpty(cursor) && string.IsNullOrWhiteSpace(Query) && Status is null;
        MonthBefore = YearMonth.TryParse(after, out var month) ? month.FirstDay : null;
        Shown = await reads.ListAsync(tenant.Actor, new ContractFilter(Query, Status), tenant.Today, RowsAPage, cursor, cancellation);

        Response.Headers.Append("Vary", "HX-Request");
        return Request.Headers["HX-Target"].ToString() switch
        {
            "list" => Partial("_List", this),
            "more" => Partial("_Rows", this),
            _ => Page(),
        };
    }

    /// <summary>One contract as a row, for list.js.</summary>
    public async Task<IActionResult> OnGetRowAsync(Guid id, string? q, string? status, CancellationToken cancellation)
    {
        Query = q;
        Status = Choice.Parse<ContractStatus>(status);
        if (await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is not { } contract || (Status is { } wanted && wanted != contract.Status))
            return new NoContentResult();
        Shown = new Page<ContractRow>([contract], null);
        return Partial("_Fresh", this);
    }

    /// <summary>The next page, which knows under which month's heading it goes on.</summary>
    public string NextAddress(string cursor, DateOnly? month)
    {
        var query = new QueryBuilder { { "cursor", cursor } };
        if (!string.IsNullOrEmpty(Query))
            query.Add("q", Query);
        if (Status is { } status)
            query.Add("status", Choice.Name(status));
        if (month is { } day)
            query.Add("after", day.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        return "/contracts" + query.ToQueryString();
    }

    /// <summary>The list of another status, with the same words.</summary>
    public string StatusAddress(ContractStatus? status)
    {
        var query = new QueryBuilder();
        if (!string.IsNullOrEmpty(Query))
            query.Add("q", Query);
        if (status is { } wanted)
            query.Add("status", Choice.Name(wanted));
        return "/contracts" + query.ToQueryString();
    }
}
