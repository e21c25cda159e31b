namespace AleSekretariat.Domain.Licensing;

/// <summary>What came of a wish to change a licence: the new one, or why not.</summary>
public abstract record LicenceChange
{
    private LicenceChange()
    {
    }

    /// <summary>The change was made.</summary>
    public sealed record Made(Licence Licence) : LicenceChange;

    /// <summary>The change was refused; the licence is as before.</summary>
    public sealed record Refused(LicenceRefusal Reason) : LicenceChange;
}

/// <summary>Why a licence was not changed.</summary>
public enum LicenceRefusal
{
    /// <summary>The deadline passed; deletion is due, running or done.</summary>
    Deleted,

    /// <summary>The account is closing already; its 72 hours run from the first request.</summary>
    AlreadyClosing,

    /// <summary>There is no closing to take back.</summary>
    NotClosing,

    /// <summary>No paid period is running (Green, or the paid package ended): buy instead.</summary>
    NoPaidPackage,

    /// <summary>The package asked for is not dearer than the present one.</summary>
    NotDearer,

    /// <summary>No deletion is ahead that could be put off.</summary>
    NoDeletionAhead,
}
