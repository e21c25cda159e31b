namespace AleSekretariat.Web.Audit;

/// <summary>What the web node records. The words are stored: they are never changed, only added to.</summary>
public static class AuditKinds
{
    public const string SignedIn = "signedIn";
    public const string SignedOut = "signedOut";
    public const string LockedOut = "lockedOut";
    public const string PasswordChanged = "passwordChanged";
    public const string TwoFactorOn = "twoFactorOn";
    public const string TwoFactorOff = "twoFactorOff";
    public const string RecoveryCodesMade = "recoveryCodesMade";
    public const string RecoveryCodeUsed = "recoveryCodeUsed";
    public const string CodeRefused = "codeRefused";
    public const string PasskeyAdded = "passkeyAdded";
    public const string PasskeyRemoved = "passkeyRemoved";
    public const string SignInRefused = "signInRefused";
    public const string PasswordResetAsked = "passwordResetAsked";
    public const string PasswordReset = "passwordReset";
    public const string EmailConfirmed = "emailConfirmed";
    public const string SessionsEnded = "sessionsEnded";
    public const string PersonalDataExported = "personalDataExported";
    public const string AccountErased = "accountErased";
    public const string TokenIssued = "tokenIssued";
    public const string TokenRevoked = "tokenRevoked";
    public const string CalendarAddressMade = "calendarAddressMade";
    public const string CalendarAddressRevoked = "calendarAddressRevoked";
    public const string TokensRevoked = "tokensRevoked";
    public const string PasswordRefused = "passwordRefused";
}
