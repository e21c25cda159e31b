using System.Collections.Immutable;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary>Annexes and terms on a day, between their JSON, the grain's command and the rows read.</summary>
internal static class ContractTermsBodies
{
    /// <summary>What the command could not carry: a notice or renewal without amount or unit, a term both set and removed.</summary>
    public static ImmutableArray<FieldProblem> UntranslatableProblems(this AnnexRequest request)
    {
        var problems = ImmutableArray.CreateBuilder<FieldProblem>();
        void Check(bool wrong, string field, string code, params ImmutableArray<string> values)
        {
            if (wrong)
                problems.Add(new FieldProblem(field, code, values));
        }

        Check(request.Changes?.Notice is { Amount: null }, "changes.notice.amount", FieldError.Required);
        Check(request.Changes?.Notice is { Unit: null }, "changes.notice.unit", FieldError.Required);
        Check(request.Changes?.Renewal is { Amount: null }, "changes.renewal.amount", FieldError.Required);
        Check(request.Changes?.Renewal is { Unit: null }, "changes.renewal.unit", FieldError.Required);
        Check(problems.Count == 0 && request.Set().Select(change => change.Field).Intersect(request.Removes ?? []).Any(), "removes", FieldError.NotAllowed);
        // As text it would lose what the rules have to refuse.
        Check(request.Changes?.Value is { } value && decimal.Round(value, 2) != value, "changes.value", FieldError.TooManyPlaces, "2");
        Check(request.Changes?.VatRate is { } rate && decimal.Round(rate, 2) != rate, "changes.vatRate", FieldError.TooManyPlaces, "2");
        return problems.ToImmutable();
    }

    public static AddAnnex ToCommand(this AnnexRequest request, Guid contractId) => new()
    {
        ContractId = contractId,
        Number = request.Number ?? "",
        SignedOn = request.SignedOn,
        EffectiveFrom = request.EffectiveFrom,
        Description = request.Description,
        Changes = [.. request.Set(), .. (request.Removes ?? []).Select(field => new AnnexTerm(field, null))],
    };

    public static AnnexResponse ToResponse(this AddedAnnex annex) => new()
    {
        Number = annex.Number,
        SignedOn = annex.SignedOn,
        EffectiveFrom = annex.EffectiveFrom,
        Description = annex.Description,
        Changes = [.. annex.Changes.Select(change => new AnnexChangeBody(change.Field, change.Before, change.After))],
        At = annex.At,
        By = annex.By,
    };

    public static AnnexesResponse AnnexesBody(this ContractRow contract) => new(
    [
        .. contract.Annexes.Select((row, i) => new AnnexResponse
        {
            Number = row.Annex.Number,
            SignedOn = row.Annex.SignedOn,
            EffectiveFrom = row.Annex.EffectiveFrom,
            Description = row.Annex.Description,
            Changes = [.. contract.ChangesOf(i).Select(change => new AnnexChangeBody(change.Field, change.Before, change.After))],
            At = row.At,
            By = row.By,
        }),
    ]);

    public static TermsBody TermsBodyOn(this ContractRow contract, DateOnly day)
    {
        var seen = contract.JudgedOn(day);
        return new TermsBody
        {
            On = day,
            Status = seen.Status,
            ValidTo = seen.Terms.ValidTo,
            EndsOn = seen.Terms.EndOn(day),
            Value = seen.Terms.Value,
            Currency = seen.Terms.Currency,
            VatRate = seen.Terms.VatRate,
            GrossValue = seen.Terms.Gross,
            Recurrence = seen.Terms.Recurrence,
            Notice = seen.Terms.Notice.ToBody(),
            Renewal = seen.Terms.Renewal.ToBody(),
            LastTerminationDay = seen.LastTerminationDay,
            Annex = contract.AnnexOn(day)?.Number,
        };
    }

    private static List<AnnexTerm> Set(this AnnexRequest request)
    {
        if (request.Changes is not { } changes)
            return [];
        var terms = new ContractTerms
        {
            ValidTo = changes.ValidTo,
            Value = changes.Value,
            Currency = string.IsNullOrWhiteSpace(changes.Currency) ? null : changes.Currency.Trim().ToUpperInvariant(),
            VatRate = changes.VatRate,
            Recurrence = changes.Recurrence,
            Notice = changes.Notice is { Amount: { } amount, Unit: { } unit } ? new Notice(amount, unit, changes.Notice.Effect ?? NoticeEffect.None) : null,
            Renewal = changes.Renewal is { Amount: { } by, Unit: { } each } ? new Renewal(by, each, changes.Renewal.Times) : null,
        };
        return [.. Enum.GetValues<TermField>().Select(field => new AnnexTerm(field, TermText.Of(terms, field))).Where(change => change.Value is not null)];
    }
}
