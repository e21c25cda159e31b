using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;

namespace AleSekretariat.Web;

/// <summary>Settings of the web node; each says which one is wrong when the host starts.</summary>
public sealed class WebOptions
{
    /// <summary><c>Accounts:ApiSignUp</c>: whether programs may open accounts. Default: only in Development.</summary>
    public bool ApiSignUp { get; init; }

    /// <summary><c>TestClock:Enabled</c>: whether tenants' clocks may be moved. Default: only in Development; never in Production.</summary>
    public bool TestClock { get; init; }

    /// <summary>Whether somebody asked for the test clock in Production: told as an error at start, otherwise ignored.</summary>
    public bool TestClockWasIgnored { get; init; }

    /// <summary><c>RateLimits:Enabled</c>: all limits per address, account and company. Default: on.</summary>
    public bool RateLimits { get; init; }

    /// <summary><c>Cluster:Tls</c>: whether silos are spoken to over TLS, each side showing that it has the master key. Default: yes.</summary>
    public bool ClusterTls { get; init; } = true;

    /// <summary><c>RateLimits:WritesPerMinute</c>: of one company, on this node. Default: 600; none in Development.</summary>
    public int? WritesPerMinute { get; init; }

    /// <summary><c>RateLimits:ReadsPerMinute</c>: of one company's programs, on this node. Default: 6000; none in Development.</summary>
    public int? ReadsPerMinute { get; init; }

    /// <summary><c>ReverseProxy:Networks</c>: networks (CIDR) whose X-Forwarded-For and -Proto are believed. Default: none.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Whether cookies are for TLS only; not so in Development, which has none.</summary>
    public bool SecureCookies { get; init; }

    /// <summary><c>Web:ApiReference</c>: whether <c>/scalar</c> is served, whose page needs inline scripts. Default: only in Development.</summary>
    public bool ApiReference { get; init; }

    /// <summary><c>PublicAddress</c>: where people reach the product, outside Development; passkeys are made for its name.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary><c>Web:OperationsPort</c>: the port, one of those the host listens on, where <c>/metrics</c> answers.</summary>
    public int? OperationsPort { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ValidationException">A value cannot be read; the message names the setting.</exception>
    public static WebOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var development = environment.IsDevelopment();
        var testClock = Flag(configuration, "TestClock:Enabled", development);
        return new WebOptions
        {
            ApiSignUp = Flag(configuration, "Accounts:ApiSignUp", development),
            TestClock = testClock && !environment.IsProduction(),
            TestClockWasIgnored = testClock && environment.IsProduction(),
            RateLimits = Flag(configuration, "RateLimits:Enabled", otherwise: true),
            ClusterTls = Flag(configuration, "Cluster:Tls", otherwise: true),
            WritesPerMinute = Number(configuration, "RateLimits:WritesPerMinute", development ? null : 600),
            ReadsPerMinute = Number(configuration, "RateLimits:ReadsPerMinute", development ? null : 6000),
            SecureCookies = !development,
            ApiReference = Flag(configuration, "Web:ApiReference", development),
            PublicAddress = development ? null : Address(configuration, "PublicAddress"),
            OperationsPort = Port(configuration, "Web:OperationsPort"),
            Proxies = [.. (configuration.GetSection("ReverseProxy:Networks").Get<string[]>() ?? []).Select(Network)],
        };
    }

    private static bool Flag(IConfiguration configuration, string name, bool otherwise) => configuration[name] switch
    {
        null or "" => otherwise,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw Wrong(name, text, "is neither true nor false"),
    };

    private static int? Number(IConfiguration configuration, string name, int? otherwise) => configuration[name] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw Wrong(name, text, "is no number above zero"),
    };

    private static int? Port(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        var text when ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 => port,
        var text => throw Wrong(name, text, "is no port"),
    };

    private static Uri? Address(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" => address,
        var text => throw Wrong(name, text, "is no address like https://sekretariat.example.com"),
    };

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network : throw Wrong("ReverseProxy:Networks", text, "is no network like 10.0.0.0/8");

    private static ValidationException Wrong(string name, string value, string problem) =>
        new($"{name.Replace(":", "__", StringComparison.Ordinal)} is \"{value}\": it {problem}.");
}
