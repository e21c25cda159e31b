namespace AleSekretariat.Web.Access;

/// <summary>A person with a session of ours, as the database has them (at most a few seconds old).</summary>
/// <param name="AccountId">The account.</param>
/// <param name="SessionId">The session: one sign-in in one browser.</param>
/// <param name="Name">The name written to histories.</param>
/// <param name="Email">The address they sign in with.</param>
/// <param name="Culture"><c>pl</c> or <c>en</c>.</param>
/// <param name="Theme"><c>auto</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="SecurityStamp">Changes with the password: sessions from before are over.</param>
/// <param name="TenantId">The company chosen in this session, if any.</param>
/// <param name="Memberships">Companies they may enter, the longest-standing first.</param>
public sealed record SignedInPerson(
    Guid AccountId,
    Guid SessionId,
    string Name,
    string Email,
    string Culture,
    string Theme,
    string SecurityStamp,
    Guid? TenantId,
    IReadOnlyList<Membership> Memberships)
{
    /// <summary>Whether the person proved to read mail at the address.</summary>
    public bool EmailConfirmed { get; init; }

    /// <summary>Whether the session outlives the browser.</summary>
    public bool Remembered { get; init; }

    /// <summary>When the session was last used, at most a minute behind.</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When the person last proved who they are, by the password or a passkey; null if that is unknown.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Whether the account is asked for codes: no session of it began without one.</summary>
    public bool AskedForCodes { get; init; }

    /// <summary>Whether a passkey, which is both factors in one, began this session or was added in it, and the account still has one.</summary>
    public bool ByPasskey { get; init; }

    /// <summary>Whether the account has a passkey, shown in this session or not.</summary>
    public bool HasPasskey { get; init; }

    /// <summary>
    /// Whether the account's second factor is a passkey that this session has not shown, and a company asks for one: a password
    /// alone must then make no other, or whoever stole it would bring their own.
    /// </summary>
    public bool OwesPasskey => HasPasskey && !ByPasskey && !AskedForCodes && Memberships.Any(company => company.AsksSecondFactor);

    /// <summary>The company to act for: the one chosen, else the first.</summary>
    public Membership? Company => Memberships.FirstOrDefault(m => m.TenantId == TenantId) ?? (Memberships.Count > 0 ? Memberships[0] : null);

    /// <summary>Whether a company asks for a second factor that this session has not shown.</summary>
    public bool LacksFactorFor(Membership company)
    {
        ArgumentNullException.ThrowIfNull(company);
        return company.AsksSecondFactor && !AskedForCodes && !ByPasskey;
    }

    /// <summary>The person of a request that came with a valid session cookie; null otherwise.</summary>
    public static SignedInPerson? Of(HttpContext http) => http.Features.Get<SignedInPerson>();
}
