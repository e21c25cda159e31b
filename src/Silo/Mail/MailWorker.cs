using AleSekretariat.Grains.Mail;
using MailKit.Net.Smtp;

namespace AleSekretariat.Silo.Mail;

/// <summary>
/// Sends what waits in the outbox, one mail after the other. Each silo has one; a mail is claimed before it is sent, so that
/// two of them never send the same. What cannot be known is sent again: a mail twice, with the same Message-Id, is better
/// than a warning never.
/// </summary>
internal sealed partial class MailWorker(
    MailOutbox outbox, MailComposer composer, IMailGateway gateway, MailSignal signal, TimeProvider time, ILogger<MailWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    // Well below the claim.
    private static readonly TimeSpan SendLimit = TimeSpan.FromMinutes(2);

    // Who stops lets the mail under way arrive: cut off after the last byte it would go out twice.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                while (!stoppingToken.IsCancellationRequested && await SendNext(stoppingToken))
                {
                }

                await gateway.RestAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFault(logger, e);
                pause = PauseAfterFault;
            }

            await signal.WaitAsync(pause, stoppingToken);
        }
    }

    private async Task<bool> SendNext(CancellationToken stoppingToken)
    {
        if (await outbox.Take(stoppingToken) is not { } mail)
            return false;
        using var limit = new CancellationTokenSource(SendLimit, time);
        await using var stopping = stoppingToken.Register(() => limit.CancelAfter(StopLimit));
        try
        {
            await gateway.SendAsync(composer.Compose(mail), limit.Token);
        }
        catch (Exception e) when (stoppingToken.IsCancellationRequested)
        {
            await outbox.NotSent(mail, TimeSpan.Zero, e.Message, hopeless: false);
            throw;
        }
        catch (Exception e)
        {
            var givenUp = await outbox.NotSent(mail, MailRetry.WaitAfter(mail.Attempt), e.Message, MailRetry.IsHopeless(e));
            // Not the message: servers repeat the address in it. It is in the outbox.
            if (givenUp)
                LogGivenUp(logger, mail.Kind, mail.Key, mail.Attempt, Reason(e));
            else
                LogPutBack(logger, mail.Kind, mail.Key, mail.Attempt, Reason(e));
            return true;
        }

        await outbox.Sent(mail);
        LogSent(logger, mail.Kind, mail.Key, mail.Attempt);
        return true;
    }

    private static string Reason(Exception e) =>
        e is SmtpCommandException refused ? $"{refused.ErrorCode} {(int)refused.StatusCode}" : e.GetType().Name;

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Kind} ({Key}) was sent at attempt {Attempt}")]
    private static partial void LogSent(ILogger logger, string kind, string key, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Kind} ({Key}) was not sent at attempt {Attempt} and is tried again: {Reason}")]
    private static partial void LogPutBack(ILogger logger, string kind, string key, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Kind} ({Key}) was given up after {Attempt} attempts: {Reason}")]
    private static partial void LogGivenUp(ILogger logger, string kind, string key, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be worked off; the next round tries again")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
