namespace AleSekretariat.Keys.Blobs;

/// <summary>Blobs in a folder: one folder a company, one file a blob, readable by the service's user alone.</summary>
/// <param name="folder">Made when it is first written to.</param>
public sealed class FileBlobStore(string folder) : IBlobStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(BlobAddress address, Func<Stream, CancellationToken, Task<bool>> write, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(write);
        var company = MakeFolder(address.TenantId);
        // Beside its place and moved there at the end: nobody ever opens half a blob.
        var draft = Path.Combine(company, $"{address.BlobId:N}.{Path.GetRandomFileName()}.part");
        try
        {
            await using (var file = new FileStream(draft, ForNew()))
            {
                if (!await write(file, cancellation))
                    return false;
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, PathOf(address), overwrite: false);
            return true;
        }
        finally
        {
            // Also once it was moved: then there is nothing to remove.
            if (Directory.Exists(company))
                File.Delete(draft);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(BlobAddress address, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(address), new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            }));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(BlobAddress address, CancellationToken cancellation)
    {
        if (Directory.Exists(FolderOf(address.TenantId)))
            File.Delete(PathOf(address));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAllAsync(Guid tenantId, CancellationToken cancellation)
    {
        try
        {
            Directory.Delete(FolderOf(tenantId), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Never had a blob, or a step that is repeated.
        }

        return Task.CompletedTask;
    }

    // Ids only: no text of a person ever becomes a path.
    private string FolderOf(Guid tenantId) => Path.Combine(folder, tenantId.ToString("N"));

    private string PathOf(BlobAddress address) => Path.Combine(FolderOf(address.TenantId), address.BlobId.ToString("N"));

    private string MakeFolder(Guid tenantId)
    {
        var path = FolderOf(tenantId);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        return path;
    }

    private static FileStreamOptions ForNew()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
