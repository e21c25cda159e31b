using System.Text.Json.Serialization;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Registers.Correspondence;

namespace AleSekretariat.Web.Api;

// What programs send. Everything may be missing: the rules say what is required, in words.

public sealed record SignUpRequest(string? Company, string? Nip, string? Email, string? Password);

public sealed record SignUpResponse(Guid TenantId, string Token);

public sealed record TokenRequest(string? Email, string? Password, string? Name, string? Code, Guid? TenantId);

public sealed record TokenResponse(string Token);

public sealed record CorrespondentBody(string? Name, Guid? ContactId);

public sealed record CorrespondenceRequest
{
    public Direction? Direction { get; init; }
    public string? Subject { get; init; }
    public CorrespondentBody? Correspondent { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public DateOnly? SentOn { get; init; }
    public DateOnly? LetterDate { get; init; }
    public string? Reference { get; init; }
    public DeliveryMethod? DeliveryMethod { get; init; }
    public string? PostalNumber { get; init; }
    public string? EDeliveryAddress { get; init; }
    public DateOnly? DueOn { get; init; }
    public bool? Confidential { get; init; }
    public string? Notes { get; init; }
    public string? LetterKind { get; init; }
    public IReadOnlyList<string?>? Tags { get; init; }
    public int? Enclosures { get; init; }
    public string? CorrespondentAddress { get; init; }
    public int? MassGrams { get; init; }
    public decimal? Fee { get; init; }
    public decimal? DeclaredValue { get; init; }
    public decimal? CashOnDelivery { get; init; }
    public DateOnly? ReceiptOn { get; init; }
    public string? CaseMark { get; init; }
    public string? EarlierNumber { get; init; }
    public Guid? ReplyTo { get; init; }
    public Guid? ContractId { get; init; }
    public IReadOnlyList<Guid>? Related { get; init; }
    public IReadOnlyList<Guid>? People { get; init; }
    public Guid? AssignedTo { get; init; }
    public string? Instruction { get; init; }
    public DateOnly? AssignmentDue { get; init; }
}

/// <summary>An entry. Of the two dates the direction's is set; an internal letter has both, equal.</summary>
public sealed record CorrespondenceResponse
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Sequence { get; init; }
    public required int Year { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required string RegisteredBy { get; init; }
    public required CorrespondenceStatus Status { get; init; }
    public required Direction Direction { get; init; }
    public required string Subject { get; init; }
    public CorrespondentBody? Correspondent { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public DateOnly? SentOn { get; init; }
    public DateOnly? LetterDate { get; init; }
    public string? Reference { get; init; }
    public DeliveryMethod? DeliveryMethod { get; init; }
    public string? PostalNumber { get; init; }
    public string? EDeliveryAddress { get; init; }
    public DateOnly? DueOn { get; init; }
    public bool Confidential { get; init; }
    public string? Notes { get; init; }
    public string? LetterKind { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public int? Enclosures { get; init; }
    public string? CorrespondentAddress { get; init; }
    public int? MassGrams { get; init; }
    public decimal? Fee { get; init; }
    public decimal? DeclaredValue { get; init; }
    public decimal? CashOnDelivery { get; init; }

    /// <summary>Of the three sums.</summary>
    public string? Currency { get; init; }
    public DateOnly? DeliveredOn { get; init; }
    public DateOnly? ReturnedOn { get; init; }
    public string? ReturnReason { get; init; }
    public DateOnly? ReceiptOn { get; init; }
    public string? CaseMark { get; init; }
    public string? EarlierNumber { get; init; }
    public Guid? ReplyTo { get; init; }
    public Guid? ContractId { get; init; }
    public IReadOnlyList<Guid> Related { get; init; } = [];
    public IReadOnlyList<Guid> People { get; init; } = [];
    public Guid? AssignedTo { get; init; }
    public string? AssignedToName { get; init; }
    public string? Instruction { get; init; }
    public DateOnly? AssignmentDue { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulledBy { get; init; }
    public string? AnnulReason { get; init; }
    public required int Version { get; init; }

    /// <summary>Files beside it, oldest first.</summary>
    public IReadOnlyList<AttachmentBody> Attachments { get; init; } = [];

    /// <summary>What deserves a second look; said once, to whoever registered it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LetterWarning>? Warnings { get; init; }
}

/// <summary>Something odd that was stored all the same.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Code">A stable word: afterDate, checksum, duplicate.</param>
/// <param name="Text">In the caller's language.</param>
/// <param name="Entries">Of a duplicate: the letters that look the same.</param>
public sealed record LetterWarning(string Field, string Code, string Text, IReadOnlyList<EntryReference>? Entries);

public sealed record EntryReference(Guid Id, string Number);

/// <summary>An entry in a list.</summary>
public sealed record CorrespondenceItem
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Sequence { get; init; }
    public required int Year { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required string RegisteredBy { get; init; }
    public required CorrespondenceStatus Status { get; init; }
    public required Direction Direction { get; init; }
    public required string Subject { get; init; }
    public CorrespondentBody? Correspondent { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public DateOnly? SentOn { get; init; }
    public DateOnly? LetterDate { get; init; }
    public string? Reference { get; init; }
    public DeliveryMethod? DeliveryMethod { get; init; }
    public DateOnly? DueOn { get; init; }
    public bool Confidential { get; init; }
    public Guid? AssignedTo { get; init; }
    public string? AssignedToName { get; init; }
    public required int Version { get; init; }
}

public sealed record PartyBody(Guid? ContactId, string? Name, string? Nip, string? Role, string? Regon = null);

public sealed record NoticeBody(int? Amount, NoticeUnit? Unit, NoticeEffect? Effect);

/// <summary>The terms of a contract on a day, its annexes counted.</summary>
public sealed record TermsBody
{
    public required DateOnly On { get; init; }
    public required ContractStatus Status { get; init; }
    public DateOnly? ValidTo { get; init; }

    /// <summary>The last day of the term the day falls into, prolongations counted.</summary>
    public DateOnly? EndsOn { get; init; }
    public decimal? Value { get; init; }
    public string? Currency { get; init; }
    public decimal? VatRate { get; init; }
    public decimal? GrossValue { get; init; }
    public ContractRecurrence? Recurrence { get; init; }
    public NoticeBody? Notice { get; init; }
    public RenewalBody? Renewal { get; init; }
    public DateOnly? LastTerminationDay { get; init; }

    /// <summary>The annex last in force; null when none is.</summary>
    public string? Annex { get; init; }
}

/// <summary>The terms an annex sets; what it takes away is named in <see cref="AnnexRequest.Removes"/>.</summary>
public sealed record AnnexTermsBody
{
    public DateOnly? ValidTo { get; init; }
    public decimal? Value { get; init; }
    public string? Currency { get; init; }
    public decimal? VatRate { get; init; }
    public ContractRecurrence? Recurrence { get; init; }
    public NoticeBody? Notice { get; init; }
    public RenewalBody? Renewal { get; init; }
}

public sealed record AnnexRequest
{
    public string? Number { get; init; }
    public DateOnly? SignedOn { get; init; }
    public DateOnly? EffectiveFrom { get; init; }
    public string? Description { get; init; }
    public AnnexTermsBody? Changes { get; init; }
    public IReadOnlyList<TermField>? Removes { get; init; }
}

public sealed record AnnexChangeBody(string Field, string? Before, string? After);

public sealed record AnnexResponse
{
    public required string Number { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public string? Description { get; init; }
    public required IReadOnlyList<AnnexChangeBody> Changes { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? By { get; init; }
}

public sealed record AnnexesResponse(IReadOnlyList<AnnexResponse> Items);

/// <summary>Notice by an outgoing letter. What is left out is filled in from the contract.</summary>
public sealed record TerminateRequest
{
    public DateOnly? SentOn { get; init; }
    public DateOnly? EffectiveOn { get; init; }
    public string? Subject { get; init; }
    public CorrespondentBody? Correspondent { get; init; }
    public DeliveryMethod? DeliveryMethod { get; init; }
    public string? PostalNumber { get; init; }
    public string? EDeliveryAddress { get; init; }
    public string? Notes { get; init; }
}

public sealed record LetterReference(Guid Id, string Number);

public sealed record TerminateResponse(ContractResponse Contract, LetterReference Letter);

public sealed record RenewalBody(int? Amount, NoticeUnit? Unit, int? Times);

public sealed record ContractRequest
{
    public string? Subject { get; init; }
    public IReadOnlyList<PartyBody?>? Parties { get; init; }
    public string? CounterpartyNumber { get; init; }
    public DateOnly? SignedOn { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public decimal? Value { get; init; }
    public string? Currency { get; init; }
    public NoticeBody? Notice { get; init; }
    public string? Notes { get; init; }
    public string? Kind { get; init; }
    public decimal? VatRate { get; init; }
    public ContractRecurrence? Recurrence { get; init; }
    public RenewalBody? Renewal { get; init; }
    public IReadOnlyList<int>? ReminderDays { get; init; }
    public Guid? Responsible { get; init; }
    public Guid? Deputy { get; init; }
    public string? OriginalPlace { get; init; }
    public DateOnly? RetentionUntil { get; init; }
    public string? EarlierNumber { get; init; }
}

public sealed record ContractResponse
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Sequence { get; init; }
    public required int Year { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required string RegisteredBy { get; init; }
    public required ContractStatus Status { get; init; }
    public required string Subject { get; init; }
    public required IReadOnlyList<PartyBody> Parties { get; init; }
    public string? CounterpartyNumber { get; init; }
    public required DateOnly? SignedOn { get; init; }
    public required DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public decimal? Value { get; init; }
    public string? Currency { get; init; }
    public NoticeBody? Notice { get; init; }
    public DateOnly? LastTerminationDay { get; init; }
    public string? Notes { get; init; }
    public string? Kind { get; init; }
    public decimal? VatRate { get; init; }
    public ContractRecurrence? Recurrence { get; init; }
    public RenewalBody? Renewal { get; init; }
    public required IReadOnlyList<int> ReminderDays { get; init; }
    public Guid? Responsible { get; init; }
    public Guid? Deputy { get; init; }
    public string? OriginalPlace { get; init; }
    public DateOnly? RetentionUntil { get; init; }
    public string? EarlierNumber { get; init; }
    public Guid? TerminationLetterId { get; init; }
    public DateOnly? TerminatedOn { get; init; }
    public DateOnly? TerminationEffectiveOn { get; init; }

    /// <summary>In force on the day asked for with <c>?on=</c>; null without it.</summary>
    public TermsBody? Terms { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulledBy { get; init; }
    public string? AnnulReason { get; init; }
    public required int Version { get; init; }

    /// <summary>Files beside it, oldest first.</summary>
    public IReadOnlyList<AttachmentBody> Attachments { get; init; } = [];
}

public sealed record AnnulRequest(string? Reason);

public sealed record LetterStatusRequest(CorrespondenceStatus? Status, DateOnly? On, string? Reason);

public sealed record AssignRequest(Guid? AccountId, string? Instruction, DateOnly? DueOn);

public sealed record AnnulResponse(Guid Id, string Number, string Status, DateTimeOffset AnnulledAt, int Version);

public sealed record ListResponse<T>(IReadOnlyList<T> Items, string? NextCursor);

public sealed record HistoryItem(DateTimeOffset At, string By, string Field, string? Before, string? After);

public sealed record HistoryResponse(IReadOnlyList<HistoryItem> Items);

public sealed record PriceBody(BillingPeriod Period, decimal Net, decimal Vat, decimal Gross);

public sealed record PackageBody(
    Package Package, int? EntriesPerMonth, int? ContractsPerMonth, int? Users, long? StorageBytes, IReadOnlyList<PriceBody> Prices);

public sealed record PackagesResponse(IReadOnlyList<PackageBody> Items, DateOnly EffectiveFrom, string Currency);

public sealed record CloseRequest(string? Password, string? Company);

public sealed record TestClockRequest(string? Advance, DateTimeOffset? Now);
