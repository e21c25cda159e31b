using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>A letter with its history. Just saved, the number comes first and largest: it is to be written on the paper.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class DetailsModel(CurrentTenant tenant, CorrespondenceReads reads) : PageModel
{
    /// <summary>The letter.</summary>
    public CorrespondenceDetails Letter { get; private set; } = null!;

    /// <summary>Who changed what, oldest first.</summary>
    public IReadOnlyList<HistoryRow> History { get; private set; } = [];

    /// <summary>Whether it was registered a moment ago.</summary>
    public bool Saved { get; private set; }

    /// <summary>What deserves a second look, once it is saved.</summary>
    public IReadOnlyList<FieldError> Warnings { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, bool saved, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } letter)
            return NotFound();
        Letter = letter;
        Saved = saved && letter.Status != CorrespondenceStatus.Annulled;
        History = await reads.HistoryAsync(tenant.Actor, id, cancellation);
        if (Saved)
            Warnings = CorrespondenceRules.Warnings(DraftOf(letter), tenant.Today);
        return Page();
    }

    private static CorrespondenceDraft DraftOf(CorrespondenceDetails letter) => new()
    {
        Direction = letter.Direction,
        Subject = letter.Subject,
        ReceivedOn = letter.Direction == Direction.Outgoing ? null : letter.Date,
        SentOn = letter.Direction == Direction.Outgoing ? letter.Date : null,
        LetterDate = letter.LetterDate,
        DeliveryMethod = letter.DeliveryMethod,
        PostalNumber = letter.PostalNumber,
    };
}
