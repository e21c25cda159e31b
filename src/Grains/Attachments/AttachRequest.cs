using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Attachments;

/// <summary>A file to attach, under the claim of the activation that does it.</summary>
internal sealed record AttachRequest
{
    public required Guid TenantId { get; init; }

    public required long Epoch { get; init; }

    public required AttachFile File { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The package's limit in bytes; null means none.</summary>
    public required long? Limit { get; init; }

    public required IdempotencyKey? Key { get; init; }

    /// <summary>The answer as JSON, kept under the key.</summary>
    public required string Answer { get; init; }
}

/// <summary>What became of it.</summary>
internal abstract record AttachResult
{
    private AttachResult()
    {
    }

    /// <summary>Committed.</summary>
    /// <param name="Number">The entry's; null when it was written by a statement whose answer was lost.</param>
    /// <param name="Used">Bytes of all attachments from now on; null as above: the claim has read them.</param>
    /// <param name="SeenByAll">Whether everybody of the company may see the entry.</param>
    public sealed record Written(string? Number, long? Used, bool SeenByAll) : AttachResult;

    public sealed record Repeated(byte[] BodyHash, string Answer) : AttachResult;

    public sealed record NotFound : AttachResult;

    public sealed record Annulled : AttachResult;

    public sealed record Full : AttachResult;

    public sealed record Moved : AttachResult;
}
