namespace AleSekretariat.Keys.Blobs;

/// <summary>
/// Where the bytes of attachments lie: a folder that silos and web nodes share, or a bucket. It sees ciphertext only
/// (<see cref="BlobCipher"/>) and keeps a blob whole or not at all.
/// </summary>
public interface IBlobStore
{
    /// <summary>Writes a new blob.</summary>
    /// <param name="address">Not in use yet.</param>
    /// <param name="write">Writes the bytes; false, like any exception, leaves nothing.</param>
    /// <param name="cancellation">Gives up; nothing is left.</param>
    /// <returns>Whether the blob is there now, on the disk and not only in memory.</returns>
    Task<bool> WriteAsync(BlobAddress address, Func<Stream, CancellationToken, Task<bool>> write, CancellationToken cancellation);

    /// <summary>Opens a blob for reading; null when there is none.</summary>
    Task<Stream?> OpenAsync(BlobAddress address, CancellationToken cancellation);

    /// <summary>Removes a blob; one that is not there is removed already.</summary>
    Task DeleteAsync(BlobAddress address, CancellationToken cancellation);

    /// <summary>Removes all blobs of a company, half-written ones too.</summary>
    Task DeleteAllAsync(Guid tenantId, CancellationToken cancellation);
}
