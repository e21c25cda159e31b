using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>A letter with its history. Just saved, the number comes first and largest: it is to be written on the paper.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed partial class DetailsModel(
    CurrentTenant tenant, CorrespondenceReads reads, LetterLinks links, LetterWords words, Texts<LetterTexts> texts) : PageModel
{
    /// <summary>The letter.</summary>
    public CorrespondenceDetails Letter { get; private set; } = null!;

    /// <summary>Who changed what, oldest first.</summary>
    public IReadOnlyList<HistoryRow> History { get; private set; } = [];

    /// <summary>The history's words.</summary>
    public LetterWords Words => words;

    /// <summary>Whether it was registered a moment ago.</summary>
    public bool Saved { get; private set; }

    /// <summary>What deserves a second look, once it is saved.</summary>
    public IReadOnlyList<FieldError> Warnings { get; private set; } = [];

    /// <summary>Letters that look the same.</summary>
    public IReadOnlyList<LinkedLetter> Alike { get; private set; } = [];

    /// <summary>What it answers and what answers it, oldest first; empty when it stands alone.</summary>
    public IReadOnlyList<LinkedLetter> Thread { get; private set; } = [];

    /// <summary>Letters beside it.</summary>
    public IReadOnlyList<LinkedLetter> Related { get; private set; } = [];

    /// <summary>Its contract.</summary>
    public LinkedContract? Contract { get; private set; }

    /// <summary>Names of who is on it, when it is confidential.</summary>
    public IReadOnlyList<string> PeopleOnIt { get; private set; } = [];

    /// <summary>Whom it may be given to.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    /// <summary>Whether the reader writes the registers and the letter may still change.</summary>
    public bool MayChange => tenant.Actor.Role >= TenantRole.Office && Letter.Status != CorrespondenceStatus.Annulled;

    /// <summary>Whether it may be given to somebody now.</summary>
    public bool MayAssign => MayChange && CorrespondenceStatuses.IsOpen(Letter.Status);

    /// <summary>Whether it is for the reader to confirm.</summary>
    public bool MayConfirm => Letter is { ConfirmedAt: null, Status: not CorrespondenceStatus.Annulled } && Letter.AssignedTo == tenant.Actor.UserId;

    public async Task<IActionResult> OnGetAsync(Guid id, bool saved, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        if (Letter is { ReadAt: null, AssignedTo: { } reader } && reader == tenant.Actor.UserId)
        {
            // Whoever it is given to has it before them now. In a company that is read-only nothing is noted, and the page is read all the same.
            await GrainCall.RepeatAsync(() => tenant.Grain.ReadCorrespondence(id, tenant.Actor));
            await FindAsync(id, cancellation);
        }

        Saved = saved && Letter.Status != CorrespondenceStatus.Annulled;
        return await ShowAsync(cancellation);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } letter)
            return false;
        Letter = letter;
        return true;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        History = await reads.HistoryAsync(tenant.Actor, Letter.Id, cancellation);
        await words.ReadAsync(tenant.Actor, History, cancellation);
        Thread = await links.ThreadAsync(tenant.Actor, Letter.Id, cancellation) is { Count: > 1 } thread ? thread : [];
        if (Letter.Related.Count > 0)
            Related = await links.LettersAsync(tenant.Actor, Letter.Related, cancellation);
        if (Letter.ContractId is { } contract)
            Contract = (await links.ContractsAsync(tenant.Actor, [contract], cancellation)).SingleOrDefault();
        if (Letter.People.Count > 0)
            PeopleOnIt = [.. (await links.NamesAsync(tenant.Actor, Letter.People, cancellation)).Values.Order(StringComparer.CurrentCulture)];
        if (MayAssign)
            Colleagues = await links.ColleaguesAsync(tenant.Actor, cancellation);
        if (Saved)
        {
            Warnings = CorrespondenceRules.Warnings(DraftOf(Letter), tenant.Today);
            Alike = await links.AlikeAsync(tenant.Actor, Letter.Reference, Letter.LetterDate, Letter.Correspondent, Letter.ContactId, Letter.Id, cancellation);
        }

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
