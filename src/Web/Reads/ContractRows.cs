using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;

namespace AleSekretariat.Web.Reads;

/// <summary>What to show of the contracts register.</summary>
/// <param name="Query">Words that must all occur in number, counterparty's number, parties or subject; case and diacritics do not matter.</param>
/// <param name="Status">Only contracts of this status on the day asked for; null for all.</param>
public sealed record ContractFilter(string? Query = null, ContractStatus? Status = null);

/// <summary>A party of a contract.</summary>
public sealed record ContractPartyRow(Guid? ContactId, string Name, string? Nip, string? Role, string? Regon = null);

/// <summary>An annex with who entered it and when.</summary>
/// <param name="Annex">The annex.</param>
/// <param name="At">When it was entered, on the tenant's clock, UTC.</param>
/// <param name="By">Who entered it; null when that account is gone.</param>
public sealed record AnnexRow(Annex Annex, DateTimeOffset At, string? By);

/// <summary>A contract as lists show it, on the tenant's day it was asked for.</summary>
public record ContractRow
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Sequence { get; init; }
    public required int Year { get; init; }
    public required string Subject { get; init; }
    public string? CounterpartyNumber { get; init; }

    /// <summary>In the order they were given.</summary>
    public required IReadOnlyList<ContractPartyRow> Parties { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force; null = <i>na czas nieokreślony</i>.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Net.</summary>
    public decimal? Value { get; init; }
    public string? Currency { get; init; }
    public Notice? Notice { get; init; }
    public string? Kind { get; init; }

    /// <summary>Percent.</summary>
    public decimal? VatRate { get; init; }
    public ContractRecurrence? Recurrence { get; init; }
    public Renewal? Renewal { get; init; }
    public required IReadOnlyList<int> ReminderDays { get; init; }
    public Guid? Responsible { get; init; }

    /// <summary>Null when that account is gone.</summary>
    public string? ResponsibleName { get; init; }
    public Guid? Deputy { get; init; }
    public string? DeputyName { get; init; }
    public string? OriginalPlace { get; init; }
    public DateOnly? RetentionUntil { get; init; }
    public string? EarlierNumber { get; init; }

    /// <summary>In the order they were entered.</summary>
    public required IReadOnlyList<AnnexRow> Annexes { get; init; }

    /// <summary>As the contract itself has them, without its annexes.</summary>
    public required ContractTerms Agreed { get; init; }

    /// <summary>In force on the day asked for.</summary>
    public required ContractTerms Terms { get; init; }

    /// <summary>The next chance to end it; null without notice or end.</summary>
    public TerminationWindow? Window { get; init; }

    public Guid? TerminationLetterId { get; init; }

    /// <summary>Null also for whoever may not see that letter.</summary>
    public string? TerminationLetterNumber { get; init; }

    /// <summary>The day notice was given.</summary>
    public DateOnly? TerminatedOn { get; init; }

    /// <summary>The last day in force after notice.</summary>
    public DateOnly? TerminationEffectiveOn { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who changed it last; null when nobody did or that account is gone.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Latest day on which notice still works; null without notice or end.</summary>
    public DateOnly? LastTerminationDay => Window?.LastDay;

    /// <summary>By its dates on the day asked for.</summary>
    public required ContractStatus Status { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required string RegisteredBy { get; init; }

    /// <summary>Grows with each change: the contract's ETag.</summary>
    public required int Version { get; init; }
    public string? Notes { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulledBy { get; init; }
    public string? AnnulReason { get; init; }

    /// <summary>The terms in force on a day.</summary>
    public ContractTerms TermsOn(DateOnly day) => TermsInForce.On(Agreed, Annexes.Select(row => row.Annex), day);

    /// <summary>The terms once all annexes are in force.</summary>
    public ContractTerms LastTerms => TermsInForce.AtLast(Agreed, Annexes.Select(row => row.Annex));

    /// <summary>The contract as it looks on another day: terms, status, last day to terminate.</summary>
    public ContractRow JudgedOn(DateOnly day)
    {
        var terms = TermsOn(day);
        var facts = new ContractFacts
        {
            SignedOn = SignedOn,
            ValidFrom = ValidFrom,
            ValidTo = terms.ValidTo,
            Renewal = terms.Renewal,
            TerminationGivenOn = TerminatedOn,
            TerminatesOn = TerminationEffectiveOn,
            Annulled = AnnulledAt is not null,
        };
        return this with { Terms = terms, Window = TerminationWindow.On(terms, day), Status = ContractStatuses.At(facts, day) };
    }

    /// <summary>The annex whose terms came into force last by a day; null when none did.</summary>
    public Annex? AnnexOn(DateOnly day) => Annexes.Select(row => row.Annex).Where(annex => annex.EffectiveFrom <= day).OrderBy(annex => annex.EffectiveFrom).LastOrDefault();

    /// <summary>Which annex set a term that is in force on a day; null when it stands as in the contract.</summary>
    public Annex? SourceOf(TermField field, DateOnly day) => Annexes.Select(row => row.Annex)
        .Where(annex => annex.EffectiveFrom <= day && annex.Changes.Any(change => change.Field == field))
        .OrderBy(annex => annex.EffectiveFrom).LastOrDefault();

    /// <summary>What the annex entered as the n-th (from 0) changed, as the terms stood when it came into force.</summary>
    public IReadOnlyList<FieldChange> ChangesOf(int index) =>
        TermsInForce.ChangesOf(Agreed, Annexes.Take(index).Select(row => row.Annex), Annexes[index].Annex);

    /// <summary>What may be changed of it, as the rules look at it.</summary>
    public ContractDraft ToDraft() => new()
    {
        Subject = Subject,
        Parties = [.. Parties.Select(party => new ContractPartyDraft(party.ContactId, party.Name, party.Nip, party.Role, party.Regon))],
        CounterpartyNumber = CounterpartyNumber,
        SignedOn = SignedOn,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Value = Value,
        Currency = Currency,
        Notice = Notice,
        Notes = Notes,
        Kind = Kind,
        VatRate = VatRate,
        Recurrence = Recurrence,
        Renewal = Renewal,
        ReminderDays = ReminderDays,
        Responsible = Responsible,
        Deputy = Deputy,
        OriginalPlace = OriginalPlace,
        RetentionUntil = RetentionUntil,
        EarlierNumber = EarlierNumber,
    };
}
