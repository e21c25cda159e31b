using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AleSekretariat.Keys;

/// <summary>
/// What silos and web nodes show each other: a key pair derived from the master key. Whoever does not have the master key cannot
/// prove to belong to the cluster, and no certificate has to be handed around.
/// </summary>
public sealed class ClusterIdentity
{
    /// <summary>The name in the certificate. It says nothing; the key does.</summary>
    public const string Name = "alesekretariat-cluster";

    private readonly byte[][] _members;

    /// <summary>The identity of the current master key; those of the listed earlier ones are accepted too.</summary>
    public ClusterIdentity(MasterKeys master)
    {
        ArgumentNullException.ThrowIfNull(master);
        var keys = master.DeriveAll("cluster-identity").Select(KeyOf).ToList();
        _members = [.. keys.Select(key => key.ExportSubjectPublicKeyInfo())];
        Certificate = SelfSigned(keys[0]);
        keys.ForEach(key => key.Dispose());
    }

    /// <summary>This process' certificate, for both sides of a connection.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Whether a certificate is the cluster's. That its holder has the private key is TLS' business; its dates and issuer mean nothing.</summary>
    public bool IsMember(X509Certificate2 shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var key = shown.PublicKey.ExportSubjectPublicKeyInfo();
        return Array.Exists(_members, member => member.AsSpan().SequenceEqual(key));
    }

    /// <summary>A P-256 private key is a number below the curve's order: one derived value in four billion is not, then the next is taken.</summary>
    private static ECDsa KeyOf(byte[] derived)
    {
        while (true)
        {
            try
            {
                return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = derived });
            }
            catch (CryptographicException)
            {
                derived = SHA256.HashData(derived);
            }
        }
    }

    private static X509Certificate2 SelfSigned(ECDsa key)
    {
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var made = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2126, 1, 1, 0, 0, 0, TimeSpan.Zero));
        // TLS on Windows wants a key that came with its certificate.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
