using AleSekretariat.Domain.Licensing;

namespace AleSekretariat.Domain.Quotas;

/// <summary>Why a write may not happen: one of those below.</summary>
public abstract record GateRefusal
{
    private GateRefusal()
    {
    }

    /// <summary>The month's registrations are used up.</summary>
    /// <param name="Kind">Which counter.</param>
    /// <param name="Used">Registrations so far.</param>
    /// <param name="Limit">The package's limit.</param>
    /// <param name="ResetsAt">The Warsaw midnight that begins the next month, in UTC.</param>
    public sealed record QuotaExhausted(RegisterKind Kind, int Used, int Limit, DateTimeOffset ResetsAt) : GateRefusal;

    /// <summary>The account may only be read.</summary>
    /// <param name="State">ReadOnly, Closing or Deleted.</param>
    /// <param name="DeletionAt">When the data is deleted.</param>
    public sealed record ReadOnly(AccountState State, DateTimeOffset? DeletionAt) : GateRefusal;

    /// <summary>The package's places are taken.</summary>
    /// <param name="Used">People with access.</param>
    /// <param name="Limit">The package's limit.</param>
    public sealed record UsersExhausted(int Used, int Limit) : GateRefusal;

    /// <summary>The package's room for attachments is used up.</summary>
    /// <param name="Used">Bytes kept.</param>
    /// <param name="Limit">The package's limit in bytes.</param>
    public sealed record StorageExhausted(long Used, long Limit) : GateRefusal;

    /// <summary>The operator suspended the account.</summary>
    public sealed record Suspended : GateRefusal;
}
