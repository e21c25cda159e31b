using System.Text.Json.Serialization;
using AleSekretariat.Domain.Time;

namespace AleSekretariat.Domain.Licensing;

/// <summary>
/// Everything the licence rules of one tenant depend on, and nothing derived: the state is computed from it and the
/// clock by <see cref="LicenceState"/>. Immutable; changed only by <see cref="LicenceChanges"/>; survives JSON.
/// </summary>
public sealed record Licence
{
    /// <summary>The last sign-in of any user, going Green included. Green is counted from it.</summary>
    public DateTimeOffset LastSignIn { get; init; }

    /// <summary>
    /// Paid periods, contiguous and in order: the current one and those appended. Empty means Green. Ended ones stay
    /// until something replaces them: a tenant whose paid package ran out is not a Green tenant.
    /// </summary>
    public IReadOnlyList<PaidPeriod> Periods { get; init; } = [];

    /// <summary>When the present end of validity was decided; warnings that would have fallen due before it are not owed.</summary>
    public DateTimeOffset EndDecidedAt { get; init; }

    /// <summary>When the owner asked for the account to be closed; null when not closing.</summary>
    public DateTimeOffset? ClosingSince { get; init; }

    /// <summary>The operator's flag: writes are refused, clocks run on.</summary>
    public bool Suspended { get; init; }

    /// <summary>Deletion was put off by the operator: not before the midnight beginning this Warsaw day.</summary>
    public DateOnly? DeletionNotBefore { get; init; }

    /// <summary>The mails already sent about the present end of validity and the deletion after it.</summary>
    public IReadOnlyList<SentNotice> Notices { get; init; } = [];

    /// <summary>Whether the licence is (or, when ended, was) a paid one.</summary>
    [JsonIgnore]
    public bool IsPaid => Periods.Count > 0;

    /// <summary>The Warsaw day at whose beginning validity ends: a year after the last sign-in, or the last paid end.</summary>
    [JsonIgnore]
    public DateOnly EndDate => IsPaid ? Periods[^1].End : WarsawTime.DateOf(LastSignIn).AddYears(1);

    /// <summary>A new tenant: Green, counted from its sign-up.</summary>
    public static Licence Open(DateTimeOffset now) => new()
    {
        LastSignIn = now.ToUniversalTime(),
        EndDecidedAt = now.ToUniversalTime(),
    };
}

/// <summary>A licence mail that went out.</summary>
/// <param name="Key">The <see cref="Milestone.Key"/> it answers: unique per mail, so that none goes twice.</param>
/// <param name="Kind">What it announced.</param>
/// <param name="SentAt">When it was handed over for sending, by the tenant's clock.</param>
public sealed record SentNotice(string Key, MilestoneKind Kind, DateTimeOffset SentAt);
