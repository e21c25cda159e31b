using AleSekretariat.Web.Access;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// Whether a signed-in person proved lately who they are. What gives or takes access asks for the password again unless it was
/// typed, or a passkey shown, a few minutes ago: an open browser alone must not hand a company over.
/// </summary>
public sealed class FreshProof(SignIn signIn, TimeProvider time)
{
    /// <summary>How long a proof is fresh.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>Whether the last proof is fresh.</summary>
    public bool IsFresh(SignedInPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return time.GetUtcNow() - person.ProvenAt < Within;
    }

    /// <summary>Whether the last proof is fresh, or the password is right, which makes it so.</summary>
    public async Task<bool> ProveAsync(SignedInPerson person, string? password) =>
        IsFresh(person) || await signIn.IsPasswordOfAsync(person.AccountId, password);
}
