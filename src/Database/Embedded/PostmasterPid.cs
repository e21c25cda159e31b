using System.Diagnostics;
using System.Globalization;

namespace AleSekretariat.Database.Embedded;

/// <summary>
/// The file in which a server states that it runs on a cluster: line 1 its process, line 3 its start, line 8 its state.
/// It stays behind when the server is killed, and then may name a process of somebody else.
/// </summary>
/// <param name="ProcessId">The server's process, if it still lives.</param>
/// <param name="IsReady">Whether it says that it accepts connections.</param>
internal sealed record PostmasterPid(int ProcessId, bool IsReady)
{
    private const string FileName = "postmaster.pid";

    /// <summary>Reads it; null if there is none, or it is just being written.</summary>
    public static PostmasterPid? Read(string cluster)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster, FileName));
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? new PostmasterPid(id, lines.Length >= 8 && lines[7].StartsWith("ready", StringComparison.Ordinal))
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether any process has the number.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether the process named really is a server on this cluster, not another that got its number since.</summary>
    public bool IsServerOf(string cluster)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                return false;
            // A server stands in its cluster's folder for life: what it sees there is this very file.
            return !OperatingSystem.IsLinux() || string.Equals(
                File.ReadAllText($"/proc/{ProcessId}/cwd/{FileName}"),
                File.ReadAllText(Path.Combine(cluster, FileName)),
                StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes the server accept a file that names somebody else's process. Only the number is changed, to our own, which a
    /// server knows as its parent and ignores; the rest lets it find backends of a killed server that still run.
    /// </summary>
    public static void Disown(string cluster)
    {
        var path = Path.Combine(cluster, FileName);
        var lines = File.ReadAllLines(path);
        lines[0] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }
}
