using AleSekretariat.Keys;
using Orleans.Connections.Security;

namespace AleSekretariat.Silo;

/// <summary>TLS among silos and web nodes: both sides show that they have the master key, or no call is read.</summary>
internal static class ClusterTls
{
    public static void UseClusterTls(this ISiloBuilder builder, MasterKeys keys) => builder.UseTls(Of(new ClusterIdentity(keys)));

    public static void UseClusterTls(this IClientBuilder builder, MasterKeys keys) => builder.UseTls(Of(new ClusterIdentity(keys)));

    private static Action<TlsOptions> Of(ClusterIdentity identity) => tls =>
    {
        tls.LocalCertificate = identity.Certificate;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (certificate, _, _) => identity.IsMember(certificate);
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = ClusterIdentity.Name;
    };
}
