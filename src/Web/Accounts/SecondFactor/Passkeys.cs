using System.Globalization;
using AleSekretariat.Web.Audit;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>
/// Passkeys of an account, and signing in with one. Identity checks the WebAuthn answers; the challenge waits in the cookie of
/// the second step. User verification (a finger, a face, a PIN) is required: a passkey is both factors.
/// </summary>
public sealed partial class Passkeys(SignInManager<Account> signIn, UserManager<Account> accounts, SecurityTrail trail, ILogger<Passkeys> log)
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>Passkeys of one account: more than anybody has devices.</summary>
    public const int Most = 20;

    /// <summary>The account's passkeys, the oldest first.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(Account account) =>
        [.. (await accounts.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt)];

    /// <summary>What the browser needs to make a passkey. The password must have been asked for: the answer carries its proof.</summary>
    public Task<string> MakeCreationOptionsAsync(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = IdOf(account), Name = account.Email!, DisplayName = account.Name });
    }

    /// <summary>Keeps a passkey the browser made. False if the answer is not one to our question to this account.</summary>
    public async Task<bool> AddAsync(Account account, string name, string? credential, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (string.IsNullOrEmpty(credential) || (await accounts.GetPasskeysAsync(account)).Count >= Most)
            return false;
        if (await AskedAsync(() => signIn.PerformPasskeyAttestationAsync(credential)) is not { Succeeded: true } attested
            || !string.Equals(attested.UserEntity.Id, IdOf(account), StringComparison.Ordinal) || !attested.Passkey.IsUserVerified
            || await accounts.FindByPasskeyIdAsync(attested.Passkey.CredentialId) is not null)
        {
            return false;
        }

        attested.Passkey.Name = name;
        if (!(await accounts.AddOrUpdatePasskeyAsync(account, attested.Passkey)).Succeeded)
            return false;
        await trail.ChangedAsync(account, AuditKinds.PasskeyAdded, SecurityChange.PasskeyAdded, cancellation);
        return true;
    }

    /// <summary>Removes a passkey. The password must have been asked for. False if the account has no such passkey.</summary>
    public async Task<bool> RemoveAsync(Account account, byte[] credentialId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await accounts.GetPasskeyAsync(account, credentialId) is null || !(await accounts.RemovePasskeyAsync(account, credentialId)).Succeeded)
            return false;
        await trail.ChangedAsync(account, AuditKinds.PasskeyRemoved, SecurityChange.PasskeyRemoved, cancellation);
        return true;
    }

    /// <summary>Removes every passkey: whoever made them did not show that the account is theirs.</summary>
    public async Task ForgetAllAsync(Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        foreach (var passkey in await accounts.GetPasskeysAsync(account))
            await RemoveAsync(account, passkey.CredentialId, cancellation);
    }

    /// <summary>What the browser needs to ask for a passkey of anybody: whose it is, its answer tells.</summary>
    public Task<string> MakeRequestOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Who has just proven by a passkey who they are; null if nobody. A lockout for wrong passwords does not matter here.</summary>
    public async Task<Account?> ProveAsync(string? credential)
    {
        if (string.IsNullOrEmpty(credential)
            || await AskedAsync(() => signIn.PerformPasskeyAssertionAsync(credential)) is not { Succeeded: true, Passkey.IsUserVerified: true } proof)
        {
            return null;
        }

        // The new signature count: a copy of the passkey would lag behind it.
        return (await accounts.AddOrUpdatePasskeyAsync(proof.User, proof.Passkey)).Succeeded ? proof.User : null;
    }

    /// <summary>Identity throws when no question was asked, or too long ago: for a person that is an answer like another.</summary>
    private async Task<T?> AskedAsync<T>(Func<Task<T>> answer)
        where T : class
    {
        try
        {
            return await answer();
        }
        catch (InvalidOperationException notAsked)
        {
            LogNotAsked(notAsked);
            return null;
        }
    }

    private static string IdOf(Account account) => account.Id.ToString("D", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Information, Message = "A passkey's answer came without a question")]
    private partial void LogNotAsked(Exception notAsked);
}
