using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace AleSekretariat.Testing.Hosts;

/// <summary>
/// One of our hosts as a process of its own, as in production: started from its build output, watched until it is ready,
/// ended by a signal or by force. What it printed is part of every failure's message.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private HostProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where the host listens for HTTP.</summary>
    public Uri Address { get; }

    /// <summary>The operating system's id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>All it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a host and waits until it says that it is ready.</summary>
    /// <param name="project">The folder under src, e.g. <c>Silo</c>.</param>
    /// <param name="settings">Environment variables over the inherited ones.</param>
    /// <param name="cancellationToken">Gives up waiting and ends the process.</param>
    public static async Task<HostProcess> StartAsync(
        string project, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken = default)
    {
        var host = Launch(project, settings, []);
        try
        {
            await host.UntilReadyAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a host's command to its end.</summary>
    /// <returns>The exit code and what it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string project, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        await using var host = Launch(project, settings, arguments);
        using var limit = new CancellationTokenSource(StartLimit);
        await host._process.WaitForExitAsync(limit.Token);
        host._process.WaitForExit();
        return (host._process.ExitCode, host.Output);
    }

    /// <summary>A loopback port that was free a moment ago, and is none that outgoing connections get.</summary>
    public static int FreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) when (attempt < 100)
            {
                // Taken: another one.
            }
        }
    }

    /// <summary>Ends the process as a power cut would: no handler runs.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop (SIGTERM) and waits for it.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }
        using var limit = new CancellationTokenSource(StartLimit);
        await _process.WaitForExitAsync(limit.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static HostProcess Launch(string project, IReadOnlyDictionary<string, string?> settings, string[] arguments)
    {
        var folder = Path.Combine(SourceTree.Root, "src", project);
        var assembly = Path.Combine(folder, "bin", SourceTree.Configuration, "net10.0", $"AleSekretariat.{project}.dll");
        if (!File.Exists(assembly))
            throw new FileNotFoundException($"{project} is not built: {assembly}");

        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Keys__Master"] = TestKeys.Master;
        start.Environment["PublicAddress"] = address.GetLeftPart(UriPartial.Authority);
        start.Environment["Mail__Kind"] = "file";
        start.Environment["Mail__Directory"] = TestMails.Directory;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        var host = new HostProcess(process, address);
        process.OutputDataReceived += (_, line) => host.Record(line.Data);
        process.ErrorDataReceived += (_, line) => host.Record(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return host;
    }

    private void Record(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }

    private async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await pace.WaitForNextTickAsync(limit.Token))
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"The host ended with exit code {_process.ExitCode} before it was ready:\n{Output}");
                if (await IsReadyAsync(limit.Token))
                    return;
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The host was not ready within {StartLimit}:\n{Output}", e);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Probe.GetAsync(new Uri(Address, "/health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
