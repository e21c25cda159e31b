namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>What became of a letter that somebody wanted to move on.</summary>
public abstract record LetterStep
{
    private LetterStep()
    {
    }

    /// <summary>It moved on; perhaps to where it was already.</summary>
    /// <param name="Letter">As it stands now.</param>
    public sealed record Done(Letter Letter) : LetterStep;

    /// <summary>What was given with the step is wrong.</summary>
    /// <param name="Errors">Fields <c>status</c>, <c>on</c>, <c>reason</c>, <c>instruction</c>, <c>dueOn</c>.</param>
    public sealed record Wrong(IReadOnlyList<FieldError> Errors) : LetterStep;

    /// <summary>From where it stands the step is not possible.</summary>
    /// <param name="Reason">A stable word.</param>
    public sealed record NotNow(string Reason) : LetterStep;
}

/// <summary>
/// The life of a letter (product.md §4): in nowa → zadekretowana → w toku → załatwiona; out przygotowana → nadana → doręczona or
/// zwrócona. A step back mends a mistake; nothing but annulling leaves this circle, and nothing comes back from there.
/// </summary>
public static class LetterWorkflow
{
    /// <summary>The statuses somebody may set on a letter that stands at <paramref name="status"/>, in the order of their likelihood.</summary>
    public static IReadOnlyList<CorrespondenceStatus> StepsFrom(CorrespondenceStatus status) => status switch
    {
        CorrespondenceStatus.New or CorrespondenceStatus.Assigned => [CorrespondenceStatus.InProgress, CorrespondenceStatus.Done],
        CorrespondenceStatus.InProgress => [CorrespondenceStatus.Done],
        CorrespondenceStatus.Done => [CorrespondenceStatus.InProgress],
        CorrespondenceStatus.Prepared => [CorrespondenceStatus.Sent, CorrespondenceStatus.Delivered],
        CorrespondenceStatus.Sent => [CorrespondenceStatus.Delivered, CorrespondenceStatus.Returned, CorrespondenceStatus.Prepared],
        CorrespondenceStatus.Delivered or CorrespondenceStatus.Returned => [CorrespondenceStatus.Sent],
        _ => [],
    };

    /// <summary>Sets a status. Setting the one it has is no mistake: a day or reason that is given with it counts.</summary>
    /// <param name="letter">As it stands.</param>
    /// <param name="status">Where to.</param>
    /// <param name="on">Day of sending, delivery or return; that of other statuses is refused. Default: today.</param>
    /// <param name="reason">Why it came back; of returned only, and required there.</param>
    /// <param name="today">The Warsaw day by the tenant's clock.</param>
    public static LetterStep Move(Letter letter, CorrespondenceStatus status, DateOnly? on, string? reason, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (letter.Status == CorrespondenceStatus.Annulled)
            return new LetterStep.NotNow("annulled");
        var checks = new FieldChecks();
        // Given to somebody and annulled are calls of their own: they need a person, or a reason for good.
        if (!Enum.IsDefined(status) || status is CorrespondenceStatus.New or CorrespondenceStatus.Assigned or CorrespondenceStatus.Annulled)
            checks.Add("status", FieldError.NotAllowed);
        CheckDay(checks, letter, status, on, today);
        CheckReason(checks, status, reason);
        if (checks.Errors.Count > 0)
            return new LetterStep.Wrong(checks.Errors);
        if (letter.Status != status && !StepsFrom(letter.Status).Contains(status))
            return new LetterStep.NotNow("status");
        return new LetterStep.Done(Moved(letter, status, on, reason, today));
    }

