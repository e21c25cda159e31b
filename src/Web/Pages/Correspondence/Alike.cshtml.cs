using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>Whether the letter being written looks like one in the book: a few words for the form, or nothing. It never hinders saving.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class AlikeModel(CurrentTenant tenant, LetterLinks links) : PageModel
{
    /// <summary>Letters that look the same, newest first.</summary>
    public IReadOnlyList<LinkedLetter> Letters { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(
        [FromQuery(Name = "Form.Correspondent")] string? correspondent,
        [FromQuery(Name = "Form.Reference")] string? reference,
        [FromQuery(Name = "Form.LetterDate")] string? letterDate,
        Guid? except,
        CancellationToken cancellation)
    {
        // What is no date or no text is told at its field when the form is sent.
        if (TypedDate.TryParse(letterDate, tenant.Today, out var day) && AccountRules.IsText(correspondent ?? "") && AccountRules.IsText(reference ?? ""))
            Letters = await links.AlikeAsync(tenant.Actor, reference, day, correspondent, contactId: null, except, cancellation);
        return Page();
    }
}
