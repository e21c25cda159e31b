using System.Diagnostics;
using AleSekretariat.Database;
using Npgsql;

namespace AleSekretariat.Silo;

/// <summary>
/// Before anything else starts: waits for the database, then refuses to start on one that cannot work, with a message that
/// says what to do.
/// </summary>
internal sealed partial class SiloStartupChecks(SiloDatabase database, SiloOptions options, ILogger<SiloStartupChecks> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private const string ForgetSilos = "DELETE FROM orleans.OrleansMembershipTable WHERE DeploymentId = $1";

    private bool _passed;

    /// <summary>Called by the silo's program before its host starts, which would print a stack trace over the message.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_passed)
            return;
        if (options.TestClockWasIgnored)
            LogTestClockIgnored(logger);
        await UntilAnswering(cancellationToken);
        await database.VerifyAsync(cancellationToken);
        if (!await Migrator.IsCurrentAsync(database.DataSource, cancellationToken))
        {
            throw new DatabaseConfigurationException(
                "The database lacks scripts of this version. Bring it up to date first: dotnet run --project src/Silo -- migrate");
        }

        if (options.Alone)
        {
            await using var command = database.DataSource.CreateCommand(ForgetSilos);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.ClusterId });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        _passed = true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task UntilAnswering(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var told = false; ; told = true)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException e) when (e is not PostgresException { IsTransient: false })
            {
                if (Stopwatch.GetElapsedTime(began) > options.DatabaseWait)
                    throw new DatabaseConfigurationException($"The database of {DatabaseConfigurationException.Setting} cannot be reached: {e.Message}", e);
                if (!told)
                    LogWaiting(logger, e.Message);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "TestClock__Enabled is ignored: a tenant's clock is never moved in Production")]
    private static partial void LogTestClockIgnored(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer yet ({Reason}); waiting")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
