using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace AleSekretariat.Keys.Tests;

public sealed class MasterKeysTests : IDisposable
{
    private static readonly string One = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes));
    private static readonly string Two = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes));

    private readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;

    [Fact]
    public void Wrapped_OpensForItsPurposeAndOwner_AndForNoOther()
    {
        var keys = Read(One);
        var secret = RandomNumberGenerator.GetBytes(32);
        var wrapped = keys.Wrap(secret, "tenant-key", "a");

        Assert.Equal(secret, keys.Unwrap(wrapped, "tenant-key", "a"));
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap(wrapped, "tenant-key", "b"));
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap(wrapped, "session-key", "a"));
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap(wrapped.AsSpan(0, 10), "tenant-key", "a"));
    }

    [Fact]
    public void Wrapped_WithAnyByteChanged_DoesNotOpen()
    {
        var keys = Read(One);
        var wrapped = keys.Wrap([1, 2, 3], "tenant-key", "a");

        for (var i = 0; i < wrapped.Length; i++)
        {
            var altered = wrapped.ToArray();
            altered[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap(altered, "tenant-key", "a"));
        }
    }

    [Fact]
    public void WrappedTwice_LooksDifferent()
    {
        var keys = Read(One);

        Assert.NotEqual(keys.Wrap([1], "p", "a"), keys.Wrap([1], "p", "a"));
    }

    [Fact]
    public void AfterARotation_TheOldOpensAndTheNewIsUsed()
    {
        var before = Read(One);
        var after = Read(Two, One);
        var old = before.Wrap([7], "p", "a");

        Assert.Equal([7], after.Unwrap(old, "p", "a"));
        Assert.Equal([8], Read(Two).Unwrap(after.Wrap([8], "p", "a"), "p", "a"));
        var lost = Assert.ThrowsAny<CryptographicException>(() => Read(Two).Unwrap(old, "p", "a"));
        Assert.Contains("Keys__Previous", lost.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAAA")]
    public void MissingOrWrongKey_NamesTheSetting(string? key)
    {
        var wrong = Assert.Throws<ValidationException>(() => Read(key!));

        Assert.Contains(MasterKeys.Setting, wrong.Message, StringComparison.Ordinal);
        if (key is { Length: > 0 })
            Assert.DoesNotContain(key, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InDevelopment_AFileIsMadeOnce_ForItsOwnerAlone()
    {
        var file = Path.Combine(_folder, "keys", "master.key");
        var nothing = new ConfigurationBuilder().Build();
        var wrapped = MasterKeys.Read(nothing, file).Wrap([9], "p", "a");

        Assert.Equal([9], MasterKeys.Read(nothing, file).Unwrap(wrapped, "p", "a"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task HostsThatStartTogether_HaveOneKey()
    {
        var file = Path.Combine(_folder, "master.key");
        var nothing = new ConfigurationBuilder().Build();
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => MasterKeys.Read(nothing, file))));

        var wrapped = keys[0].Wrap([1], "p", "a");
        Assert.All(keys, key => Assert.Equal([1], key.Unwrap(wrapped, "p", "a")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal static MasterKeys Read(string current, params string[] previous) => MasterKeys.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Keys:Master", current),
            .. previous.Select((key, i) => new KeyValuePair<string, string?>($"Keys:Previous:{i}", key)),
        ]).Build(),
        fileWhenUnset: null);
}
