using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Tenants;

/// <content>Annexes: only ever added.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<AddedAnnex>> AddAnnex(AddAnnex command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<AddedAnnex>(gone);
        var now = Now;
        var (stored, refusal) = await Changeable(command.ContractId, command.ExpectedVersion, now);
        if (stored is null)
            return await FirstAnswer<AddedAnnex>(key) ?? Refuse<AddedAnnex>(refusal!);
        var annex = AnnexOf(command, WarsawTime.DateOf(now));
        if (AnnexRules.Validate(annex, stored.Contract, stored.Annexes) is { Count: > 0 } problems)
            return await FirstAnswer<AddedAnnex>(key) ?? Refuse<AddedAnnex>(Refusals.Of(problems));

        var changes = TermsInForce.ChangesOf(stored.Contract.Terms, stored.Annexes, annex);
        var answer = new AddedAnnex
        {
            Number = annex.Number,
            SignedOn = annex.SignedOn,
            EffectiveFrom = annex.EffectiveFrom,
            Description = annex.Description,
            Changes = [.. changes.Select(change => new AnnexDifference(change.Field, change.Before, change.After))],
            At = now,
            By = actor.Name,
            Version = stored.Version + 1,
        };
        var change = Change(stored with { Annexes = [.. stored.Annexes, annex] }, [new FieldChange("annex", null, annex.Number), .. changes], now, key, answer, actor);
        return await Changed(change, _contracts.AddAnnex, answer, key);
    }

    private static Annex AnnexOf(AddAnnex command, DateOnly today)
    {
        var signedOn = command.SignedOn ?? today;
        return new Annex(
            command.Number?.Trim() ?? "",
            signedOn,
            command.EffectiveFrom ?? signedOn,
            string.IsNullOrWhiteSpace(command.Description) ? null : command.Description.Trim(),
            command.Changes.IsDefault ? [] : [.. command.Changes.DistinctBy(change => change.Field).Select(change => new TermChange(change.Field, change.Value))]);
    }
}