    /// <summary>Gives a letter to somebody, also when it was given before: the new one has not read it yet.</summary>
    /// <param name="letter">As it stands.</param>
    /// <param name="accountId">Whom: an active member.</param>
    /// <param name="name">Their name.</param>
    /// <param name="instruction">What is to be done.</param>
    /// <param name="dueOn">Until when; not before the letter's own day.</param>
    /// <param name="now">The moment by the tenant's clock.</param>
    public static LetterStep Assign(Letter letter, Guid accountId, string name, string? instruction, DateOnly? dueOn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var wanted = string.IsNullOrWhiteSpace(instruction) ? null : instruction.Trim();
        var checks = new FieldChecks();
        CorrespondenceRules.CheckInstruction(checks, wanted);
        checks.SaneDate("dueOn", dueOn);
        checks.NotBefore("dueOn", dueOn, letter.Date);
        if (checks.Errors.Count > 0)
            return new LetterStep.Wrong(checks.Errors);
        if (!CorrespondenceStatuses.IsOpen(letter.Status))
            return new LetterStep.NotNow(letter.Status == CorrespondenceStatus.Annulled ? "annulled" : "status");

        // The same again is a repeat: what the person did about it stays.
        if (letter.Assignment is { } given && given.AccountId == accountId && given.DueOn == dueOn && string.Equals(given.Instruction, wanted, StringComparison.Ordinal))
            return new LetterStep.Done(letter);
        return new LetterStep.Done(letter with
        {
            Status = CorrespondenceStatus.Assigned,
            Assignment = new LetterAssignment(accountId, name, wanted, dueOn, now, null, null),
        });
    }

    /// <summary>The assignee opens it for the first time. Anybody else, or again: nothing happens.</summary>
    public static Letter Read(Letter letter, Guid reader, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return letter.Assignment is { ReadAt: null } given && given.AccountId == reader && letter.Status != CorrespondenceStatus.Annulled
            ? letter with { Assignment = given with { ReadAt = now } }
            : letter;
    }

    /// <summary>The assignee confirms to deal with it, which is reading it too.</summary>
    public static LetterStep Confirm(Letter letter, Guid reader, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (letter.Status == CorrespondenceStatus.Annulled)
            return new LetterStep.NotNow("annulled");
        if (letter.Assignment is not { } given || given.AccountId != reader)
            return new LetterStep.NotNow("not-assigned");
        return new LetterStep.Done(given.ConfirmedAt is not null
            ? letter
            : letter with { Assignment = given with { ReadAt = given.ReadAt ?? now, ConfirmedAt = now } });
    }

    private static void CheckDay(FieldChecks checks, Letter letter, CorrespondenceStatus status, DateOnly? on, DateOnly today)
    {
        if (on is null)
            return;
        if (status is not (CorrespondenceStatus.Sent or CorrespondenceStatus.Delivered or CorrespondenceStatus.Returned))
            checks.Add("on", FieldError.NotAllowed);
        checks.SaneDate("on", on);
        if (on > today)
            checks.Add("on", FieldError.Future, FieldChecks.Date(today));
        if (status != CorrespondenceStatus.Sent)
            checks.NotBefore("on", on, letter.Date);
    }

    private static void CheckReason(FieldChecks checks, CorrespondenceStatus status, string? reason)
    {
        if (status == CorrespondenceStatus.Returned)
            checks.Text("reason", reason, 3, 500);
        else if (!string.IsNullOrWhiteSpace(reason))
            checks.Add("reason", FieldError.NotAllowed);
    }

    private static Letter Moved(Letter letter, CorrespondenceStatus status, DateOnly? on, string? reason, DateOnly today)
    {
        var moved = letter with { Status = status };
        // A day of sending that lies ahead was a plan: what has left did so today at the latest.
        var sent = status is CorrespondenceStatus.Sent ? on ?? Earlier(letter.Date, today) : Earlier(letter.Date, today);
        return status switch
        {
            CorrespondenceStatus.Prepared => moved with { DeliveredOn = null, ReturnedOn = null, ReturnReason = null },
            CorrespondenceStatus.Sent => moved with { Date = sent, DeliveredOn = null, ReturnedOn = null, ReturnReason = null },
            CorrespondenceStatus.Delivered => moved with { Date = sent, DeliveredOn = on ?? letter.DeliveredOn ?? today, ReturnedOn = null, ReturnReason = null },
            CorrespondenceStatus.Returned => moved with { Date = sent, DeliveredOn = null, ReturnedOn = on ?? letter.ReturnedOn ?? today, ReturnReason = reason?.Trim() },
            _ => moved,
        };
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
