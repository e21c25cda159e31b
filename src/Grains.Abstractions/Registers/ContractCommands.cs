using System.Collections.Immutable;
using AleSekretariat.Domain.Registers.Contracts;

namespace AleSekretariat.Grains.Abstractions.Registers;

/// <summary>A party of a contract: a contact of the tenant or a name.</summary>
/// <param name="ContactId">The contact, or null.</param>
/// <param name="Name">The name, 1-300 characters; null with a contact.</param>
/// <param name="Nip">Ten digits with a right checksum, or null.</param>
/// <param name="Role">At most 100 characters, e.g. <i>wykonawca</i>.</param>
/// <param name="Regon">Nine or fourteen digits with right checksums, or null.</param>
[GenerateSerializer, Immutable, Alias("ContractParty")]
public sealed record ContractParty(
    [property: Id(0)] Guid? ContactId,
    [property: Id(1)] string? Name,
    [property: Id(2)] string? Nip,
    [property: Id(3)] string? Role,
    [property: Id(4)] string? Regon = null);

/// <summary>How a contract may be terminated.</summary>
/// <param name="Amount">1 or more.</param>
/// <param name="Unit">Days, weeks or months.</param>
/// <param name="Effect">Whether it takes effect at the end of a month or quarter.</param>
[GenerateSerializer, Immutable, Alias("ContractNotice")]
public sealed record ContractNotice(
    [property: Id(0)] int Amount,
    [property: Id(1)] NoticeUnit Unit,
    [property: Id(2)] NoticeEffect Effect);

/// <summary>Automatic prolongation.</summary>
/// <param name="Amount">1 or more.</param>
/// <param name="Unit">Days, weeks or months.</param>
/// <param name="Times">How often; null = every time anew.</param>
[GenerateSerializer, Immutable, Alias("ContractRenewal")]
public sealed record ContractRenewal(
    [property: Id(0)] int Amount,
    [property: Id(1)] NoticeUnit Unit,
    [property: Id(2)] int? Times);

/// <summary>Registers a contract (product.md §5). Texts arrive as typed; the tenant trims and checks them.</summary>
[GenerateSerializer, Immutable, Alias("RegisterContract")]
public sealed record RegisterContract
{
    /// <summary>Required, 3-1000 characters.</summary>
    [Id(0)] public required string Subject { get; init; }

    /// <summary>At least one.</summary>
    [Id(1)] public required ImmutableArray<ContractParty> Parties { get; init; }

    /// <summary>The counterparty's number, at most 100 characters.</summary>
    [Id(2)] public string? CounterpartyNumber { get; init; }

    /// <summary>Day of signing; null = the tenant's today in Warsaw.</summary>
    [Id(3)] public DateOnly? SignedOn { get; init; }

    /// <summary>First day in force; null = the day of signing.</summary>
    [Id(4)] public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force; null = <i>na czas nieokreślony</i>.</summary>
    [Id(5)] public DateOnly? ValidTo { get; init; }

    /// <summary>Net value, ≥ 0, two places at most.</summary>
    [Id(6)] public decimal? Value { get; init; }

    /// <summary>ISO 4217; PLN when there is a value and nothing is said.</summary>
    [Id(7)] public string? Currency { get; init; }

    /// <summary>Notice of termination, if agreed.</summary>
    [Id(8)] public ContractNotice? Notice { get; init; }

    /// <summary>At most 4000 characters.</summary>
    [Id(9)] public string? Notes { get; init; }

    /// <summary>One of the company's kinds of contracts.</summary>
    [Id(10)] public string? Kind { get; init; }

    /// <summary>VAT in percent, two places at most.</summary>
    [Id(11)] public decimal? VatRate { get; init; }

    /// <summary>How often the value is paid.</summary>
    [Id(12)] public ContractRecurrence? Recurrence { get; init; }

    /// <summary>Automatic prolongation; needs <see cref="ValidTo"/>.</summary>
    [Id(13)] public ContractRenewal? Renewal { get; init; }

    /// <summary>Days before both dates on which somebody is reminded; null = 90, 30 and 7.</summary>
    [Id(14)] public ImmutableArray<int>? ReminderDays { get; init; }

    /// <summary>The account of an active member.</summary>
    [Id(15)] public Guid? Responsible { get; init; }

    /// <summary>The account of another active member.</summary>
    [Id(16)] public Guid? Deputy { get; init; }

    /// <summary>At most 200 characters.</summary>
    [Id(17)] public string? OriginalPlace { get; init; }

