using AleSekretariat.Keys.Blobs;

namespace AleSekretariat.Keys.Tests.Blobs;

public sealed class FileBlobStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("blobs").FullName;
    private readonly BlobAddress _address = Scratch.Address();

    private FileBlobStore Store => new(Path.Combine(_folder, "blobs"));

    private IEnumerable<string> Files => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    [Fact]
    public async Task Written_IsThere_ForItsOwnerAlone_AndIsNeverWrittenOver()
    {
        Assert.True(await WriteAsync([1, 2, 3]));
        await Assert.ThrowsAnyAsync<IOException>(() => WriteAsync([4]));

        await using var read = await Store.OpenAsync(_address, CancellationToken.None);
        Assert.Equal([1, 2, 3], await BytesOf(read!));
        var file = Assert.Single(Files);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task CutUpload_LeavesNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Store.WriteAsync(
            _address,
            async (file, stop) =>
            {
                await file.WriteAsync(new byte[100_000], stop);
                throw new IOException("The client went away.");
            },
            CancellationToken.None));
        Assert.False(await Store.WriteAsync(_address, (_, _) => Task.FromResult(false), CancellationToken.None));

        Assert.Empty(Files);
        Assert.Null(await Store.OpenAsync(_address, CancellationToken.None));
    }

    [Fact]
    public async Task Deleted_IsGone_AndDeletingAgainIsNoFault()
    {
        await WriteAsync([1]);
        var neighbour = Scratch.Address();
        await Store.WriteAsync(neighbour, (_, _) => Task.FromResult(true), CancellationToken.None);

        await Store.DeleteAsync(_address, CancellationToken.None);
        Assert.Null(await Store.OpenAsync(_address, CancellationToken.None));
        await WriteAsync([2]);
        for (var i = 0; i < 2; i++)
            await Store.DeleteAllAsync(_address.TenantId, CancellationToken.None);
        await Store.DeleteAsync(_address, CancellationToken.None);

        Assert.Null(await Store.OpenAsync(_address, CancellationToken.None));
        await using var kept = await Store.OpenAsync(neighbour, CancellationToken.None);
        Assert.NotNull(kept);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<bool> WriteAsync(byte[] bytes) => Store.WriteAsync(
        _address,
        async (file, stop) =>
        {
            await file.WriteAsync(bytes, stop);
            return true;
        },
        CancellationToken.None);

    private static async Task<byte[]> BytesOf(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
