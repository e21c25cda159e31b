using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AleSekretariat.Keys.Blobs;

/// <summary>Wiring of the blob store; silo and web node in one process share it.</summary>
public static class BlobServices
{
    /// <summary>Adds the store: the folder <c>Blobs:Directory</c>, or <c>blobs</c> in the data directory.</summary>
    public static void AddBlobs(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = builder.Configuration["Blobs:Directory"] is { Length: > 0 } configured
            ? configured
            : Path.Combine(builder.Configuration["DataDirectory"] ?? ".data", "blobs");
        builder.Services.TryAddSingleton<IBlobStore>(new FileBlobStore(Path.GetFullPath(folder)));
    }
}
