namespace AleSekretariat.Domain.Licensing;

/// <summary>What the tenant's reminder has to do now, and when to ask again.</summary>
/// <param name="Notices">Mails to send now, in order. Record each with <see cref="LicenceChanges.NoticeSent"/>.</param>
/// <param name="DeletionMayBegin">
/// The deadline passed and every warning was given. Necessary, not sufficient: orders and the database's clock are asked
/// again by whoever begins it.
/// </param>
/// <param name="NextAt">When to ask again, the notices above taken as sent; null when deletion may begin.</param>
public sealed record DueWork(IReadOnlyList<Milestone> Notices, bool DeletionMayBegin, DateTimeOffset? NextAt)
{
    /// <summary>
    /// The work at <paramref name="now"/>. Asking early, late or twice is harmless: what is not due is not listed, what
    /// was sent (see <see cref="Licence.Notices"/>) is not listed again.
    /// </summary>
    public static DueWork At(Licence licence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (LicenceState.At(licence, now).State == AccountState.Deleted)
            return new DueWork([], DeletionMayBegin: true, NextAt: null);
        var notices = Milestones.DueAt(licence, now);
        var after = notices.Aggregate(licence, (current, notice) => LicenceChanges.NoticeSent(current, notice, now));
        return new DueWork(notices, DeletionMayBegin: false, Milestones.NextAfter(after, now));
    }
}
