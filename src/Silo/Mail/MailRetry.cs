using MailKit.Net.Smtp;

namespace AleSekretariat.Silo.Mail;

/// <summary>What becomes of a mail that was not accepted.</summary>
internal static class MailRetry
{
    /// <summary>How long a mail is tried before it is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The wait after an attempt: a minute after the first, then twice as long each time, six hours at most.</summary>
    /// <param name="attempt">From 1.</param>
    public static TimeSpan WaitAfter(int attempt)
    {
        var doubled = Shortest * Math.Pow(2, Math.Clamp(attempt - 1, 0, 20));
        return doubled < Longest ? doubled : Longest;
    }

    /// <summary>
    /// Whether the failure is the recipient's: no such mailbox, no such address. Whatever may be our server's or our own (no
    /// permission to relay, a refused text, a wrong password) is tried again: somebody can mend it, and nobody is to miss a
    /// warning by it.
    /// </summary>
    public static bool IsHopeless(Exception failure) => failure switch
    {
        UnusableRecipientException => true,
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused =>
            (int)refused.StatusCode is 550 or 551 or 552 or 553 or 556
            && !refused.Message.TrimStart().StartsWith("5.7.", StringComparison.Ordinal),
        _ => false,
    };
}

/// <summary>The outbox has something in the place of the address that is none.</summary>
internal sealed class UnusableRecipientException() : Exception("The recipient is no address.");
