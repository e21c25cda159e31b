using System.Diagnostics;
using Microsoft.Playwright;

namespace AleSekretariat.E2E.Tests;

/// <summary>
/// Finds a browser for the tests: the system's Chromium if there is one; else, as root on a Debian, the distribution's package;
/// else the browser that Playwright downloads. So the test command needs nothing set up by hand.
/// </summary>
internal static class Chromium
{
    private const string System = "/usr/bin/chromium";

    public static async Task<BrowserTypeLaunchOptions> LaunchOptionsAsync()
    {
        if (!File.Exists(System) && File.Exists("/usr/bin/apt-get") && Environment.UserName == "root")
        {
            await RunAsync("apt-get", "update");
            await RunAsync("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation");
        }
        if (!File.Exists(System))
        {
            var code = Microsoft.Playwright.Program.Main(["install", "chromium"]);
            if (code != 0)
                throw new InvalidOperationException($"No browser: {System} is not there and Playwright could not download one (exit code {code}).");
        }

        return new BrowserTypeLaunchOptions
        {
            ExecutablePath = File.Exists(System) ? System : null,
            Args =
            [
                // Chromium's sandbox refuses to work for root and in most containers.
                "--no-sandbox",
                // Only our own pages: no look-ups of the vendor's services at start.
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu", "--disable-quic",
            ],
        };
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })
            ?? throw new InvalidOperationException($"{program} could not be started.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
    }
}
