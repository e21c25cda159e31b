using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AleSekretariat.Keys;
using AleSekretariat.Silo;
using AleSekretariat.Testing.Orleans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Grains.Tests.Hosting;

/// <summary>Whoever reaches a silo's ports without the master key gets nothing from them.</summary>
public sealed class ClusterTlsTests(TestCluster cluster)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stranger_WithoutACertificate_IsCutOff(bool gateway)
    {
        await using var tls = await ConnectAsync(gateway, certificate: null);

        await AssertCutOffAsync(tls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stranger_WithAnotherMasterKey_IsCutOff(bool gateway)
    {
        var foreign = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Master", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))]).Build();
        using var certificate = new ClusterIdentity(MasterKeys.Read(foreign, fileWhenUnset: null)).Certificate;
        await using var tls = await ConnectAsync(gateway, certificate);

        await AssertCutOffAsync(tls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PlainText_IsCutOff(bool gateway)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, PortOf(gateway), TestContext.Current.CancellationToken);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync("Orleans, are you there?"u8.ToArray(), TestContext.Current.CancellationToken);

        await AssertCutOffAsync(stream);
    }

    [Fact]
    public async Task Silo_ShowsTheClustersCertificate()
    {
        var identity = new ClusterIdentity(cluster.Silos[0].Services.GetRequiredService<MasterKeys>());
        await using var tls = await ConnectAsync(gateway: true, identity.Certificate);

        using var shown = new X509Certificate2(tls.RemoteCertificate!);
        Assert.True(identity.IsMember(shown));
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls13, tls.SslProtocol);
    }

    private int PortOf(bool gateway)
    {
        var options = cluster.Silos[0].Services.GetRequiredService<SiloOptions>();
        return gateway ? options.GatewayPort : options.Port;
    }

    private async Task<SslStream> ConnectAsync(bool gateway, X509Certificate2? certificate)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, PortOf(gateway), TestContext.Current.CancellationToken);
        // A stranger is not choosy: the name is enough.
        var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown?.Subject == $"CN={ClusterIdentity.Name}");
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = ClusterIdentity.Name, ClientCertificates = certificate is null ? null : [certificate] },
            TestContext.Current.CancellationToken);
        return tls;
    }

    /// <summary>With TLS 1.3 the client's side of the handshake is done before the server has looked at its certificate: the no comes with the first read.</summary>
    private static async Task AssertCutOffAsync(Stream stream)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var buffer = new byte[256];
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) > 0)
            {
                // A TLS alert may come first.
            }
        }
        catch (IOException)
        {
            // Cut off as well.
        }
    }
}
