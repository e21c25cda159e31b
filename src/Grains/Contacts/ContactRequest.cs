using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Contacts;

/// <summary>A contact as the database has it.</summary>
internal sealed record StoredContact(Guid Id, int Version, ContactDraft Contact);

/// <summary>What every write of a contact carries: the claim it is made under, who acts, and the client's key with its answer.</summary>
internal sealed record ContactRequest
{
    public required Guid TenantId { get; init; }

    public required long Epoch { get; init; }

    /// <summary>The contact that is written; of a merger the one that stays.</summary>
    public required Guid Id { get; init; }

    /// <summary>The version that was read; 0 for a new contact.</summary>
    public required int Version { get; init; }

    /// <summary>What it shall be, normalized.</summary>
    public required ContactDraft Contact { get; init; }

    /// <summary>What the history says of it.</summary>
    public required IReadOnlyList<FieldChange> Changes { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor Actor { get; init; }

    public required IdempotencyKey? Key { get; init; }

    /// <summary>The answer as JSON, kept under the key.</summary>
    public required string Answer { get; init; }
}
