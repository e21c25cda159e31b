using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>Annulling: the entry keeps its number and its place in the month's count.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public Task<Outcome<Annulled>> AnnulCorrespondence(AnnulEntry command, IdempotencyKey? key, Actor actor) =>
        Annul(RegisterKind.Correspondence, command, key, actor);

    /// <inheritdoc/>
    public Task<Outcome<Annulled>> AnnulContract(AnnulEntry command, IdempotencyKey? key, Actor actor) =>
        Annul(RegisterKind.Contracts, command, key, actor);

    private async Task<Outcome<Annulled>> Annul(RegisterKind kind, AnnulEntry command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<Annulled>(gone);
        if (AnnulReason.Validate(command.Reason) is { Count: > 0 } problems)
            return Refuse<Annulled>(Refusals.Of(problems));
        var now = Now;
        if (Gate(kind: null, now) is { } refusal)
            return await FirstAnswer<Annulled>(key) ?? Refuse<Annulled>(refusal);

        var request = new AnnulRequest
        {
            TenantId = TenantId,
            Epoch = Own.Facts.Epoch,
            EntryId = command.Id,
            At = now,
            ActorId = actor.UserId,
            ActorName = actor.Name,
            ByOwner = actor.Role == TenantRole.Owner,
            Reason = command.Reason.Trim(),
            Route = key?.Route,
            Key = key?.Key,
            BodyHash = key?.BodyHash,
        };
        switch (await AnnulForSure(kind, request))
        {
            case AnnulResult.Done done:
                _committed = Own.Next();
                Publish();
                Announce(kind == RegisterKind.Correspondence ? "correspondence" : "contract", command.Id, done.Number, done.SeenByAll);
                return new Annulled(command.Id, done.Number, now, done.Version);
            case AnnulResult.Repeated first:
                return SameAnswer<Annulled>(key!, new RegistrationResult.Repeated(first.BodyHash, first.Answer));
            case AnnulResult.Already:
                return Refuse<Annulled>(new Refusal.Conflict("already-annulled"));
            case AnnulResult.NotFound:
                return Refuse<Annulled>(new Refusal.NotFound());
            default:
                throw LostClaim();
        }
    }

    /// <summary>If the answer is lost: claims anew and asks again. Then "annulled already, at this very moment" means by us.</summary>
    private async Task<AnnulResult> AnnulForSure(RegisterKind kind, AnnulRequest request)
    {
        try
        {
            return await _annuls.Annul(kind, request);
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogOutage(_logger, e, TenantId);
            if (DatabaseFaults.SurelyRolledBack(e))
                throw new TenantUnavailableException();
        }

        AnnulResult again = await TryReclaim()
            ? await Ask(() => _annuls.Annul(kind, request with { Epoch = Own.Facts.Epoch }))
            : new AnnulResult.Moved();
        if (again is AnnulResult.Moved)
        {
            // The epoch moved on: what is not written by now never will be.
            var lost = LostClaim();
            again = await Ask(() => _annuls.Find(kind, TenantId, request.EntryId)) is { } found && found.At == request.At ? found : throw lost;
        }

        return again is AnnulResult.Already already && already.At == request.At
            ? new AnnulResult.Done(already.Number, already.Version, SeenByAll: false)
            : again;
    }
}
