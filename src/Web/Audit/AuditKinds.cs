namespace AleSekretariat.Web.Audit;

/// <summary>What the web node records. The words are stored: they are never changed, only added to.</summary>
public static class AuditKinds
{
    public const string SignedIn = "signedIn";
    public const string SignedOut = "signedOut";
    public const string LockedOut = "lockedOut";
    public const string PasswordChanged = "passwordChanged";
    public const string TokenIssued = "tokenIssued";
    public const string TokenRevoked = "tokenRevoked";
}
