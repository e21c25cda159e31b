using AleSekretariat.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Grains.Registers;

/// <summary>
/// Deletes idempotency keys older than 48 hours of real time (api.md promises 24), a little at a time. Every silo does it;
/// what one has deleted the other does not find.
/// </summary>
/// <param name="database">The silo's pool.</param>
/// <param name="time">Real time.</param>
/// <param name="logger">Told of failures; the next round tries again.</param>
public sealed partial class IdempotencySweep(SiloDatabase database, TimeProvider time, ILogger<IdempotencySweep> logger) : BackgroundService
{
    private const int AtOnce = 1000;

    // Nobody waits for it: it may take longer than the pool allows the calls of people.
    private const int StatementSeconds = 60;

    private const string Sweep = """
        DELETE FROM app.idempotency_key AS k
        WHERE k.ctid IN (
          SELECT old.ctid FROM app.idempotency_key AS old WHERE old.created_at < now() - interval '48 hours' LIMIT 1000 FOR UPDATE SKIP LOCKED)
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>One round.</summary>
    /// <param name="cancellation">Ends it between two portions.</param>
    /// <returns>How many keys it deleted.</returns>
    public async Task<int> SweepOnce(CancellationToken cancellation)
    {
        var total = 0;
        int deleted;
        do
        {
            await using var command = database.DataSource.CreateCommand(Sweep);
            command.CommandTimeout = StatementSeconds;
            deleted = await command.ExecuteNonQueryAsync(cancellation);
            total += deleted;
        }
        while (deleted == AtOnce);
        return total;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepOnce(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old idempotency keys could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
