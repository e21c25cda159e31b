namespace AleSekretariat.Web.Accounts;

/// <summary>Tells the person of a token that was issued: one they did not ask for is a password somebody else knows.</summary>
internal static class TokenMails
{
    public static Task TellOfTokenAsync(this AccountMails mails, Account account, IssuedToken issued, CancellationToken cancellation) => mails.QueueAsync(
        "token/" + issued.Id.ToString("D", System.Globalization.CultureInfo.InvariantCulture),
        account, AccountMails.SecurityNotice,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["what"] = SecurityChange.TokenIssued },
        cancellation);
}
