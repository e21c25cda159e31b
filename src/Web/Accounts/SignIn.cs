using System.Globalization;
using System.Security.Claims;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts.SecondFactor;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts;

/// <summary>What came of an attempt to sign in.</summary>
public enum SignInOutcome
{
    /// <summary>The session began.</summary>
    SignedIn,

    /// <summary>The password is right, now a code is needed.</summary>
    SecondStep,

    /// <summary>Address or password are wrong: nobody is told which.</summary>
    Refused,

    /// <summary>Too many wrong passwords; the account opens again in a few minutes.</summary>
    LockedOut,
}

/// <summary>Signing in and out of the browser: Identity's password check and cookie, a session row of ours.</summary>
public sealed class SignIn(
    SignInManager<Account> signIn, UserManager<Account> accounts, Sessions sessions, IPasswordHasher<Account> hasher, IHttpContextAccessor http,
    SecondStep secondStep, TwoFactor twoFactor, AccountTrail trail)
{
    private static readonly Account Nobody = new() { UserName = "nobody" };
    private static string? _nobodysHash;

    /// <summary>Checks the password; wrong ones count towards the lockout. Does not begin a session.</summary>
    public async Task<(SignInOutcome Outcome, Account? Account)> CheckPasswordAsync(string? email, string? password)
    {
        if (AccountRules.CheckEmail(email) is not null || string.IsNullOrEmpty(password) || password.Length > 2 * AccountRules.LongestPassword
            || !AccountRules.IsText(password))
        {
            return (SignInOutcome.Refused, null);
        }

        var account = await accounts.FindByEmailAsync(AccountRules.NormalizeEmail(email!));
        var locked = account is not null && await accounts.IsLockedOutAsync(account);
        if (account is null || locked)
        {
            // The same work as for a password that is checked: the answer's time must tell neither which addresses exist nor
            // which are locked.
            _nobodysHash ??= hasher.HashPassword(Nobody, "no such account");
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
            if (account is not null)
                await trail.RefusedAsync(account, locked, CancellationToken.None);
            return (locked ? SignInOutcome.LockedOut : SignInOutcome.Refused, null);
        }

        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (!result.Succeeded)
            await trail.RefusedAsync(account, result.IsLockedOut, CancellationToken.None);
        if (result.IsLockedOut)
            return (SignInOutcome.LockedOut, null);
        return result.Succeeded ? (SignInOutcome.SignedIn, account) : (SignInOutcome.Refused, null);
    }

    /// <summary>Signs in with e-mail and password.</summary>
    /// <param name="email">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="remember">Whether the session outlives the browser (14 days, sliding).</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SignInOutcome> PasswordAsync(string? email, string? password, bool remember, CancellationToken cancellation)
    {
        var (outcome, account) = await CheckPasswordAsync(email, password);
        if (account is null)
            return outcome;
        if (account.TwoFactorEnabled)
        {
            await secondStep.BeginAsync(account, remember);
            return SignInOutcome.SecondStep;
        }

        await BeginAsync(account, remember, cancellation);
        return outcome;
    }

    /// <summary>The second step after <see cref="PasswordAsync"/>: a code of the app or a recovery code.</summary>
    /// <returns><see cref="SignInOutcome.SecondStep"/> for a wrong code; refused when it must begin again with the password.</returns>
    public async Task<SignInOutcome> CodeAsync(string? code, CancellationToken cancellation)
    {
        if (await secondStep.FindAsync() is not var (account, remember))
            return SignInOutcome.Refused;
        switch (await twoFactor.CheckAsync(account, code, cancellation))
        {
            case CodeOutcome.Accepted:
                await secondStep.EndAsync();
                await BeginAsync(account, remember, cancellation);
                return SignInOutcome.SignedIn;
            case CodeOutcome.LockedOut:
                return SignInOutcome.LockedOut;
            default:
                return SignInOutcome.SecondStep;
        }
    }

    /// <summary>Begins a session of somebody whose identity is proven (just signed up, or the demo company).</summary>
    public Task BeginAsync(Account account, bool remember, CancellationToken cancellation) =>
        BeginAsync(account, SessionOrigin.Of(http.HttpContext, remember), cancellation);

    /// <summary>Begins a session of somebody who showed a passkey.</summary>
    public Task BeginByPasskeyAsync(Account account, CancellationToken cancellation) =>
        BeginAsync(account, SessionOrigin.Of(http.HttpContext, remember: false) with { ByPasskey = true }, cancellation);

    private async Task BeginAsync(Account account, SessionOrigin origin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        // The session this browser had is over: its cookie is about to be replaced. What the same person showed in it still counts.
        if (http.HttpContext is { } context && SignedInPerson.Of(context) is { } before)
        {
            await sessions.EndAsync(before.SessionId, cancellation);
            if (before.ByPasskey && before.AccountId == account.Id)
                origin = origin with { ByPasskey = true };
        }

        await trail.SignedInAsync(account, cancellation);
        var session = await sessions.BeginAsync(account.Id, origin, cancellation);
        await signIn.SignInWithClaimsAsync(account, origin.Remember, [new Claim(Sessions.Claim, session.ToString("D", CultureInfo.InvariantCulture))]);
    }

    /// <summary>Ends this browser's session, on every web node and for its live connections too.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        if (http.HttpContext is { } context && SignedInPerson.Of(context) is { } person)
        {
            await trail.SignedOutAsync(person.AccountId, person.Name, cancellation);
            await sessions.EndAsync(person.SessionId, cancellation);
        }

        await signIn.SignOutAsync();
    }

    /// <summary>
    /// Whether this is the account's password; wrong ones are recorded and count towards the lockout. A right one makes the
    /// session's proof fresh (<see cref="FreshProof"/>).
    /// </summary>
    public async Task<bool> IsPasswordOfAsync(Guid accountId, string? password)
    {
        if (string.IsNullOrEmpty(password) || password.Length > 2 * AccountRules.LongestPassword || !AccountRules.IsText(password))
            return false;
        if (await accounts.FindByIdAsync(accountId.ToString("D", CultureInfo.InvariantCulture)) is not { } account)
            return false;
        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (!result.Succeeded)
            await trail.PasswordRefusedAsync(account, result.IsLockedOut, CancellationToken.None);
        else if (http.HttpContext is { } context && SignedInPerson.Of(context) is { } person && person.AccountId == accountId)
            await sessions.ProveAsync(person.SessionId, byPasskey: false, CancellationToken.None);
        return result.Succeeded;
    }
}
