using System.Collections.Immutable;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Accounts;

/// <summary>What came of a sign-up. A silo or database that is away is an exception, and leaves no account behind.</summary>
public abstract record SignUpResult
{
    private SignUpResult()
    {
    }

    /// <summary>The account and its company are there.</summary>
    public sealed record Opened(Account Account, TenantSnapshot Tenant) : SignUpResult;

    /// <summary>Something is wrong, field by field.</summary>
    public sealed record Invalid(ImmutableArray<FieldProblem> Problems) : SignUpResult;

    /// <summary>An account with this address exists: 409, or a message at the field.</summary>
    public sealed record EmailTaken : SignUpResult
    {
        /// <summary>The message at the field.</summary>
        public static readonly FieldProblem Problem = new("email", "taken", []);
    }
}
