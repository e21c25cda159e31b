using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using AleSekretariat.Keys;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// Wraps the Data Protection keys with the operator's master key before they are stored: the database alone, or a backup of
/// it, signs nobody in. Keys from before the master key are read as they are, until they expire.
/// </summary>
public sealed class DataProtectionWrapping(MasterKeys keys) : IXmlEncryptor
{
    internal const string Purpose = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var secret = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        try
        {
            var wrapped = keys.Wrap(secret, Purpose, boundTo: "");
            return new EncryptedXmlInfo(new XElement("wrapped", Convert.ToBase64String(wrapped)), typeof(DataProtectionUnwrapping));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}

/// <summary>The way back. Each stored key names this type: it is never renamed or moved.</summary>
public sealed class DataProtectionUnwrapping(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var secret = services.GetRequiredService<MasterKeys>()
            .Unwrap(Convert.FromBase64String(encryptedElement.Value), DataProtectionWrapping.Purpose, boundTo: "");
        return XElement.Parse(Encoding.UTF8.GetString(secret));
    }
}
