using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Grains.Billing;

/// <summary>Keeps a silo's <see cref="PriceLists"/> at most a minute old.</summary>
/// <param name="lists">The lists.</param>
/// <param name="time">Real time.</param>
/// <param name="logger">Told of failures; the next round tries again.</param>
public sealed partial class PriceListRefresh(PriceLists lists, TimeProvider time, ILogger<PriceListRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await lists.Refresh(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The price lists could not be read; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
