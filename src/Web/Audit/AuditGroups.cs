namespace AleSekretariat.Web.Audit;

/// <summary>What an owner may ask the audit for.</summary>
public enum AuditGroup
{
    /// <summary>Signing in, in vain too.</summary>
    SignIns,

    /// <summary>Passwords, second factors, tokens, sessions.</summary>
    Access,

    /// <summary>Who belongs to the company, and as what.</summary>
    People,

    /// <summary>Package, settings, exports, closing.</summary>
    Company,
}

/// <summary>Which kinds belong together. The words are those that are stored; a kind without a group is found under "all".</summary>
public static class AuditGroups
{
    /// <summary>Before a kind of the licence's own history.</summary>
    public const string LicencePrefix = "licence.";

    private static readonly Dictionary<AuditGroup, string[]> Kinds = new()
    {
        [AuditGroup.SignIns] = ["signedIn", "signedOut", "signInRefused", "lockedOut", "codeRefused", "recoveryCodeUsed"],
        [AuditGroup.Access] =
        [
            "passwordRefused", "passwordChanged", "passwordResetAsked", "passwordReset", "emailConfirmed", "emailChangeAsked", "emailChanged", "nameChanged",
            "sessionEnded", "sessionsEnded", "twoFactorOn", "twoFactorOff", "recoveryCodesMade", "passkeyAdded", "passkeyRemoved",
            "tokenIssued", "tokenRevoked", "tokensRevoked", "calendarAddressMade", "calendarAddressRevoked", "personalDataExported", "accountErased",
        ],
        [AuditGroup.People] =
        [
            "memberInvited", "invitationRevoked", "memberJoined", "roleChanged", "memberSuspended", "memberReinstated", "memberRemoved",
            "memberLeft", "ownershipTransferred",
        ],
        [AuditGroup.Company] = ["settingsChanged", "secondFactorRequired", "secondFactorOptional", "termsAccepted", "exported"],
    };

    /// <summary>The kinds of a group; those of the licence apart, which <see cref="AuditGroup.Company"/> takes in whole.</summary>
    public static IReadOnlyList<string> KindsOf(AuditGroup group) => Kinds[group];

    /// <summary>Every kind that has words.</summary>
    public static IEnumerable<string> Known => Kinds.Values.SelectMany(kinds => kinds);
}
