using System.Text.Json;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>Contracts: registered like letters, then changed against what was read under the claim.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<RegisteredContract>> RegisterContract(RegisterContract command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<RegisteredContract>(gone);
        // Members and dictionaries are written by this grain alone: what is known here stays so until the contract is written.
        var unknown = await Ask(() => _contractNames.Unknown(TenantId, command.ToDraft()));
        return await Register(today => new ContractRegistration(command, unknown, today), key, actor);
    }

    /// <inheritdoc/>
    public async Task<Outcome<RegisteredContract>> ChangeContract(ChangeContract command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<RegisteredContract>(gone);
        var now = Now;
        var today = WarsawTime.DateOf(now);
        var (stored, refusal) = await Changeable(command.Id, command.ExpectedVersion, now);
        if (stored is null)
            return await FirstAnswer<RegisteredContract>(key) ?? Refuse<RegisteredContract>(refusal!);
        var wanted = ContractRegistration.DraftOf(command.Contract, today);
        var (problems, named) = await Checked(wanted, stored.Contract);
        if (problems.Count > 0)
            return await FirstAnswer<RegisteredContract>(key) ?? Refuse<RegisteredContract>(Refusals.Of(problems));

        var changes = ContractDifferences.Between(stored.Contract, named);
        if (changes.Count == 0)
            return stored.Answer(today);
        var answer = (stored with { Contract = named, Version = stored.Version + 1 }).Answer(today);
        return await Changed(Change(stored with { Contract = named }, changes, now, key, answer, actor), _contracts.Change, answer, key);
    }

    /// <summary>The contract, if it may be changed; else why not.</summary>
    private async Task<(StoredContract? Stored, Refusal? Refusal)> Changeable(Guid id, int? expectedVersion, DateTimeOffset now)
    {
        if (Gate(kind: null, now) is { } closed)
            return (null, closed);
        if (await Ask(() => _contracts.Find(TenantId, id)) is not { } stored)
            return (null, new Refusal.NotFound());
        if (expectedVersion is { } expected && expected != stored.Version)
            return (null, new Refusal.Stale(stored.Version));
        return stored.Annulled ? (null, new Refusal.Conflict("already-annulled")) : (stored, null);
    }

    /// <summary>What is wrong with the contract as it is to be; and it with the names of the parties that are contacts.</summary>
    private async Task<(IReadOnlyList<FieldError> Problems, ContractDraft Named)> Checked(ContractDraft wanted, ContractDraft before)
    {
        var problems = ContractRules.Validate(wanted).ToList();
        if (problems.Count > 0)
            return (problems, wanted);
        problems.AddRange(await Ask(() => _contractNames.Unknown(TenantId, wanted, before)));
        var known = await Ask(() => _contracts.Contacts(TenantId, [.. wanted.Parties!.Select(party => party!.ContactId).OfType<Guid>()]));
        // A contact that is a party already keeps the name it had when it became one.
        var kept = before.Parties!.Where(party => party!.ContactId is not null).GroupBy(party => party!.ContactId!.Value).ToDictionary(same => same.Key, same => same.First()!);
        var parties = new List<ContractPartyDraft>();
        foreach (var (party, i) in wanted.Parties!.Select((party, i) => (party!, i)))
        {
            if (party.ContactId is not { } id)
                parties.Add(party);
            else if (known.TryGetValue(id, out var contact))
                parties.Add(Named(party, kept.GetValueOrDefault(id) ?? contact));
            else
                problems.Add(new FieldError(FormattableString.Invariant($"parties[{i}].contactId"), "notFound"));
        }

        return (problems, wanted with { Parties = parties });
    }

    private static ContractPartyDraft Named(ContractPartyDraft party, ContractPartyDraft contact) =>
        party with { Name = contact.Name, Nip = party.Nip ?? contact.Nip, Regon = party.Regon ?? contact.Regon };

    private ContractChange Change<TAnswer>(
        StoredContract contract, IReadOnlyList<FieldChange> changes, DateTimeOffset now, IdempotencyKey? key, TAnswer answer, Actor actor) => new()
    {
        TenantId = TenantId,
        Epoch = Own.Facts.Epoch,
        Contract = contract,
        Changes = changes,
        At = now,
        ActorId = actor.UserId,
        ActorName = actor.Name,
        Route = key?.Route,
        Key = key?.Key,
        BodyHash = key?.BodyHash,
        Answer = key is null ? null : JsonSerializer.Serialize(answer),
    };

    private async Task<Outcome<TAnswer>> Changed<TAnswer>(
        ContractChange change, Func<ContractChange, Task<ContractWrite>> write, TAnswer answer, IdempotencyKey? key)
        where TAnswer : class
    {
        switch (await ChangedForSure(change, write))
        {
            case ContractWrite.Written:
                _committed = Own.Next();
                Publish();
                Announce("contract", change.Contract.Id, change.Contract.Number, seenByAll: true);
                return answer;
            case ContractWrite.Repeated first:
                return SameAnswer<TAnswer>(key!, new RegistrationResult.Repeated(first.BodyHash, first.Answer));
            default:
                throw LostClaim();
        }
    }

    /// <summary>If the answer is lost: claims anew and looks whether the change is there. If not it never will be, and is made now.</summary>
    private async Task<ContractWrite> ChangedForSure(ContractChange change, Func<ContractChange, Task<ContractWrite>> write)
    {
        try
        {
            return await write(change);
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogOutage(_logger, e, TenantId);
            if (DatabaseFaults.SurelyRolledBack(e))
                throw new TenantUnavailableException();
        }

        var own = await TryReclaim();
        var written = await Ask(() => _contracts.Find(TenantId, change.Contract.Id)) is { } found
            && found.Version == change.Contract.Version + 1 && found.ChangedAt == change.At;
        if (own)
            return written ? new ContractWrite.Written() : await Ask(() => write(change with { Epoch = Own.Facts.Epoch }));
        var lost = LostClaim();
        return written ? new ContractWrite.Written() : throw lost;
    }
}