    /// <summary>Until when it must be kept.</summary>
    [Id(18)] public DateOnly? RetentionUntil { get; init; }

    /// <summary>Its number in an earlier register, at most 100 characters.</summary>
    [Id(19)] public string? EarlierNumber { get; init; }

    /// <summary>The command as the rules look at it.</summary>
    public ContractDraft ToDraft() => new()
    {
        Subject = Subject,
        Parties = Parties.IsDefault
            ? null
            : [.. Parties.Select(party => party is null ? null : new ContractPartyDraft(party.ContactId, party.Name, party.Nip, party.Role, party.Regon))],
        CounterpartyNumber = CounterpartyNumber,
        SignedOn = SignedOn,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Value = Value,
        Currency = Currency,
        Notice = Notice is { } notice ? new Notice(notice.Amount, notice.Unit, notice.Effect) : null,
        Notes = Notes,
        Kind = Kind,
        VatRate = VatRate,
        Recurrence = Recurrence,
        Renewal = Renewal is { } renewal ? new Renewal(renewal.Amount, renewal.Unit, renewal.Times) : null,
        ReminderDays = ReminderDays is { IsDefault: false } days ? days : ContractReminders.Usual,
        Responsible = Responsible,
        Deputy = Deputy,
        OriginalPlace = OriginalPlace,
        RetentionUntil = RetentionUntil,
        EarlierNumber = EarlierNumber,
    };

    /// <summary>A draft as it crosses the wire.</summary>
    public static RegisterContract From(ContractDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new RegisterContract
        {
            Subject = draft.Subject ?? "",
            Parties = [.. (draft.Parties ?? []).OfType<ContractPartyDraft>().Select(party => new ContractParty(party.ContactId, party.Name, party.Nip, party.Role, party.Regon))],
            CounterpartyNumber = draft.CounterpartyNumber,
            SignedOn = draft.SignedOn,
            ValidFrom = draft.ValidFrom,
            ValidTo = draft.ValidTo,
            Value = draft.Value,
            Currency = draft.Currency,
            Notice = draft.Notice is { } notice ? new ContractNotice(notice.Amount, notice.Unit, notice.Effect) : null,
            Notes = draft.Notes,
            Kind = draft.Kind,
            VatRate = draft.VatRate,
            Recurrence = draft.Recurrence,
            Renewal = draft.Renewal is { } renewal ? new ContractRenewal(renewal.Amount, renewal.Unit, renewal.Times) : null,
            ReminderDays = [.. draft.ReminderDays],
            Responsible = draft.Responsible,
            Deputy = draft.Deputy,
            OriginalPlace = draft.OriginalPlace,
            RetentionUntil = draft.RetentionUntil,
            EarlierNumber = draft.EarlierNumber,
        };
    }
}

/// <summary>Changes a contract: the whole of it as it is to be. What annexes set stays theirs.</summary>
/// <param name="Id">The contract.</param>
/// <param name="ExpectedVersion">The version its author has seen; null = whichever it is.</param>
/// <param name="Contract">As it is to be; dates left out as when registering.</param>
[GenerateSerializer, Immutable, Alias("ChangeContract")]
public sealed record ChangeContract(
    [property: Id(0)] Guid Id,
    [property: Id(1)] int? ExpectedVersion,
    [property: Id(2)] RegisterContract Contract);

/// <summary>A registered contract as it was stored.</summary>
[GenerateSerializer, Immutable, Alias("RegisteredContract")]
public sealed record RegisteredContract
{
    /// <summary>The contract.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The internal number as the series' mask writes it; immutable.</summary>
    [Id(1)] public required string Number { get; init; }

    /// <summary>Place in the yearly series, from 1.</summary>
    [Id(2)] public required int Sequence { get; init; }

    /// <summary>Warsaw year of registration.</summary>
    [Id(3)] public required int Year { get; init; }

    /// <summary>Instant of registration on the tenant's clock, UTC.</summary>
    [Id(4)] public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The status by its dates on the day of registration.</summary>
    [Id(5)] public required ContractStatus Status { get; init; }

    /// <summary>Latest day on which notice still takes effect in time; null without notice or end.</summary>
    [Id(6)] public DateOnly? LastTerminationDay { get; init; }

    /// <summary>The contract with defaults filled in and texts trimmed.</summary>
    [Id(7)] public required RegisterContract Contract { get; init; }

    /// <summary>Who registered it.</summary>
    [Id(8)] public required string RegisteredBy { get; init; }

    /// <summary>Grows with each change: the contract's ETag. 0 in an answer of an earlier version of the product: 1.</summary>
    [Id(9)] public int Version { get; init; }

