using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Database.Embedded;

/// <summary>
/// Starts and stops the server's process. On Linux it is our child in a session of its own (Ctrl+C in the terminal is for
/// us, not for it) and the kernel stops it when we die, even by <c>kill -9</c>. Where the tools for that are missing,
/// <c>pg_ctl</c> starts it detached, and what a killed parent leaves is stopped at the next start.
/// </summary>
internal sealed partial class ServerProcess(PostgresBinaries binaries, string cluster, ServerUser user, TimeSpan timeout, ILogger? logger)
{
    private const int LinesKept = 40;
    private readonly Queue<string> _lastLines = new();
    private Process? _child;

    /// <exception cref="EmbeddedPostgresException">It ended or was not ready in time; the message has its last words.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
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

    /// <summary>Fast stop: clients are cut off, everything committed is written. Then the hard way.</summary>
    public async Task StopAsync()
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
                await StopAsync();
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embedded PostgreSQL could not be stopped ({Mode}): {Output}")]
    private static partial void LogStopFailed(ILogger logger, string mode, string output);
}
