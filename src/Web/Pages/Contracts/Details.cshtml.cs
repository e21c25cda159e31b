using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>A contract: the last day to terminate first, then its terms, parties and history.</summary>
[Authorize(Policy = Policies.Tenant)]
public sealed class DetailsModel(CurrentTenant tenant, ContractReads reads, Reads.People people) : PageModel
{
    /// <summary>The contract.</summary>
    public ContractRow Contract { get; private set; } = null!;

    /// <summary>Who changed what, oldest first.</summary>
    public IReadOnlyList<HistoryRow> History { get; private set; } = [];

    /// <summary>Names by account.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>The dates that somebody is reminded of; none for a contract that is over.</summary>
    public IReadOnlyList<(string Title, DateOnly Before)> Reminders { get; private set; } = [];

    /// <summary>Whether it was registered a moment ago.</summary>
    public bool Saved { get; private set; }

    /// <summary>The day whose terms are shown.</summary>
    public DateOnly On { get; private set; }

    /// <summary>The day as typed; null when none was.</summary>
    public string? OnTyped { get; private set; }

    /// <summary>Whether what was typed is no day.</summary>
    public bool OnWrong { get; private set; }

    /// <summary>The terms of a day in words, each with the annex that set it.</summary>
    public IEnumerable<(string Label, string Text, Annex? Source)> TermRows(ContractRow seen, ContractWords words, Texts<ContractTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(texts);
        var terms = seen.Terms;
        if (terms.Value is not null)
            yield return (texts["Value"], words.ValueOf(terms), Contract.SourceOf(TermField.Value, On) ?? Contract.SourceOf(TermField.VatRate, On) ?? Contract.SourceOf(TermField.Recurrence, On));
        yield return (
            texts["Term"],
            terms.ValidTo is { } end ? $"{Formats.Date(seen.ValidFrom)} – {Formats.Date(end)}" : texts["Term.OpenFrom", Formats.Date(seen.ValidFrom)],
            Contract.SourceOf(TermField.ValidTo, On));
        if (terms.Renewal is { } renewal)
            yield return (texts["Field.renewal"], words.Of(renewal), Contract.SourceOf(TermField.Renewal, On));
        if (terms.Notice is { } notice)
            yield return (texts["Notice"], words.Of(notice), Contract.SourceOf(TermField.Notice, On));
    }

    public async Task<IActionResult> OnGetAsync(Guid id, bool saved, string? on, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is not { } contract)
            return NotFound();
        Contract = contract;
        OnTyped = on;
        OnWrong = !TypedDate.TryParse(on, tenant.Today, out var day);
        On = day ?? tenant.Today;
        Saved = saved && contract.Status != ContractStatus.Annulled;
        History = await reads.HistoryAsync(tenant.Actor, id, cancellation);
        Names = ContractWords.NamesOf((await people.ReadAsync(tenant.Actor, cancellation)).People);
        Reminders = RemindersOf(contract, tenant.Today);
        return Page();
    }

    private static List<(string Title, DateOnly Before)> RemindersOf(ContractRow contract, DateOnly today)
    {
        var dates = new List<(string, DateOnly)>();
        if (contract.Status is not (ContractStatus.InForce or ContractStatus.TerminationGiven) || contract.ReminderDays.Count == 0)
            return dates;
        if (ContractLook.MayTerminate(contract, today))
            dates.Add(("Reminders.Termination", contract.LastTerminationDay!.Value));
        if ((contract.TerminationEffectiveOn ?? contract.Window?.EndsOn ?? contract.Terms.EndOn(today)) is { } end && end >= today)
            dates.Add(("Reminders.End", end));
        return dates;
    }
}
