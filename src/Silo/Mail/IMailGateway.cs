using MimeKit;

namespace AleSekretariat.Silo.Mail;

/// <summary>The border where a mail leaves us. Used by one caller at a time.</summary>
internal interface IMailGateway : IAsyncDisposable
{
    /// <summary>Returns when the mail was accepted.</summary>
    /// <exception cref="Exception">It was not, or that is not known.</exception>
    Task SendAsync(MimeMessage mail, CancellationToken cancellation);

    /// <summary>Nothing waits now: a connection may end.</summary>
    Task RestAsync(CancellationToken cancellation);
}
