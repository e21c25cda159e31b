using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Database.Embedded;

// A semaphore whose wait handle nobody asks for holds nothing to be disposed.
#pragma warning disable CA1001
/// <summary>
/// Starts and stops the server's process. On Linux it is our child in a session of its own (Ctrl+C in the terminal is for
/// us, not for it) and the kernel stops it when we die, even by <c>kill -9</c>. Where the tools for that are missing,
/// <c>pg_ctl</c> starts it detached, and what a killed parent leaves is stopped at the next start.
/// </summary>
internal sealed partial class ServerProcess(PostgresBinaries binaries, string cluster, ServerUser user, TimeSpan timeout, ILogger? logger)
#pragma warning restore CA1001
{
    private const int LinesKept = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Queue<string> _lastLines = new();

    // Held while the server is being started again or stopped: never both.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Process? _child;
    private volatile bool _stopped;

    /// <exception cref="EmbeddedPostgresException">It ended or was not ready in time; the message has its last words.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _stopped = false;
        if (await DiesWithParentAsync(cancellation))
        {
            await StartChildAsync();
            await WaitUntilReadyAsync(cancellation);
        }
        else
        {
            await StartDetachedAsync(cancellation);
        }
    }

    /// <summary>From now on a server that ends without being asked to is started again, as often as it takes.</summary>
    public void KeepRunning()
    {
        if (_child is not null)
            _ = StartAgainWhenItEndsAsync();
    }

    /// <summary>Fast stop: clients are cut off, everything committed is written. Then the hard way.</summary>
    public async Task StopAsync()
    {
        _stopped = true;
        await _turn.WaitAsync();
        try
        {
            await StopServerAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartAgainWhenItEndsAsync()
    {
        while (!_stopped)
        {
            await _child!.WaitForExitAsync();
            if (_stopped)
                return;
            if (logger is not null)
                LogEnded(logger, _child.ExitCode);

            // Its last sessions hold the data for a moment longer.
            await Task.Delay(Pause);
            await _turn.WaitAsync();
            try
            {
                if (_stopped)
                    return;
                await StartChildAsync();
                await WaitUntilReadyAsync(CancellationToken.None);
                if (logger is not null)
                    LogStartedAgain(logger);
            }
            catch (EmbeddedPostgresException e)
            {
                if (logger is not null)
                    LogNotStartedAgain(logger, e);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task StopServerAsync()
    {
        foreach (var mode in new[] { "fast", "immediate" })
        {
            if (PostmasterPid.Read(cluster) is not { } server || !server.IsServerOf(cluster))
                break;
            var stopped = await Command.RunAsync(
                binaries.PgCtl,
                ["stop", "--pgdata", cluster, "--mode", mode, "--wait", "--timeout", $"{(int)timeout.TotalSeconds}", "--silent"],
                user.Name,
                CancellationToken.None);
            if (stopped.Succeeded)
                break;
            if (logger is not null)
                LogStopFailed(logger, mode, stopped.Output);
        }

        if (_child is not null)
            await _child.WaitForExitAsync();
    }

    private static async Task<bool> DiesWithParentAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            var tried = await Command.RunAsync("setsid", ["setpriv", "--pdeathsig", "INT", "true"], user: null, cancellation);
            return tried.Succeeded;
        }
        catch (EmbeddedPostgresException)
        {
            return false;
        }
    }

    private Task StartChildAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The kernel sends the parent-death signal when the *thread* that forked ends: it gets one of its own, for life.
        var thread = new Thread(() =>
        {
            try
            {
                var child = new Process
                {
                    StartInfo = Command.Prepare("setsid", ["setpriv", "--pdeathsig", "INT", binaries.Postgres, "-D", cluster], user.Name),
                };
                child.OutputDataReceived += (_, line) => Hear(line.Data);
                child.ErrorDataReceived += (_, line) => Hear(line.Data);
                child.Start();
                child.StandardInput.Close();
                child.BeginOutputReadLine();
                child.BeginErrorReadLine();
                _child = child;
                started.SetResult();
                child.WaitForExit();
            }
            catch (Exception e)
            {
                started.TrySetException(new EmbeddedPostgresException($"Cannot run {binaries.Postgres}: {e.Message}", e));
            }
        })
        {
            IsBackground = true,
            Name = "embedded-postgres",
        };
        thread.Start();
        return started.Task;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (PostmasterPid.Read(cluster) is { IsReady: true } server && server.ProcessId == _child!.Id)
                return;
            if (_child!.HasExited)
            {
                await _child.WaitForExitAsync(cancellation); // its last lines
                throw Failed("did not start");
            }

            if (Stopwatch.GetElapsedTime(began) > timeout)
            {
                await StopServerAsync();
                throw Failed($"was not ready within {timeout.TotalSeconds:0} s");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }

    private async Task StartDetachedAsync(CancellationToken cancellation)
    {
        var log = Path.Combine(cluster, "server.log");
        var started = await Command.RunAsync(
            binaries.PgCtl,
            ["start", "--pgdata", cluster, "--wait", "--timeout", $"{(int)timeout.TotalSeconds}", "--silent", "--log", log],
            user.Name,
            cancellation);
        if (started.Succeeded)
            return;
        foreach (var line in File.Exists(log) ? File.ReadLines(log).TakeLast(LinesKept) : [])
            Hear(line);
        Hear(started.Output);
        throw Failed("did not start");
    }

    private EmbeddedPostgresException Failed(string how)
    {
        lock (_lastLines)
            return new EmbeddedPostgresException($"The embedded PostgreSQL {binaries.Version} in {cluster} {how}: {string.Join(Environment.NewLine, _lastLines)}");
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lastLines)
        {
            if (_lastLines.Count == LinesKept)
                _lastLines.Dequeue();
            _lastLines.Enqueue(line);
        }

        if (logger is not null)
            LogServer(logger, line);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "PostgreSQL: {Line}")]
    private static partial void LogServer(ILogger logger, string line);

    [LoggerMessage(Level = LogLevel.Error, Message = "The embedded PostgreSQL ended by itself (exit code {ExitCode}); starting it again")]
    private static partial void LogEnded(ILogger logger, int exitCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embedded PostgreSQL runs again")]
    private static partial void LogStartedAgain(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The embedded PostgreSQL could not be started again; trying once more")]
    private static partial void LogNotStartedAgain(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embedded PostgreSQL could not be stopped ({Mode}): {Output}")]
    private static partial void LogStopFailed(ILogger logger, string mode, string output);
}
