namespace AleSekretariat.Grains.Abstractions.Registers;

/// <summary>Attaches a file whose bytes lie in the blob store already.</summary>
[GenerateSerializer, Immutable, Alias("AttachFile")]
public sealed record AttachFile
{
    /// <summary>The letter or contract.</summary>
    [Id(0)] public required Guid EntryId { get; init; }

    /// <summary>The blob's id, which becomes the attachment's.</summary>
    [Id(1)] public required Guid Id { get; init; }

    /// <summary>As it was called, without what is dangerous in a name.</summary>
    [Id(2)] public required string Name { get; init; }

    /// <summary>As its bytes say.</summary>
    [Id(3)] public required string MediaType { get; init; }

    /// <summary>Bytes.</summary>
    [Id(4)] public required long Size { get; init; }

    /// <summary>Hash of the bytes.</summary>
    [Id(5)] public required byte[] Sha256 { get; init; }
}

/// <summary>An attachment.</summary>
/// <param name="Id">The attachment, and its blob.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hash of the bytes.</param>
[GenerateSerializer, Immutable, Alias("Attached")]
public sealed record Attached(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Name,
    [property: Id(2)] long Size,
    [property: Id(3)] byte[] Sha256);
