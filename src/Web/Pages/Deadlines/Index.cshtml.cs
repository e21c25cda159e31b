using System.Globalization;
using AleSekretariat.Domain.Deadlines;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Deadlines;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Deadlines;

/// <summary>What has to be done by when, the most urgent first, each day with its reason (product.md §6).</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class IndexModel(CurrentTenant tenant, DeadlineReads reads, CalendarFeeds feeds, DigestSubscriptions digests) : PageModel
{
    private const int RowsAPage = 100;

    /// <summary>The letters shown, the earliest day first.</summary>
    public Page<DueLetter> Letters { get; private set; } = new([], null);

    /// <summary>The person's address for calendars; null when there is none.</summary>
    public CalendarFeed? Feed { get; private set; }

    /// <summary>Whether the person gets the deadlines by e-mail.</summary>
    public bool HasDigest { get; private set; }

    /// <summary>Whether only what the person was given is shown.</summary>
    public bool IsMine { get; private set; }

    /// <summary>The letters by how they press; groups without any are left out.</summary>
    public IEnumerable<IGrouping<Pressing, DueLetter>> Groups => Letters.Items.GroupBy(letter => PressingOn.For(letter.Term.LastDay, tenant.Today));

    /// <summary>Seven weeks around today.</summary>
    public IReadOnlyList<IReadOnlyList<CalendarDay>> Calendar => MiniCalendar.Around(tenant.Today, Letters.Items.Select(letter => letter.Term.LastDay));

    public async Task<IActionResult> OnGetAsync(string? whose, string? cursor, CancellationToken cancellation)
    {
        if (!DueCursor.TryRead(cursor, out _))
            return NotFound();
        IsMine = whose == "mine";
        HasDigest = await digests.HasAsync(tenant.Actor, cancellation);
        Feed = await feeds.FindAsync(tenant.Actor, cancellation);
        Letters = await reads.LettersAsync(tenant.Actor, IsMine, RowsAPage, cursor, cancellation);
        return Page();
    }

    /// <summary>A secret address for calendars, in place of the one there was.</summary>
    public async Task<IActionResult> OnPostFeedAsync(CancellationToken cancellation)
    {
        await feeds.RenewAsync(tenant.Actor, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, HttpContext.Connection.RemoteIpAddress, cancellation);
        return RedirectToPage();
    }

    /// <summary>Begins or ends the digest by e-mail.</summary>
    public async Task<IActionResult> OnPostDigestAsync(bool wanted, CancellationToken cancellation)
    {
        await digests.SetAsync(tenant.Actor, wanted, cancellation);
        return RedirectToPage();
    }

    /// <summary>Takes the address back.</summary>
    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellation)
    {
        await feeds.RevokeAsync(tenant.Actor, HttpContext.Connection.RemoteIpAddress, cancellation);
        return RedirectToPage();
    }
}
