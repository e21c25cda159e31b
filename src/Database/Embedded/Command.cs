using System.Diagnostics;
using System.Text;

namespace AleSekretariat.Database.Embedded;

/// <summary>What a short-lived program answered.</summary>
/// <param name="ExitCode">Zero is success.</param>
/// <param name="Output">Standard output and error, trimmed.</param>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs programs, as another user where asked.</summary>
internal static class Command
{
    /// <summary>
    /// A start of <paramref name="program"/> that does not depend on where this process stands: neutral folder (the user may
    /// not enter ours), English messages, and none of the caller's PG… settings.
    /// </summary>
    public static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments, string? user)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = OperatingSystem.IsWindows() ? "" : "/",
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        if (user is not null)
            start.UserName = user;
        return start;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be started at all.</exception>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, string? user, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Prepare(program, arguments, user) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new EmbeddedPostgresException($"Cannot run {program}{(user is null ? "" : $" as user {user}")}: {e.Message}", e);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (output)
            return new CommandResult(process.ExitCode, output.ToString().Trim());
    }

    private static void Keep(StringBuilder output, string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
    }
}