    /// <summary>The letter that gave notice.</summary>
    [Id(10)] public Guid? TerminationLetterId { get; init; }

    /// <summary>The day notice was given.</summary>
    [Id(11)] public DateOnly? TerminatedOn { get; init; }

    /// <summary>The last day in force after notice.</summary>
    [Id(12)] public DateOnly? TerminationEffectiveOn { get; init; }
}

/// <summary>One term as an annex sets it.</summary>
/// <param name="Field">Which.</param>
/// <param name="Value">As <see cref="TermText"/> writes it; null = no longer agreed.</param>
[GenerateSerializer, Immutable, Alias("AnnexTerm")]
public sealed record AnnexTerm([property: Id(0)] TermField Field, [property: Id(1)] string? Value);

/// <summary>Enters an annex. It is never changed afterwards.</summary>
[GenerateSerializer, Immutable, Alias("AddAnnex")]
public sealed record AddAnnex
{
    /// <summary>The contract.</summary>
    [Id(0)] public required Guid ContractId { get; init; }

    /// <summary>The version its author has seen; null = whichever it is.</summary>
    [Id(1)] public int? ExpectedVersion { get; init; }

    /// <summary>As the paper has it, 1-100 characters.</summary>
    [Id(2)] public required string Number { get; init; }

    /// <summary>Its date; null = the tenant's today in Warsaw.</summary>
    [Id(3)] public DateOnly? SignedOn { get; init; }

    /// <summary>The first day its terms are in force; null = its date.</summary>
    [Id(4)] public DateOnly? EffectiveFrom { get; init; }

    /// <summary>What it says besides, at most 1000 characters; required when it changes no term.</summary>
    [Id(5)] public string? Description { get; init; }

    /// <summary>The terms it sets, each at most once.</summary>
    [Id(6)] public required ImmutableArray<AnnexTerm> Changes { get; init; }
}

/// <summary>A term before and after an annex.</summary>
/// <param name="Field">Its name in the API.</param>
/// <param name="Before">As it stood when the annex came into force; null if nothing was agreed.</param>
/// <param name="After">As the annex sets it; null if nothing is agreed any more.</param>
[GenerateSerializer, Immutable, Alias("AnnexDifference")]
public sealed record AnnexDifference([property: Id(0)] string Field, [property: Id(1)] string? Before, [property: Id(2)] string? After);

/// <summary>An annex as it was entered.</summary>
[GenerateSerializer, Immutable, Alias("AddedAnnex")]
public sealed record AddedAnnex
{
    /// <summary>As the paper has it.</summary>
    [Id(0)] public required string Number { get; init; }

    /// <summary>Its date.</summary>
    [Id(1)] public required DateOnly SignedOn { get; init; }

    /// <summary>The first day its terms are in force.</summary>
    [Id(2)] public required DateOnly EffectiveFrom { get; init; }

    /// <summary>What it says besides.</summary>
    [Id(3)] public string? Description { get; init; }

    /// <summary>What it changes.</summary>
    [Id(4)] public required ImmutableArray<AnnexDifference> Changes { get; init; }

    /// <summary>When it was entered, on the tenant's clock, UTC.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }

    /// <summary>Who entered it.</summary>
    [Id(6)] public required string By { get; init; }

    /// <summary>The contract's version after it.</summary>
    [Id(7)] public required int Version { get; init; }
}

/// <summary>Gives notice: registers the letter that does and marks the contract, both or neither.</summary>
[GenerateSerializer, Immutable, Alias("TerminateContract")]
public sealed record TerminateContract
{
    /// <summary>The contract.</summary>
    [Id(0)] public required Guid ContractId { get; init; }

    /// <summary>The version its author has seen; null = whichever it is.</summary>
    [Id(1)] public int? ExpectedVersion { get; init; }

    /// <summary>The letter: outgoing, whatever it says. Its date is the day notice is given.</summary>
    [Id(2)] public required RegisterCorrespondence Letter { get; init; }

    /// <summary>The last day in force; null = as the terms have it (<see cref="TerminationEffect"/>).</summary>
    [Id(3)] public DateOnly? EffectiveOn { get; init; }
}

/// <summary>A contract that notice was given of, with the letter that did.</summary>
/// <param name="Contract">As it stands now.</param>
/// <param name="Letter">The letter.</param>
[GenerateSerializer, Immutable, Alias("TerminatedContract")]
public sealed record TerminatedContract(
    [property: Id(0)] RegisteredContract Contract,
    [property: Id(1)] RegisteredCorrespondence Letter);
