using System.Collections.Immutable;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary>Contracts between their JSON and the grain's command, the grain's answer, the rows read.</summary>
internal static class ContractBodies
{
    /// <summary>What the command could not carry: a party that is null, a notice or renewal without amount or unit.</summary>
    public static ImmutableArray<FieldProblem> UntranslatableProblems(this ContractRequest request)
    {
        var problems = ImmutableArray.CreateBuilder<FieldProblem>();
        void Require(bool missing, string field)
        {
            if (missing)
                problems.Add(new FieldProblem(field, FieldError.Required, []));
        }

        Require(request.Notice is { Amount: null }, "notice.amount");
        Require(request.Notice is { Unit: null }, "notice.unit");
        Require(request.Renewal is { Amount: null }, "renewal.amount");
        Require(request.Renewal is { Unit: null }, "renewal.unit");
        if (problems.Count == 0 && request.Parties?.Contains(null) != true)
            return [];
        problems.AddRange(ContractRules.Validate(request.ToDraft()).ToProblems());
        return problems.ToImmutable();
    }

    public static RegisterContract ToCommand(this ContractRequest request) => RegisterContract.From(request.ToDraft()) with
    {
        // Left out is not the same as the usual days: the hash of an idempotency key sees only what was said.
        ReminderDays = request.ReminderDays is { } days ? [.. days] : null,
    };

    public static ContractResponse ToResponse(this RegisteredContract registered) => registered.Contract.ToDraft().ToResponse() with
    {
        Id = registered.Id,
        Number = registered.Number,
        Sequence = registered.Sequence,
        Year = registered.Year,
        RegisteredAt = registered.RegisteredAt,
        RegisteredBy = registered.RegisteredBy,
        Status = registered.Status,
        LastTerminationDay = registered.LastTerminationDay,
        TerminationLetterId = registered.TerminationLetterId,
        TerminatedOn = registered.TerminatedOn,
        TerminationEffectiveOn = registered.TerminationEffectiveOn,
        Version = Math.Max(1, registered.Version),
    };

    public static ContractResponse ToResponse(this ContractRow row) => row.ToDraft().ToResponse() with
    {
        Id = row.Id,
        Number = row.Number,
        Sequence = row.Sequence,
        Year = row.Year,
        RegisteredAt = row.RegisteredAt,
        RegisteredBy = row.RegisteredBy,
        Status = row.Status,
        LastTerminationDay = row.LastTerminationDay,
        TerminationLetterId = row.TerminationLetterId,
        TerminatedOn = row.TerminatedOn,
        TerminationEffectiveOn = row.TerminationEffectiveOn,
        AnnulledAt = row.AnnulledAt,
        AnnulledBy = row.AnnulledBy,
        AnnulReason = row.AnnulReason,
        Version = row.Version,
    };

    public static NoticeBody? ToBody(this Notice? notice) => notice is null ? null : new NoticeBody(notice.Amount, notice.Unit, notice.Effect);

    public static RenewalBody? ToBody(this Renewal? renewal) => renewal is null ? null : new RenewalBody(renewal.Amount, renewal.Unit, renewal.Times);

    private static ContractDraft ToDraft(this ContractRequest request) => new()
    {
        Subject = request.Subject,
        Parties = request.Parties?.Select(party => party is null ? null : new ContractPartyDraft(party.ContactId, party.Name, party.Nip, party.Role, party.Regon)).ToList(),
        CounterpartyNumber = request.CounterpartyNumber,
        SignedOn = request.SignedOn,
        ValidFrom = request.ValidFrom,
        ValidTo = request.ValidTo,
        Value = request.Value,
        Currency = request.Currency,
        Notice = request.Notice is { Amount: { } amount, Unit: { } unit } ? new Notice(amount, unit, request.Notice.Effect ?? NoticeEffect.None) : null,
        Notes = request.Notes,
        Kind = request.Kind,
        VatRate = request.VatRate,
        Recurrence = request.Recurrence,
        Renewal = request.Renewal is { Amount: { } by, Unit: { } each } ? new Renewal(by, each, request.Renewal.Times) : null,
        ReminderDays = request.ReminderDays ?? ContractReminders.Usual,
        Responsible = request.Responsible,
        Deputy = request.Deputy,
        OriginalPlace = request.OriginalPlace,
        RetentionUntil = request.RetentionUntil,
        EarlierNumber = request.EarlierNumber,
    };

    /// <summary>The part of an answer that is what was typed; the rest is set by whoever knows it.</summary>
    private static ContractResponse ToResponse(this ContractDraft contract) => new()
    {
        Id = default,
        Number = "",
        Sequence = 0,
        Year = 0,
        RegisteredAt = default,
        RegisteredBy = "",
        Status = default,
        Version = 0,
        Subject = contract.Subject ?? "",
        Parties = [.. (contract.Parties ?? []).OfType<ContractPartyDraft>().Select(party => new PartyBody(party.ContactId, party.Name, party.Nip, party.Role, party.Regon))],
        CounterpartyNumber = contract.CounterpartyNumber,
        SignedOn = contract.SignedOn,
        ValidFrom = contract.ValidFrom,
        ValidTo = contract.ValidTo,
        Value = contract.Value,
        Currency = contract.Currency,
        Notice = contract.Notice.ToBody(),
        Notes = contract.Notes,
        Kind = contract.Kind,
        VatRate = contract.VatRate,
        Recurrence = contract.Recurrence,
        Renewal = contract.Renewal.ToBody(),
        ReminderDays = contract.ReminderDays,
        Responsible = contract.Responsible,
        Deputy = contract.Deputy,
        OriginalPlace = contract.OriginalPlace,
        RetentionUntil = contract.RetentionUntil,
        EarlierNumber = contract.EarlierNumber,
    };
}
