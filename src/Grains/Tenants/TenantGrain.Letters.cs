using System.Text.Json;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>Letters after registration: read under the claim, changed by the rules, written with their true differences.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public Task<Outcome<ChangedCorrespondence>> ChangeCorrespondence(ChangeCorrespondence command, IdempotencyKey? key, Actor actor) =>
        ChangeLetter(
            command.Id,
            async (stored, now) =>
            {
                if (command.ExpectedVersion is { } expected && expected != stored.Version)
                    return new Refusal.Stale(stored.Version);
                if (stored.Letter.Status == CorrespondenceStatus.Annulled)
                    return new Refusal.Conflict("annulled");
                return await Edited(stored.Letter, command, now, actor);
            },
            key,
            actor);

    /// <inheritdoc/>
    public Task<Outcome<ChangedCorrespondence>> AssignCorrespondence(AssignCorrespondence command, IdempotencyKey? key, Actor actor) =>
        ChangeLetter(
            command.Id,
            async (stored, now) =>
            {
                var named = await Ask(() => _letters.Named(TenantId, [command.AccountId], actor));
                return named.People.TryGetValue(command.AccountId, out var name)
                    ? Stepped(LetterWorkflow.Assign(stored.Letter, command.AccountId, name, command.Instruction, command.DueOn, now))
                    : Refusals.Invalid("accountId", "notFound");
            },
            key,
            actor);

    /// <inheritdoc/>
    public Task<Outcome<ChangedCorrespondence>> MoveCorrespondence(MoveCorrespondence command, IdempotencyKey? key, Actor actor) =>
        ChangeLetter(
            command.Id,
            (stored, now) => Task.FromResult(Stepped(LetterWorkflow.Move(stored.Letter, command.Status, command.On, command.Reason, WarsawTime.DateOf(now)))),
            key,
            actor);

    /// <inheritdoc/>
    public Task<Outcome<ChangedCorrespondence>> ReadCorrespondence(Guid id, Actor actor) => ChangeLetter(
        id,
        (stored, now) => Task.FromResult<Outcome<Letter>>(LetterWorkflow.Read(stored.Letter, actor.UserId, now)),
        key: null,
        actor,
        // Opening it takes nobody's form away: who edits it meanwhile has seen everything that can be typed.
        raisesVersion: false);

    /// <inheritdoc/>
    public Task<Outcome<ChangedCorrespondence>> ConfirmCorrespondence(Guid id, Actor actor) => ChangeLetter(
        id,
        (stored, now) => Task.FromResult(Stepped(LetterWorkflow.Confirm(stored.Letter, actor.UserId, now))),
        key: null,
        actor,
        raisesVersion: false);

    /// <summary>Reads, lets the rule decide, writes. A change that changes nothing is granted and writes nothing.</summary>
    private async Task<Outcome<ChangedCorrespondence>> ChangeLetter(
        Guid id,
        Func<StoredLetter, DateTimeOffset, Task<Outcome<Letter>>> rule,
        IdempotencyKey? key,
        Actor actor,
        bool raisesVersion = true)
    {
        if (await Absent() is { } gone)
            return Refuse<ChangedCorrespondence>(gone);
        var now = Now;
        if (Gate(kind: null, now) is { } closed)
            return await FirstAnswer<ChangedCorrespondence>(key) ?? Refuse<ChangedCorrespondence>(closed);
        // A repeat would be stale by its own first time.
        if (await FirstAnswer<ChangedCorrespondence>(key) is { } first)
            return first;

        if (await Ask(() => _letters.Read(TenantId, id, actor)) is not { } stored)
            return Refuse<ChangedCorrespondence>(new Refusal.NotFound());
        var decided = await rule(stored, now);
        if (!decided.Granted(out var letter, out var refusal))
            return Refuse<ChangedCorrespondence>(refusal);
        var changes = LetterDifferences.Between(stored.Letter, letter);
        if (changes.Count == 0)
            return new ChangedCorrespondence(id, stored.Number, letter.Status, stored.Version);

        var version = stored.Version + (raisesVersion ? 1 : 0);
        var answer = new ChangedCorrespondence(id, stored.Number, letter.Status, version);
        var write = new LetterWrite
        {
            TenantId = TenantId,
            Epoch = Own.Facts.Epoch,
            Id = id,
            Version = stored.Version,
            NextVersion = version,
            Letter = letter,
            Changes = changes,
            At = now,
            Actor = actor,
            Route = key?.Route,
            Key = key?.Key,
            BodyHash = key?.BodyHash,
            Answer = key is null ? null : JsonSerializer.Serialize(answer),
        };
        switch (await WriteForSure(write))
        {
            case LetterWriteResult.Written:
                _committed = Own.Next();
                Publish();
                Announce("correspondence", id, stored.Number, seenByAll: !stored.Letter.Confidential && !letter.Confidential);
                return answer;
            case LetterWriteResult.Repeated repeated:
                return SameAnswer<ChangedCorrespondence>(key!, new RegistrationResult.Repeated(repeated.BodyHash, repeated.Answer));
            case LetterWriteResult.Stale:
                return Refuse<ChangedCorrespondence>(new Refusal.Stale(stored.Version));
            default:
                throw LostClaim();
        }
    }

    /// <summary>If the answer is lost: claims anew, which waits for the statement or defeats it, and looks for what it would have written.</summary>
    private async Task<LetterWriteResult> WriteForSure(LetterWrite write)
    {
        try
        {
            return await _letters.Write(write);
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogOutage(_logger, e, TenantId);
            if (DatabaseFaults.SurelyRolledBack(e))
                throw new TenantUnavailableException();
        }

        LogUnknownOutcome(_logger, TenantId, write.Id);
        var own = await TryReclaim();
        if (await Ask(() => _letters.Wrote(write)))
            return new LetterWriteResult.Written();
        if (!own)
            return new LetterWriteResult.Moved();
        return await Ask(() => _letters.Write(write with { Epoch = Own.Facts.Epoch }));
    }

    private async Task<Outcome<Letter>> Edited(Letter letter, ChangeCorrespondence command, DateTimeOffset now, Actor actor)
    {
        var today = WarsawTime.DateOf(now);
        // A day that is not given stays as it is; who the letter is given to is another call's business.
        var typed = LetterDrafts.Of(command.Letter with { Date = command.Letter.Date ?? letter.Date, AssignedTo = null, Instruction = null, AssignmentDue = null });
        var draft = typed.Normalized(today);
        if (LetterEdit.Validate(letter, draft) is { Count: > 0 } forbidden)
            return Refusals.Of(forbidden);
        if (CorrespondenceRules.Validate(draft, today) is { Count: > 0 } errors)
            return Refusals.Of(errors);

        var named = await Named(draft, actor, letter);
        draft = KeepHidden(draft, letter, named, command.Id);
        if (named.Missing(draft, letter) is { Count: > 0 } missing)
            return Refusals.Of(missing);
        if (draft.ContactId is { } contact && contact != letter.ContactId && !named.Contacts.ContainsKey(contact))
            return Refusals.Invalid("correspondent.contactId", "notFound");
        return LetterEdit.Apply(letter, draft, draft.ContactId is { } chosen ? named.Contacts.GetValueOrDefault(chosen) : null);
    }

    /// <summary>Links to letters that the actor may not see were not offered to them: what they send says nothing about those.</summary>
    private static CorrespondenceDraft KeepHidden(CorrespondenceDraft draft, Letter letter, LettersNamed named, Guid id)
    {
        var hidden = letter.Related.Where(other => !named.Letters.ContainsKey(other)).ToList();
        var related = (draft.Related ?? []).Where(other => other != id).Concat(hidden).Distinct().ToList();
        var hiddenReply = letter.ReplyTo is { } replyTo && !named.Letters.ContainsKey(replyTo);
        return draft with
        {
            Related = related.Count > 0 ? related : null,
            ReplyTo = draft.ReplyTo is null && hiddenReply ? letter.ReplyTo : draft.ReplyTo == id ? null : draft.ReplyTo,
        };
    }

    private Task<LettersNamed> Named(CorrespondenceDraft draft, Actor actor, Letter? standing = null)
    {
        Guid?[] single = [draft.AssignedTo, draft.ReplyTo, draft.ContractId, draft.ContactId, standing?.ReplyTo];
        var ids = single.OfType<Guid>().Concat(draft.Related ?? []).Concat(draft.People ?? []).Concat(standing?.Related ?? []).ToList();
        return ids.Count == 0 ? Task.FromResult(LettersNamed.None) : Ask(() => _letters.Named(TenantId, ids, actor));
    }

    private static Outcome<Letter> Stepped(LetterStep step) => step switch
    {
        LetterStep.Done done => done.Letter,
        LetterStep.Wrong wrong => Refusals.Of(wrong.Errors),
        LetterStep.NotNow notNow => new Refusal.Conflict(notNow.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "No such step."),
    };
}
