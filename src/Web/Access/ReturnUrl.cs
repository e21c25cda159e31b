namespace AleSekretariat.Web.Access;

/// <summary>Where to go after signing in: a path of ours, whatever the address bar said.</summary>
public static class ReturnUrl
{
    /// <summary>The address if it is a local path, else <c>/</c>. No scheme, no host, no <c>//</c> or <c>/\</c>, and nothing that a header cannot carry: what is not ASCII stands encoded in an address.</summary>
    public static string Safe(string? url)
    {
        if (url is not ['/', ..] || url is ['/', '/' or '\\', ..] || url.Any(c => c is <= ' ' or >= '\x7f'))
            return "/";
        return url;
    }
}
