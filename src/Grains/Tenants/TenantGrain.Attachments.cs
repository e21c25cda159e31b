using System.Text.Json;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Attachments;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Attachments;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>Attachments: gated by the licence and by the room the package has, recorded in one statement.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public Task<Outcome<Attached>> AttachToCorrespondence(AttachFile command, IdempotencyKey? key, Actor actor) =>
        Attach(RegisterKind.Correspondence, command, key, actor);

    /// <inheritdoc/>
    public Task<Outcome<Attached>> AttachToContract(AttachFile command, IdempotencyKey? key, Actor actor) =>
        Attach(RegisterKind.Contracts, command, key, actor);

    private async Task<Outcome<Attached>> Attach(RegisterKind kind, AttachFile command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<Attached>(gone);
        if (AttachmentRules.Validate(command.Name, command.Size, command.Sha256) is { Count: > 0 } problems)
            return Refuse<Attached>(Refusals.Of(problems));
        var now = Now;
        var limits = LimitsAt(now);
        if (WriteGate.CheckStorage(LicenceState.At(Licence, now), limits, Own.Facts.StorageUsed, command.Size) is { } refused)
            return await FirstAnswer<Attached>(key) ?? Refuse<Attached>(Refusals.Of(refused));

        var answer = new Attached(command.Id, command.Name, command.Size, command.Sha256);
        var request = new AttachRequest
        {
            TenantId = TenantId,
            Epoch = Own.Facts.Epoch,
            File = command,
            At = now,
            Actor = actor,
            Limit = limits.StorageBytes,
            Key = key,
            Answer = JsonSerializer.Serialize(answer),
        };
        switch (await AttachForSure(kind, request))
        {
            case AttachResult.Written written:
                _committed = Own.Next() with { Facts = Own.Facts with { StorageUsed = written.Used ?? Own.Facts.StorageUsed } };
                Publish();
                if (written.Number is { } number)
                    Announce(kind == RegisterKind.Correspondence ? "correspondence" : "contract", command.EntryId, number, written.SeenByAll);
                return answer;
            case AttachResult.Repeated first:
                return SameAnswer<Attached>(key!, new RegistrationResult.Repeated(first.BodyHash, first.Answer));
            case AttachResult.NotFound:
                return Refuse<Attached>(new Refusal.NotFound());
            case AttachResult.Annulled:
                return Refuse<Attached>(new Refusal.Conflict("annulled"));
            case AttachResult.Full:
                return Refuse<Attached>(new Refusal.StorageLimit(Own.Facts.StorageUsed, limits.StorageBytes ?? 0));
            default:
                throw LostClaim();
        }
    }

    /// <summary>If the answer is lost: claims anew and looks whether it was written; if it was not, it never will be, and is written now.</summary>
    private async Task<AttachResult> AttachForSure(RegisterKind kind, AttachRequest request)
    {
        try
        {
            return await _attachments.Attach(kind, request);
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogOutage(_logger, e, TenantId);
            if (DatabaseFaults.SurelyRolledBack(e))
                throw new TenantUnavailableException();
        }

        var own = await TryReclaim();
        var written = await Ask(() => _attachments.Exists(TenantId, request.File.Id));
        if (own)
            return written ? new AttachResult.Written(null, null, SeenByAll: false) : await Ask(() => _attachments.Attach(kind, request with { Epoch = Own.Facts.Epoch }));
        var lost = LostClaim();
        return written ? new AttachResult.Written(null, null, SeenByAll: false) : throw lost;
    }
}
