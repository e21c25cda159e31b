using System.Globalization;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Domain.Time;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>The correspondence book, newest first: by register, by words, page by page; one row for live updates.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class IndexModel(CurrentTenant tenant, CorrespondenceReads reads) : PageModel
{
    private const int RowsAPage = 50;

    /// <summary>The register shown; null = all.</summary>
    public Direction? Direction { get; private set; }

    /// <summary>The words looked for.</summary>
    public string? Query { get; private set; }

    /// <summary>What is shown.</summary>
    public Page<CorrespondenceRow> Shown { get; private set; } = new([], null);

    /// <summary>The month whose heading already stands above these rows.</summary>
    public DateOnly? MonthBefore { get; private set; }

    /// <summary>Whether the page begins at the newest entry and hides none: where live entries come in.</summary>
    public bool IsNewest { get; private set; }

    /// <summary>Where a new entry of this register is written.</summary>
    public string NewAddress => Address("/correspondence/new", ("direction", Direction is { } d ? Choice.Name(d) : null));

    /// <summary>The same list without the words.</summary>
    public string WithoutSearch => Address("/correspondence", ("direction", Direction is { } d ? Choice.Name(d) : null));

    public async Task<IActionResult> OnGetAsync(string? direction, string? q, string? cursor, string? after, CancellationToken cancellation)
    {
        if (!Cursor.TryRead(cursor, out _))
            return NotFound();
        Read(direction, q);
        IsNewest = string.IsNullOrEmpty(cursor) && string.IsNullOrWhiteSpace(Query);
        MonthBefore = YearMonth.TryParse(after, out var month) ? month.FirstDay : null;
        Shown = await reads.ListAsync(tenant.Actor, new CorrespondenceFilter(Direction, Query), RowsAPage, cursor, cancellation);

        Response.Headers.Append("Vary", "HX-Request");
        return Request.Headers["HX-Target"].ToString() switch
        {
            "list" => Partial("_List", this),
            "more" => Partial("_Rows", this),
            _ => Page(),
        };
    }

    /// <summary>One entry as a row, for list.js; only the month's heading if the entry does not belong into this list.</summary>
    public async Task<IActionResult> OnGetRowAsync(Guid id, string? direction, string? q, CancellationToken cancellation)
    {
        Read(direction, q);
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } entry)
            return new NoContentResult();
        var belongs = Direction is null || entry.Direction == Direction;
        Shown = new Page<CorrespondenceRow>(belongs ? [entry] : [], null);
        return Partial("_Fresh", this);
    }

    /// <summary>The next page, which knows under which month's heading it goes on.</summary>
    public string NextAddress(string cursor, DateOnly? month) => Address(
        "/correspondence",
        ("direction", Direction is { } d ? Choice.Name(d) : null),
        ("q", Query),
        ("cursor", cursor),
        ("after", month?.ToString("yyyy-MM", CultureInfo.InvariantCulture)));

    private void Read(string? direction, string? q)
    {
        Direction = Choice.Parse<Direction>(direction);
        Query = q;
    }

    private static string Address(string path, params (string Name, string? Value)[] values)
    {
        var query = new QueryBuilder(values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => KeyValuePair.Create(v.Name, v.Value!)));
        return path + query.ToQueryString();
    }
}
