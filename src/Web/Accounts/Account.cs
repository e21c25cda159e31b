using AleSekretariat.Web.Legal;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts;

/// <summary>A person who signs in: a row of <c>app.account</c>.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>How the person is called in histories; the e-mail address where null.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Language: <c>pl</c> or <c>en</c>.</summary>
    public string Culture { get; set; } = "pl";

    /// <summary><c>auto</c>, <c>light</c> or <c>dark</c>.</summary>
    public string Theme { get; set; } = "auto";

    /// <summary>When the account was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>What a new account accepts, saved with it in one transaction; empty when the account is read.</summary>
    public ICollection<Acceptance> Accepted { get; } = [];

    /// <summary>The name written to histories.</summary>
    public string Name => DisplayName ?? Email ?? "";
}
