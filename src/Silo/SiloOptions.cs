using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AleSekretariat.Silo;

/// <summary>Settings of a silo; a wrong one names itself when the host starts. Defaults measured: architecture.md.</summary>
public sealed record SiloOptions
{
    /// <summary>The cluster's and the service's name: grain storage and reminders are found by it. Never changed.</summary>
    public const string ClusterName = "alesekretariat";

    /// <summary><c>Silo:Port</c>: silos among themselves; 0 takes a free one.</summary>
    public int Port { get; init; } = 11111;

    /// <summary><c>Silo:GatewayPort</c>: for web nodes; 0 takes a free one. Never public.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary><c>Silo:AdvertisedAddress</c>: where others reach this silo: an address, a host name, or <c>auto</c>.</summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary><c>Cluster:Id</c>: silos with the same one are one cluster.</summary>
    public string ClusterId { get; init; } = ClusterName;

    /// <summary><c>Cluster:Tls</c>: whether silos and web nodes speak TLS and show each other that they have the master key.</summary>
    public bool Tls { get; init; } = true;

    /// <summary><c>Cluster:ProbeTimeout</c>: how long a silo may take to answer another.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>Cluster:MissedProbes</c>: so many unanswered ones in a row make a suspect.</summary>
    public int MissedProbes { get; init; } = 2;

    /// <summary><c>Cluster:VotesForDeath</c>: 1 with two silos, 2 with more.</summary>
    public int VotesForDeath { get; init; } = 1;

    /// <summary><c>Cluster:TableRefresh</c>: how often the list of silos is read again.</summary>
    public TimeSpan TableRefresh { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>Cluster:IAmAlive</c>: how often a silo says that it lives.</summary>
    public TimeSpan IAmAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>Cluster:ResponseTimeout</c>: how long a grain call may take.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary><c>Silo:ShutdownTimeout</c>: how long calls under way may take when the host is asked to stop.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary><c>Silo:DatabaseWait</c>: how long to wait at start for a database that does not answer.</summary>
    public TimeSpan DatabaseWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>TestClock:Enabled</c>: default only in Development; never in Production.</summary>
    public bool TestClock { get; init; }

    /// <summary>Whether somebody asked for the test clock in Production: told as an error, otherwise ignored.</summary>
    public bool TestClockWasIgnored { get; init; }

    /// <summary>
    /// Not a setting: this process is the only silo its database can have (Standalone), so whatever the list of silos says
    /// from before is dead.
    /// </summary>
    public bool Alone { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ValidationException">A value cannot be used; the message names the setting.</exception>
    public static SiloOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var read = new SettingReader(configuration);
        var defaults = new SiloOptions();
        var testClock = read.Flag("TestClock:Enabled", environment.IsDevelopment());
        return new SiloOptions
        {
            Port = read.Number("Silo:Port", defaults.Port, 0, 65535),
            GatewayPort = read.Number("Silo:GatewayPort", defaults.GatewayPort, 0, 65535),
            AdvertisedAddress = Address(configuration["Silo:AdvertisedAddress"]),
            ClusterId = configuration["Cluster:Id"] is { Length: > 0 } id ? id : defaults.ClusterId,
            Tls = read.Flag("Cluster:Tls", defaults.Tls),
            ProbeTimeout = read.Duration("Cluster:ProbeTimeout", defaults.ProbeTimeout),
            MissedProbes = read.Number("Cluster:MissedProbes", defaults.MissedProbes, 1, 100),
            VotesForDeath = read.Number("Cluster:VotesForDeath", defaults.VotesForDeath, 1, 10),
            TableRefresh = read.Duration("Cluster:TableRefresh", defaults.TableRefresh),
            IAmAlive = read.Duration("Cluster:IAmAlive", defaults.IAmAlive),
            ResponseTimeout = read.Duration("Cluster:ResponseTimeout", defaults.ResponseTimeout),
            ShutdownTimeout = read.Duration("Silo:ShutdownTimeout", defaults.ShutdownTimeout),
            DatabaseWait = read.Duration("Silo:DatabaseWait", defaults.DatabaseWait),
            TestClock = testClock && !environment.IsProduction(),
            TestClockWasIgnored = testClock && environment.IsProduction(),
        };
    }

    /// <summary>These options with free ports in place of zeros.</summary>
    public SiloOptions WithPorts() => this with
    {
        Port = Port == 0 ? FreePort() : Port,
        GatewayPort = GatewayPort == 0 ? FreePort() : GatewayPort,
    };

    private static IPAddress Address(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return IPAddress.Loopback;
        if (IPAddress.TryParse(text, out var address))
            return address;
        try
        {
            var name = string.Equals(text, "auto", StringComparison.OrdinalIgnoreCase) ? Dns.GetHostName() : text;
            return Dns.GetHostAddresses(name, AddressFamily.InterNetwork).OrderBy(IPAddress.IsLoopback).First();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or ArgumentException)
        {
            throw new ValidationException($"Silo__AdvertisedAddress is \"{text}\": it is neither an address nor a host name known here.", e);
        }
    }

    // Not the system's choice: an outgoing connection may take such a port before the silo listens.
    private static int FreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException) when (attempt < 100)
            {
                // Taken: another one.
            }
        }
    }

    private sealed class SettingReader(IConfiguration configuration)
    {
        public bool Flag(string name, bool otherwise) => configuration[name] switch
        {
            null or "" => otherwise,
            var text when bool.TryParse(text, out var flag) => flag,
            var text => throw Wrong(name, text, "is neither true nor false"),
        };

        public int Number(string name, int otherwise, int least, int most) => configuration[name] switch
        {
            null or "" => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
            var text => throw Wrong(name, text, string.Create(CultureInfo.InvariantCulture, $"is no number from {least} to {most}")),
        };

        public TimeSpan Duration(string name, TimeSpan otherwise) => configuration[name] switch
        {
            null or "" => otherwise,
            var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration)
                && duration > TimeSpan.Zero && duration <= TimeSpan.FromHours(1) => duration,
            var text => throw Wrong(name, text, "is no duration like 00:00:05"),
        };

        private static ValidationException Wrong(string name, string value, string problem) =>
            new($"{name.Replace(":", "__", StringComparison.Ordinal)} is \"{value}\": it {problem}.");
    }
}
