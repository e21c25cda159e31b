namespace AleSekretariat.Silo.Mail;

/// <summary>Forgets mails that are done with: addresses are not kept longer than somebody needs them.</summary>
internal sealed partial class MailSweep(MailOutbox outbox, TimeProvider time, ILogger<MailSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await outbox.Sweep(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old mails could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
