using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Text;

namespace AleSekretariat.Silo.Mail;

/// <summary>Makes the mail of a row of the outbox: text and HTML of the same words.</summary>
internal sealed class MailComposer(MailOptions options, MailWording wording)
{
    private const int IdBytes = 16;

    /// <summary>The same row gives the same mail, and the same Message-Id: a mail that came twice is known as one.</summary>
    /// <exception cref="UnusableRecipientException">The recipient is no single address.</exception>
    /// <exception cref="UnknownMailException">A kind or a value that this version does not know or does not find.</exception>
    public MimeMessage Compose(OwedMail mail)
    {
        if (!MailboxAddress.TryParse(mail.Recipient, out var recipient) || !recipient.Address.Contains('@', StringComparison.Ordinal))
            throw new UnusableRecipientException();
        var content = wording.Of(mail);
        var message = new MimeMessage
        {
            MessageId = MessageIdOf(mail.Key),
            Date = mail.OwedAt,
            Subject = content.Subject,
            Body = new MultipartAlternative
            {
                new TextPart(TextFormat.Plain) { Text = MailText.Of(content) },
                new TextPart(TextFormat.Html) { Text = MailHtml.Of(content) },
            },
        };
        message.From.Add(options.From);
        message.To.Add(new MailboxAddress("", recipient.Address));
        message.Headers.Add(HeaderId.ContentLanguage, content.Language);
        // No holiday note in return.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>Says nothing of the key, which names tenants.</summary>
    internal string MessageIdOf(string key) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, IdBytes))}@{options.From.Domain}";
}
