using System.Diagnostics;
using System.Globalization;

namespace AleSekretariat.Database.Tests.Embedded;

/// <summary>tests/EmbeddedHost: a process that has started an embedded server, to be killed.</summary>
internal sealed class HostInAnotherProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostInAnotherProcess(Process process, string said) => (_process, Said) = (process, said);

    /// <summary>The connection string, or why it could not start.</summary>
    public string Said { get; }

    public int ProcessId => _process.Id;

    public static async Task<HostInAnotherProcess> StartAsync(string directory, string? user = null, string? binaries = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "AleSekretariat.EmbeddedHost.dll"));
        start.ArgumentList.Add(directory);
        if (binaries is not null)
            start.ArgumentList.Add(binaries);
        if (user is not null)
        {
            start.UserName = user;
            start.Environment["HOME"] = directory;
        }

        var process = Process.Start(start)!;
        return new HostInAnotherProcess(process, await process.StandardOutput.ReadLineAsync() ?? "(nothing)");
    }

    /// <summary>As kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>The server's process as its cluster's pid file names it.</summary>
    public static Process ServerOf(string cluster) => Process.GetProcessById(
        int.Parse(File.ReadLines(Path.Combine(cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture));
}
