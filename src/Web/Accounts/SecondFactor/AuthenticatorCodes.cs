using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>
/// Tells Identity that an account has a second factor, so that a right password alone does not reset the count of wrong codes,
/// and checks the app's codes: each works once, unlike with Identity's own provider.
/// </summary>
public sealed class AuthenticatorCodes(TwoFactorStore store, TimeProvider time) : IUserTwoFactorTokenProvider<Account>
{
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(user.TwoFactorEnabled);
    }

    /// <summary>The app makes them, not we.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return await store.FindAsync(user.Id, CancellationToken.None) is { } authenticator
            && authenticator.Seed.StepOf(token, time.GetUtcNow()) is { } step
            && await store.TakeStepAsync(user.Id, step, CancellationToken.None);
    }
}
