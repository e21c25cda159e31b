using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace AleSekretariat.Keys.Tests;

public sealed class ClusterIdentityTests
{
    private readonly string _current = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _next = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void SameMasterKey_IsMember()
    {
        Assert.True(Of(_current).IsMember(Of(_current).Certificate));
    }

    [Fact]
    public void OtherMasterKey_IsNoMember()
    {
        Assert.False(Of(_current).IsMember(Of(_next).Certificate));
    }

    [Fact]
    public void ListedMasterKey_IsMember_SoThatNodesMayBeRestartedOneAfterTheOther()
    {
        var (before, between, after) = (Of(_current, _next), Of(_next, _current), Of(_next));

        Assert.True(before.IsMember(between.Certificate));
        Assert.True(between.IsMember(before.Certificate));
        Assert.True(after.IsMember(between.Certificate));
    }

    [Fact]
    public void Certificate_HoldsItsPrivateKey()
    {
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(Of(_current).Certificate);

        Assert.Equal(256, key!.KeySize);
    }

    private static ClusterIdentity Of(string master, params string[] previous) => new(MasterKeys.Read(
        new ConfigurationBuilder().AddInMemoryCollection(previous.Select((key, i) => KeyValuePair.Create($"Keys:Previous:{i}", (string?)key)).Append(new("Keys:Master", master))).Build(),
        fileWhenUnset: null));
}
