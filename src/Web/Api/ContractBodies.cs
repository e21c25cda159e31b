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
    /// <summary>What the command could not carry: a party that is null, a notice without amount or unit.</summary>
    public static ImmutableArray<FieldProblem> UntranslatableProblems(this ContractRequest request)
    {
        var problems = ImmutableArray.CreateBuilder<FieldProblem>();
        if (request.Notice is { Amount: null })
            problems.Add(new FieldProblem("notice.amount", FieldError.Required, []));
        if (request.Notice is { Unit: null })
            problems.Add(new FieldProblem("notice.unit", FieldError.Required, []));
        if (problems.Count == 0 && request.Parties?.Contains(null) != true)
            return [];
        problems.AddRange(ContractRules.Validate(request.ToDraft()).ToProblems());
        return problems.ToImmutable();
    }

    public static RegisterContract ToCommand(this ContractRequest request) => new()
    {
        Subject = request.Subject ?? "",
        Parties = [.. (request.Parties ?? []).Select(party => new ContractParty(party!.ContactId, party.Name, party.Nip, party.Role))],
        CounterpartyNumber = request.CounterpartyNumber,
        SignedOn = request.SignedOn,
        ValidFrom = request.ValidFrom,
        ValidTo = request.ValidTo,
        Value = request.Value,
        Currency = request.Currency,
        Notice = request.Notice is { Amount: { } amount, Unit: { } unit }
            ? new ContractNotice(amount, unit, request.Notice.Effect ?? NoticeEffect.None)
            : null,
        Notes = request.Notes,
    };

    public static ContractResponse ToResponse(this RegisteredContract registered) => new()
    {
        Id = registered.Id,
        Number = registered.Number,
        Sequence = registered.Sequence,
        Year = registered.Year,
        RegisteredAt = registered.RegisteredAt,
        RegisteredBy = registered.RegisteredBy,
        Status = registered.Status,
        Subject = registered.Contract.Subject,
        Parties = [.. registered.Contract.Parties.Select(party => new PartyBody(party.ContactId, party.Name, party.Nip, party.Role))],
        CounterpartyNumber = registered.Contract.CounterpartyNumber,
        SignedOn = registered.Contract.SignedOn,
        ValidFrom = registered.Contract.ValidFrom,
        ValidTo = registered.Contract.ValidTo,
        Value = registered.Contract.Value,
        Currency = registered.Contract.Currency,
        Notice = registered.Contract.Notice is { } notice ? new NoticeBody(notice.Amount, notice.Unit, notice.Effect) : null,
        LastTerminationDay = registered.LastTerminationDay,
        Notes = registered.Contract.Notes,
        Version = 1,
    };

    public static ContractResponse ToResponse(this ContractRow row) => new()
    {
        Id = row.Id,
        Number = row.Number,
        Sequence = row.Sequence,
        Year = row.Year,
        RegisteredAt = row.RegisteredAt,
        RegisteredBy = row.RegisteredBy,
        Status = row.Status,
        Subject = row.Subject,
        Parties = [.. row.Parties.Select(party => new PartyBody(party.ContactId, party.Name, party.Nip, party.Role))],
        CounterpartyNumber = row.CounterpartyNumber,
        SignedOn = row.SignedOn,
        ValidFrom = row.ValidFrom,
        ValidTo = row.ValidTo,
        Value = row.Value,
        Currency = row.Currency,
        Notice = row.Notice is { } notice ? new NoticeBody(notice.Amount, notice.Unit, notice.Effect) : null,
        LastTerminationDay = row.LastTerminationDay,
        Notes = row.Notes,
        AnnulledAt = row.AnnulledAt,
        AnnulledBy = row.AnnulledBy,
        AnnulReason = row.AnnulReason,
        Version = row.Version,
    };

    private static ContractDraft ToDraft(this ContractRequest request) => new()
    {
        Subject = request.Subject,
        Parties = request.Parties?.Select(party => party is null ? null : new ContractPartyDraft(party.ContactId, party.Name, party.Nip, party.Role)).ToList(),
        CounterpartyNumber = request.CounterpartyNumber,
        SignedOn = request.SignedOn,
        ValidFrom = request.ValidFrom,
        ValidTo = request.ValidTo,
        Value = request.Value,
        Currency = request.Currency,
        Notes = request.Notes,
    };
}
