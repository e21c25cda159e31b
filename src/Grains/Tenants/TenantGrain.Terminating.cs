using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>Giving notice: one outgoing letter and one marked contract, in one statement.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<TerminatedContract>> TerminateContract(TerminateContract command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TerminatedContract>(gone);
        var now = Now;
        var (stored, refusal) = await Changeable(command.ContractId, command.ExpectedVersion, now);
        if ((refusal ?? NotTerminable(stored!, WarsawTime.DateOf(now))) is { } refused)
            return await FirstAnswer<TerminatedContract>(key) ?? Refuse<TerminatedContract>(refused);

        var outcome = await Register(today => new TerminationRegistration(command, stored!, today), key, actor);
        if (outcome.Value is { } terminated)
            Announce("contract", terminated.Contract.Id, terminated.Contract.Number, seenByAll: true);
        return outcome;
    }

    private static Refusal.Conflict? NotTerminable(StoredContract contract, DateOnly today) => contract.TerminatedOn is not null
        ? new Refusal.Conflict("already-terminated")
        : contract.Answer(today).Status == ContractStatus.InForce ? null : new Refusal.Conflict("not-in-force");
}
