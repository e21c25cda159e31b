namespace AleSekretariat.Domain.Members;

/// <summary>What a person may do in a company, as far as the rules of membership ask (product.md §7).</summary>
public enum MemberRole
{
    /// <summary><i>podgląd</i>.</summary>
    Viewer,

    /// <summary><i>sekretariat</i>.</summary>
    Office,

    /// <summary><i>właściciel</i>.</summary>
    Owner,
}

/// <summary>A person of a company.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Suspended">Whether the person is locked out of the company.</param>
/// <param name="ByLimit">Whether it was the package's limit of users that did it, and not the owner.</param>
/// <param name="JoinedAt">Since when.</param>
public sealed record Member(Guid AccountId, MemberRole Role, bool Suspended, bool ByLimit, DateTimeOffset JoinedAt)
{
    /// <summary>Whether the person takes a place of the package's.</summary>
    public bool IsActive => !Suspended;
}
