using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts;

internal static class IdentityResults
{
    /// <summary>For changes that our own rules let pass: what Identity still has against them is a fault, e.g. a change made at the same moment.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed; the message has Identity's codes.</exception>
    public static void MustSucceed(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException($"The account could not be changed: {string.Join(", ", result.Errors.Select(error => error.Code))}");
    }
}
