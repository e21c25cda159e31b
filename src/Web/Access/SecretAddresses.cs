namespace AleSekretariat.Web.Access;

/// <summary>Pages whose address is a secret: a link from a mail.</summary>
internal static class SecretAddresses
{
    /// <summary>Has the browser tell nobody, not even us, where it came from.</summary>
    public static void KeepAddressToItself(this HttpResponse response) => response.Headers["Referrer-Policy"] = "no-referrer";
}
