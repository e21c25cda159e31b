using System.Security.Cryptography;
using AleSekretariat.Keys.Blobs;

namespace AleSekretariat.Keys.Tests.Blobs;

public sealed class BlobCipherTests
{
    private const int Chunk = 64 * 1024;
    private const int Header = 53;
    private const int Tag = 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(10 * 1024 * 1024)]
    public async Task Encrypted_DecryptsToTheSame_AndShowsNothing(int size)
    {
        var (key, address) = (TenantKey.Make(), Scratch.Address());
        var plain = new byte[size];
        Array.Fill(plain, (byte)'x');

        var encrypted = await Scratch.EncryptAsync(key, address, plain);

        Assert.Equal(Header + size + Tag * Math.Max(1, (size + Chunk - 1) / Chunk), encrypted.Length);
        Assert.False(encrypted.AsSpan().IndexOf("xxxxxxxx"u8) >= 0);
        Assert.Equal(SHA256.HashData(plain), SHA256.HashData(await Scratch.DecryptAsync(key, address, encrypted)));
    }

    [Fact]
    public async Task SameBytesTwice_LookDifferent()
    {
        var (key, address) = (TenantKey.Make(), Scratch.Address());

        Assert.NotEqual(await Scratch.EncryptAsync(key, address, [1, 2, 3]), await Scratch.EncryptAsync(key, address, [1, 2, 3]));
    }

    [Fact]
    public async Task Cut_Anywhere_IsRefused()
    {
        var (key, address) = (TenantKey.Make(), Scratch.Address());
        var encrypted = await Scratch.EncryptAsync(key, address, RandomNumberGenerator.GetBytes(2 * Chunk));
        const int chunk = Chunk + Tag;

        foreach (var length in (int[])[0, 1, Header - 1, Header, Header + 1, Header + Tag, Header + chunk - 1, Header + chunk, Header + chunk + 1, encrypted.Length - 1])
            await Scratch.RefusedAsync(key, address, encrypted[..length]);
        await Scratch.RefusedAsync(key, address, [.. encrypted, 0]);
        await Scratch.RefusedAsync(key, address, [.. encrypted, .. encrypted[(Header + chunk)..]]);
    }

    [Fact]
    public async Task Chunks_SwappedRepeatedOrOfAnotherBlob_AreRefused()
    {
        var (key, address) = (TenantKey.Make(), Scratch.Address());
        var one = await Scratch.EncryptAsync(key, address, RandomNumberGenerator.GetBytes(3 * Chunk));
        var two = await Scratch.EncryptAsync(key, address, RandomNumberGenerator.GetBytes(3 * Chunk));
        byte[] Part(byte[] blob, int i) => blob[(Header + i * (Chunk + Tag))..(Header + (i + 1) * (Chunk + Tag))];

        await Scratch.RefusedAsync(key, address, [.. one[..Header], .. Part(one, 1), .. Part(one, 0), .. Part(one, 2)]);
        await Scratch.RefusedAsync(key, address, [.. one[..Header], .. Part(one, 0), .. Part(one, 0), .. Part(one, 2)]);
        await Scratch.RefusedAsync(key, address, [.. one[..Header], .. Part(one, 0), .. Part(one, 2)]);
        await Scratch.RefusedAsync(key, address, [.. one[..Header], .. Part(one, 0), .. Part(two, 1), .. Part(one, 2)]);
    }

    [Fact]
    public async Task Blob_AtAnotherAddressOrUnderAnotherKey_IsRefused()
    {
        var (key, address) = (TenantKey.Make(), Scratch.Address());
        var encrypted = await Scratch.EncryptAsync(key, address, [1, 2, 3]);

        await Scratch.RefusedAsync(key, address with { BlobId = Guid.NewGuid() }, encrypted);
        await Scratch.RefusedAsync(key, address with { TenantId = Guid.NewGuid() }, encrypted);
        await Scratch.RefusedAsync(TenantKey.Make(), address, encrypted);
        await Scratch.RefusedAsync(TenantKey.Make() with { Id = key.Id }, address, encrypted);
    }

    [Fact]
    public async Task AnyByteChanged_IsRefused()
    {
        var (key, address) = (TenantKey.Make(), Scratch.Address());
        var encrypted = await Scratch.EncryptAsync(key, address, RandomNumberGenerator.GetBytes(100));

        for (var i = 0; i < encrypted.Length; i++)
        {
            var altered = encrypted.ToArray();
            altered[i] ^= 1;
            await Scratch.RefusedAsync(key, address, altered);
        }
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 100, false)]
    [InlineData(Chunk, Chunk, true)]
    [InlineData(Chunk + 1, Chunk, false)]
    public async Task MoreThanAllowed_IsRefused(int size, int most, bool accepted)
    {
        using var plain = new Scratch.Trickle(new byte[size]);

        var content = await BlobCipher.EncryptAsync(TenantKey.Make(), Scratch.Address(), plain, Stream.Null, most, TestContext.Current.CancellationToken);

        Assert.Equal(accepted, content is not null);
    }

    [Fact]
    public void Key_Wrapped_OpensForItsCompanyOnly_AndItsTextHidesIt()
    {
        var master = MasterKeysTests.Read(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes)));
        var (key, tenantId) = (TenantKey.Make(), Guid.NewGuid());
        var wrapped = key.Wrap(master, tenantId);

        Assert.Equal(key.Bytes, TenantKey.Unwrap(master, tenantId, key.Id, wrapped).Bytes);
        Assert.ThrowsAny<CryptographicException>(() => TenantKey.Unwrap(master, Guid.NewGuid(), key.Id, wrapped));
        Assert.ThrowsAny<CryptographicException>(() => TenantKey.Unwrap(master, tenantId, Guid.NewGuid(), wrapped));
        Assert.Equal($"key {key.Id:D}", key.ToString());
    }
}
