using AleSekretariat.Database;
using AleSekretariat.Web.Access;

namespace AleSekretariat.Web.Operations;

/// <summary>
/// Stops the host at start where the database as configured can never work, and says why. A database that is merely away is
/// no reason: pages say so and recover by themselves.
/// </summary>
internal sealed partial class StartupChecks(WebDatabase database, WebOptions options, ILogger<StartupChecks> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.TestClockWasIgnored)
            LogTestClockIgnored();
        try
        {
            await database.VerifyAsync(cancellationToken);
            if (!await Migrator.IsCurrentAsync(database.DataSource, cancellationToken))
            {
                throw new DatabaseConfigurationException(
                    "The database lacks scripts of this version. Bring it up to date first: dotnet run --project src/Silo -- migrate");
            }
        }
        catch (Exception fault) when (fault is not DatabaseConfigurationException && Faults.IsUnavailable(fault))
        {
            LogDatabaseAway(fault.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Error, Message = "TestClock__Enabled is ignored: a tenant's clock is never moved in Production")]
    private partial void LogTestClockIgnored();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be reached yet: {Reason}")]
    private partial void LogDatabaseAway(string reason);
}
