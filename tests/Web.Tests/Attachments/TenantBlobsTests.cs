using System.Net;
using System.Security.Cryptography;
using AleSekretariat.Keys.Blobs;
using AleSekretariat.Web.Attachments;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Attachments;

/// <summary>docs/adr/0010: a key for each company, and nothing opens once it is destroyed.</summary>
public sealed class TenantBlobsTests(House house)
{
    private static readonly byte[] Scan = RandomNumberGenerator.GetBytes(200_000);

    private TenantBlobs Blobs => house.First.Services.GetRequiredService<TenantBlobs>();

    [Fact]
    public async Task Stored_OnOneNode_IsReadOnAnother_AndTheDiskHoldsNoneOfIt()
    {
        var tenant = await house.SignUpAsync();
        var address = new BlobAddress(tenant.TenantId, Guid.CreateVersion7());

        var content = await StoreAsync(address);

        Assert.Equal(SHA256.HashData(Scan), content!.Sha256);
        Assert.Equal(Scan, await ReadAsync(house.Second.Services.GetRequiredService<TenantBlobs>(), address));
        Assert.False((await File.ReadAllBytesAsync(FileOf(address), TestContext.Current.CancellationToken)).AsSpan().IndexOf(Scan.AsSpan(0, 16)) >= 0);
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.tenant_key WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task CopiedToAnotherCompany_DoesNotOpen()
    {
        var (mine, theirs) = (await house.SignUpAsync(), await house.SignUpAsync());
        var address = new BlobAddress(mine.TenantId, Guid.CreateVersion7());
        await StoreAsync(address);
        await StoreAsync(address with { TenantId = theirs.TenantId, BlobId = Guid.CreateVersion7() });

        File.Copy(FileOf(address), FileOf(address with { TenantId = theirs.TenantId }));

        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync(Blobs, address with { TenantId = theirs.TenantId }));
    }

    [Fact]
    public async Task TooLarge_IsRefused_AndLeavesNothing()
    {
        var tenant = await house.SignUpAsync();
        var address = new BlobAddress(tenant.TenantId, Guid.CreateVersion7());
        using var plain = new MemoryStream(Scan);

        Assert.Null(await Blobs.StoreAsync(address, plain, Scan.Length - 1, TestContext.Current.CancellationToken));

        Assert.Null(await ReadAsync(Blobs, address));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(FileOf(address))!));
    }

    [Fact]
    public async Task CompanyDeleted_BlobsAreGone_AndACopyKeptAsideDoesNotOpen()
    {
        var tenant = await house.SignUpAsync();
        var address = new BlobAddress(tenant.TenantId, Guid.CreateVersion7());
        await StoreAsync(address);
        var aside = await File.ReadAllBytesAsync(FileOf(address), TestContext.Current.CancellationToken);

        (await tenant.PostAsync("/api/v1/account/close", new { password = tenant.Password, company = tenant.Company })).Expect(HttpStatusCode.OK);
        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P4D" })).Expect(HttpStatusCode.OK);

        Assert.False(Directory.Exists(Path.GetDirectoryName(FileOf(address))));
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.tenant_key WHERE tenant_id = $1", tenant.TenantId));
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(address))!);
        await File.WriteAllBytesAsync(FileOf(address), aside, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync(Blobs, address));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => StoreAsync(address with { BlobId = Guid.CreateVersion7() }));
    }

    private async Task<BlobContent?> StoreAsync(BlobAddress address)
    {
        using var plain = new MemoryStream(Scan);
        return await Blobs.StoreAsync(address, plain, long.MaxValue, TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]?> ReadAsync(TenantBlobs blobs, BlobAddress address)
    {
        using var plain = new MemoryStream();
        return await blobs.CopyToAsync(address, plain, TestContext.Current.CancellationToken) ? plain.ToArray() : null;
    }

    private string FileOf(BlobAddress address) => Path.Combine(house.BlobFolder, address.TenantId.ToString("N"), address.BlobId.ToString("N"));
}
