using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts;

/// <summary>Confirming the address: a mail with a link, and the press of a button behind it. It signs nobody in.</summary>
public sealed partial class EmailConfirmation(
    UserManager<Account> accounts, AccountLinks links, AccountMails mails, AccountTrail trail, ILogger<EmailConfirmation> log)
{
    /// <summary>Owes the mail. False when the address is confirmed already, or too many were asked for.</summary>
    public async Task<bool> AskAsync(Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.EmailConfirmed || await links.MakeAsync(AccountLinks.ConfirmEmail, account, cancellation) is not { } link)
            return false;
        var id = link.ToString("D", CultureInfo.InvariantCulture);
        await mails.QueueAsync(
            $"{AccountMails.ConfirmEmail}/{id}", account, AccountMails.ConfirmEmail,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["linkId"] = id }, cancellation);
        return true;
    }

    /// <summary>The same for an account just made: it is there, whatever becomes of the mail, which one may ask for again.</summary>
    public async Task AskNewcomerAsync(Account account)
    {
        try
        {
            await AskAsync(account, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogNotAsked(fault, account.Id);
        }
    }

    /// <summary>Confirms the address a link was sent to. False when the link is no longer good or the address is another now.</summary>
    public async Task<bool> ConfirmAsync(string? token, CancellationToken cancellation)
    {
        if (await links.FindAsync(AccountLinks.ConfirmEmail, token, cancellation) is not { } link
            || await accounts.FindByIdAsync(link.AccountId.ToString("D", CultureInfo.InvariantCulture)) is not { } account
            || !string.Equals(account.Email, link.Email, StringComparison.Ordinal)
            || !await links.UseAsync(AccountLinks.ConfirmEmail, link, cancellation))
        {
            return false;
        }

        account.EmailConfirmed = true;
        (await accounts.UpdateAsync(account)).MustSucceed();
        await trail.EmailConfirmedAsync(account, cancellation);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail that confirms the address of new account {AccountId} could not be queued")]
    private partial void LogNotAsked(Exception fault, Guid accountId);
}
