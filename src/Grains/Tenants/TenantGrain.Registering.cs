using System.Text.Json;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Registers;
using Npgsql;

namespace AleSekretariat.Grains.Tenants;

/// <content>Registering: decided in memory, written in one statement, answered after its commit.</content>
public sealed partial class TenantGrain
{
    private DateTimeOffset _lastIdAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public async Task<Outcome<RegisteredCorrespondence>> RegisterCorrespondence(RegisterCorrespondence command, IdempotencyKey? key, Actor actor)
    {
        // Most letters name nobody and nothing: they cost no question.
        var draft = LetterDrafts.Of(command);
        if (!LettersNamed.IsNeededFor(draft))
            return await Register(today => new CorrespondenceRegistration(command, LettersNamed.None, today), key, actor);
        if (await Absent() is { } gone)
            return Refuse<RegisteredCorrespondence>(gone);
        var named = await Named(draft, actor);
        return await Register(today => new CorrespondenceRegistration(command, named, today), key, actor);
    }

    private async Task<Outcome<TAnswer>> Register<TAnswer>(Func<DateOnly, IRegistration<TAnswer>> registering, IdempotencyKey? key, Actor actor)
        where TAnswer : class
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await Absent() is { } gone)
                return Refuse<TAnswer>(gone);
            if (Own.Sequence >= TenantSnapshots.VersionsPerEpoch - 1000 && !await TryReclaim())
                throw LostClaim();

            var now = Now;
            var registration = registering(WarsawTime.DateOf(now));
            // What is refused today may have been right yesterday: a repeat after midnight gets its first answer.
            if (registration.Validate() is { Count: > 0 } problems)
                return await FirstAnswer<TAnswer>(key) ?? Refuse<TAnswer>(Refusals.Of(problems));
            if (Gate(registration.Series.Kind(), now) is { } refusal)
                return await FirstAnswer<TAnswer>(key) ?? Refuse<TAnswer>(refusal);

            var head = Head(registration.Series, now, actor);
            var answer = registration.Answer(new RegistrationSlot(head.Id, head.Number, head.Sequence, head.Year, head.RegisteredAt, actor));
            if (key is not null)
                head = head with { Route = key.Route, Key = key.Key, BodyHash = key.BodyHash, Answer = JsonSerializer.Serialize(answer) };

            switch (await registration.Write(_writer, head))
            {
                case RegistrationResult.Written:
                    _committed = Own.Next() with
                    {
                        Facts = Own.Facts.WithRegistration(head.Series, head.Year, head.Sequence, head.Month, head.Used),
                    };
                    return Registered(registration, head, answer);
                case RegistrationResult.Repeated first:
                    return SameAnswer<TAnswer>(key!, first);
                case RegistrationResult.Moved:
                    throw LostClaim();
                case RegistrationResult.Rejected rejected:
                    return Refuse<TAnswer>(await Explain(rejected.Cause, registration.Contacts));
                case RegistrationResult.Unknown:
                    LogUnknownOutcome(_logger, TenantId, head.Id);
                    var own = await TryReclaim();
                    var written = await Ask(() => _entries.Exists(TenantId, head.Id));
                    if (!own)
                    {
                        // The epoch moved on: what is not written by now never will be.
                        var lost = LostClaim();
                        return written ? answer : throw lost;
                    }

                    if (written)
                        return Registered(registration, head, answer);
                    if (attempt > 1)
                        throw new TenantUnavailableException();
                    break;
                default:
                    throw new TenantUnavailableException();
            }
        }
    }

    /// <summary>Everything about the registration that the tenant decides.</summary>
    private RegistrationHead Head(Series series, DateTimeOffset now, Actor actor)
    {
        var facts = Own.Facts;
        var month = WarsawTime.MonthOf(now);
        var sequence = facts.NextSequence(series, month.Year);
        var kind = series.Kind();
        // Ids sort as registrations do, also of those within one millisecond.
        _lastIdAt = now > _lastIdAt ? now : _lastIdAt.AddMilliseconds(1);
        return new RegistrationHead
        {
            TenantId = TenantId,
            Epoch = facts.Epoch,
            Id = Guid.CreateVersion7(_lastIdAt),
            Series = series,
            Year = month.Year,
            Sequence = sequence,
            Number = facts.Masks[(int)series].Format(sequence, month.Year),
            Month = month.FirstDay,
            Used = facts.Used(kind, month.FirstDay) + 1,
            Limit = LimitsAt(now).For(kind),
            RegisteredAt = now,
            ActorId = actor.UserId,
            ActorName = actor.Name,
        };
    }

    private TAnswer Registered<TAnswer>(IRegistration<TAnswer> registration, RegistrationHead head, TAnswer answer)
        where TAnswer : class
    {
        _metrics.Registered(head.Series.Kind());
        Publish();
        Announce(registration.AnnouncedAs, head.Id, head.Number, registration.SeenByAll);
        foreach (var other in registration.AlsoChanged)
            Announce(registration.AnnouncedAs, other.Id, other.Number, other.SeenByAll);
        return answer;
    }

    /// <summary>The one gate: null when a registration (or, without a kind, a change) may happen.</summary>
    private Refusal? Gate(RegisterKind? kind, DateTimeOffset now)
    {
        var used = kind is { } counted ? Own.Facts.Used(counted, WarsawTime.MonthOf(now).FirstDay) : 0;
        return WriteGate.Check(LicenceState.At(Licence, now), LimitsAt(now), kind, used, 1, now) is { } refused ? Refusals.Of(refused) : null;
    }

    /// <summary>A refused request may repeat one that was granted: then it gets that one's answer. Null when it does not.</summary>
    private async Task<Outcome<TAnswer>?> FirstAnswer<TAnswer>(IdempotencyKey? key)
        where TAnswer : class =>
        key is not null && await Ask(() => _entries.FindKey(TenantId, key.Route, key.Key)) is { } first ? SameAnswer<TAnswer>(key, first) : null;

    private Outcome<TAnswer> SameAnswer<TAnswer>(IdempotencyKey key, RegistrationResult.Repeated first)
        where TAnswer : class =>
        key.BodyHash.AsSpan().SequenceEqual(first.BodyHash)
            ? JsonSerializer.Deserialize<TAnswer>(first.Answer)!
            : Refuse<TAnswer>(new Refusal.IdempotencyMismatch());

    /// <summary>Why the database refused a row that we had found right.</summary>
    private async Task<Refusal> Explain(PostgresException cause, IEnumerable<(Guid ContactId, string Field)> contacts)
    {
        var named = contacts.ToList();
        if (cause.SqlState == PostgresErrorCodes.ForeignKeyViolation && named.Count > 0)
        {
            var known = await Ask(() => _entries.ContactsAmong(TenantId, [.. named.Select(contact => contact.ContactId)]));
            if (named.Where(contact => !known.Contains(contact.ContactId)).ToList() is { Count: > 0 } unknown)
                return new Refusal.Invalid([.. unknown.Select(contact => new FieldProblem(contact.Field, "notFound", []))]);
        }

        if (cause.SqlState == PostgresErrorCodes.NotNullViolation && cause.ColumnName is RegistrationStatement.GuardColumn or TerminationStatement.GuardColumn)
        {
            LogGuard(_logger, cause, TenantId);
            _loading = null;
            throw new TenantUnavailableException();
        }

        throw new InvalidOperationException($"The database refused a registration: {cause.SqlState} {cause.ConstraintName}.", cause);
    }

    /// <summary>A question to the database that changes nothing: an outage is the caller's to repeat.</summary>
    private async Task<T> Ask<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogOutage(_logger, e, TenantId);
            throw new TenantUnavailableException();
        }
    }
}
