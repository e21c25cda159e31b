using System.Globalization;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts.SecondFactor;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// Changing a password, and setting a new one by a mailed link. Either ends what the old one opened; neither touches the codes
/// of an app. A lockout does not keep the link from working: whoever reads the mail is the person. Passkeys stay too, but for those
/// of an address that nobody had confirmed: somebody else may have made the account, to be in it when its person comes.
/// </summary>
public sealed class Passwords(
    UserManager<Account> accounts, IPasswordHasher<Account> hasher, AccountLinks links, AccountMails mails, Sessions sessions,
    PersonalTokens tokens, TokenActors actors, Passkeys passkeys, SignIn signIn, AccountTrail trail, TimeProvider time)
{
    /// <summary>An answer to a request for a reset takes this long, whether there is such an account or not.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(500);

    /// <summary>Owes the mail with the link, if there is such an account and it did not ask too often. Nobody is told which.</summary>
    public async Task AskResetAsync(string email, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        if (await accounts.FindByEmailAsync(AccountRules.NormalizeEmail(email)) is { } account
            && await links.MakeAsync(AccountLinks.ResetPassword, account, cancellation) is { } link)
        {
            var id = link.ToString("D", CultureInfo.InvariantCulture);
            await mails.QueueAsync(
                $"{AccountMails.ResetPassword}/{id}", account, AccountMails.ResetPassword,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["linkId"] = id }, cancellation);
            await trail.ResetAskedAsync(account, cancellation);
        }

        if (Answer - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
            await Task.Delay(rest, time, cancellation);
    }

    /// <summary>Sets a new password by a link: once, and all sessions and tokens of the account are over. Signs nobody in.</summary>
    /// <returns>False when the link is no longer good.</returns>
    public async Task<bool> ResetAsync(AccountLink link, string password, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (await AccountOfAsync(link) is not { } account || !await links.UseAsync(AccountLinks.ResetPassword, link, cancellation))
            return false;

        var wasConfirmed = account.EmailConfirmed;
        account.PasswordHash = hasher.HashPassword(account, password);
        account.EmailConfirmed = true; // the link came by mail to this address
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        // Saves the account; cookies from before carry the old stamp.
        (await accounts.UpdateSecurityStampAsync(account)).MustSucceed();
        if (!wasConfirmed)
            await passkeys.ForgetAllAsync(account, cancellation);
        await sessions.EndAllAsync(account.Id, except: null, cancellation);
        await tokens.RevokeAllAsync(account.Id, cancellation);
        actors.ForgetAccount(account.Id);
        await links.UseAllAsync(AccountLinks.ResetPassword, account.Id, cancellation);
        await trail.PasswordResetAsync(account, cancellation);
        await TellAsync(account, cancellation);
        return true;
    }

    /// <summary>Whose password a link sets; null when the address it was sent to is no longer the account's.</summary>
    public async Task<Account?> AccountOfAsync(AccountLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        var account = await accounts.FindByIdAsync(link.AccountId.ToString("D", CultureInfo.InvariantCulture));
        return account is not null && string.Equals(account.Email, link.Email, StringComparison.Ordinal) ? account : null;
    }

    /// <summary>Changes the password of a signed-in person who just proved the old one: every other session ends, this one is begun anew.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="password">The new one.</param>
    /// <param name="remember">Whether this session outlives the browser.</param>
    /// <param name="revokeTokens">Whether the account's tokens end as well.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ChangeAsync(Account account, string password, bool remember, bool revokeTokens, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        account.PasswordHash = hasher.HashPassword(account, password);
        (await accounts.UpdateSecurityStampAsync(account)).MustSucceed();
        await sessions.EndAllAsync(account.Id, except: null, cancellation);
        await links.UseAllAsync(AccountLinks.ResetPassword, account.Id, cancellation);
        await trail.PasswordChangedAsync(account, cancellation);
        if (revokeTokens && await tokens.RevokeAllAsync(account.Id, cancellation) > 0)
        {
            actors.ForgetAccount(account.Id);
            await trail.TokensRevokedAsync(account, cancellation);
        }

        await signIn.BeginAsync(account, remember, cancellation);
        await TellAsync(account, cancellation);
    }

    private Task TellAsync(Account account, CancellationToken cancellation) => mails.QueueAsync(
        $"{AccountMails.SecurityNotice}/{Guid.CreateVersion7(time.GetUtcNow()):D}", account, AccountMails.SecurityNotice,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["what"] = SecurityChange.PasswordChanged }, cancellation);
}
