using System.Diagnostics;
using System.Threading.Channels;
using AleSekretariat.Database;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AleSekretariat.Grains.Registers;

/// <summary>
/// The queue of one register. Whatever waits when a writer becomes free goes out as one statement: no timers, so a lone
/// registration never waits, and the busier the silo the larger the batches (docs/adr/0003).
/// </summary>
/// <typeparam name="TRow">A row of that register.</typeparam>
internal sealed partial class RegistrationLane<TRow> : IAsyncDisposable
    where TRow : class
{
    private readonly IRegistrationStatement<TRow> _statement;
    private readonly SiloDatabase _database;
    private readonly RegistrationOptions _options;
    private readonly SiloMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Channel<Waiting> _queue;
    private readonly Task[] _writers;

    public RegistrationLane(
        IRegistrationStatement<TRow> statement, SiloDatabase database, RegistrationOptions options, SiloMetrics metrics, ILogger logger)
    {
        _statement = statement;
        _database = database;
        _options = options;
        _metrics = metrics;
        _logger = logger;
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(options.QueueLength) { FullMode = BoundedChannelFullMode.Wait });
        // Off the callers' schedulers: the first caller may be a grain.
        _writers = [.. Enumerable.Range(0, options.Writers).Select(_ => Task.Run(WriteUntilClosed))];
    }

    public int QueueLength => _queue.Reader.Count;

    /// <summary>Hands a row in and answers once its fate is known. Never throws for a fault of the database.</summary>
    public async Task<RegistrationResult> Write(TRow row)
    {
        var waiting = new Waiting(row);
        try
        {
            await _queue.Writer.WriteAsync(waiting);
        }
        catch (ChannelClosedException e)
        {
            return new RegistrationResult.NotWritten(e);
        }

        return await waiting.Result.Task;
    }

    /// <summary>Writes what was handed in, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_writers);
    }

    private async Task WriteUntilClosed()
    {
        // A second row of one tenant can only come from an activation being replaced: it waits for the next batch.
        var postponed = new List<Waiting>();
        var tenants = new HashSet<Guid>();
        while (postponed.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Waiting>();
            tenants.Clear();
            var first = postponed;
            postponed = [];
            first.ForEach(Take);
            while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out var waiting))
                Take(waiting);
            if (batch.Count > 0)
                await WriteBatch(batch);

            void Take(Waiting waiting)
            {
                if (Stopwatch.GetElapsedTime(waiting.Since) > _options.QueueTimeout)
                    waiting.Result.SetResult(new RegistrationResult.NotWritten(new TimeoutException("It waited too long for a writer.")));
                else
                    (tenants.Add(_statement.HeadOf(waiting.Row).TenantId) ? batch : postponed).Add(waiting);
            }
        }
    }

    private async Task WriteBatch(List<Waiting> batch)
    {
        for (var attempt = 0; ; attempt++)
        {
            var sent = false;
            try
            {
                using var patience = new CancellationTokenSource(_options.Timeout);
                await using var connection = await _database.OpenAsync(patience.Token);
                sent = true;
                await Execute(connection, batch, patience.Token);
                return;
            }
            catch (PostgresException e) when (DatabaseFaults.IsCollision(e) && attempt < _options.Repeats)
            {
                LogCollision(_logger, batch.Count, e.SqlState);
                // Two batches that met once must not meet again in step. Not a secret, hence the plain generator.
#pragma warning disable CA5394
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 << Math.Min(attempt, 4))));
#pragma warning restore CA5394
            }
            catch (PostgresException e) when (DatabaseFaults.IsAboutARow(e) && batch.Count > 1)
            {
                // Find the guilty row: the halves that hold none of the guilt pass.
                LogSplit(_logger, batch.Count, e.SqlState, e.ConstraintName);
                var half = batch.Count / 2;
                await WriteBatch(batch[..half]);
                await WriteBatch(batch[half..]);
                return;
            }
            catch (PostgresException e) when (DatabaseFaults.IsAboutARow(e))
            {
                batch[0].Result.SetResult(new RegistrationResult.Rejected(e));
                return;
            }
            catch (Exception e)
            {
                var known = !sent || DatabaseFaults.SurelyRolledBack(e);
                LogFault(_logger, e, batch.Count, known);
                if (!known)
                    _database.DropIdle();
                RegistrationResult result = known ? new RegistrationResult.NotWritten(e) : new RegistrationResult.Unknown(e);
                batch.ForEach(waiting => waiting.Result.TrySetResult(result));
                return;
            }
        }
    }

    private async Task Execute(NpgsqlConnection connection, List<Waiting> batch, CancellationToken patience)
    {
        var started = Stopwatch.GetTimestamp();
        await using var command = new NpgsqlCommand(_statement.Sql, connection)
        {
            // Whole seconds, and for each wait anew: patience is over before, but does not reach the closing of the reader.
            CommandTimeout = (int)Math.Ceiling(_options.Timeout.TotalSeconds) + 1,
        };
        var rows = batch.ConvertAll(waiting => waiting.Row);
        RegistrationStatement.BindHeads(command.Parameters, rows.ConvertAll(_statement.HeadOf));
        _statement.Bind(command.Parameters, rows);

        var answers = new Dictionary<Guid, RegistrationResult>(batch.Count);
        await using (var reader = await command.ExecuteReaderAsync(patience))
        {
            while (await reader.ReadAsync(patience))
            {
                answers[reader.GetGuid(0)] =
                    reader.GetBoolean(1) ? new RegistrationResult.Written()
                    : await reader.IsDBNullAsync(2, patience) ? new RegistrationResult.Moved()
                    : new RegistrationResult.Repeated(reader.GetFieldValue<byte[]>(2), reader.GetString(3));
            }

            // Rows come before the commit; only the end of the answer says that it happened.
            await reader.CloseAsync();
        }

        _metrics.BatchWritten(batch.Count, Stopwatch.GetElapsedTime(started));
        foreach (var waiting in batch)
            waiting.Result.SetResult(answers[_statement.HeadOf(waiting.Row).TenantId]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Size} registrations collided ({SqlState}) and is repeated")]
    private static partial void LogCollision(ILogger logger, int size, string sqlState);

    [LoggerMessage(Level = LogLevel.Information, Message = "A batch of {Size} registrations was refused ({SqlState}, {Constraint}) and is split")]
    private static partial void LogSplit(ILogger logger, int size, string sqlState, string? constraint);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Size} registrations failed; surely nothing written: {Known}")]
    private static partial void LogFault(ILogger logger, Exception exception, int size, bool known);

    private sealed class Waiting(TRow row)
    {
        public TRow Row { get; } = row;

        /// <summary>A <see cref="Stopwatch"/> timestamp: when it was handed in.</summary>
        public long Since { get; } = Stopwatch.GetTimestamp();

        public TaskCompletionSource<RegistrationResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
