using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpsPolicy;

namespace AleSekretariat.Web.Access;

/// <summary>What is let in at all: under which names of the host, how much at once; and that browsers stay with TLS.</summary>
internal static class Transport
{
    private const int MostFields = 512;
    private const int LongestFieldName = 256;
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddTransport(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.RequestHeadersTimeout = HeadersWithin);
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = MostFields;
            form.KeyLengthLimit = LongestFieldName;
        });
        builder.Services.Configure<HstsOptions>(hsts =>
        {
            hsts.MaxAge = TimeSpan.FromDays(365);
            hsts.IncludeSubDomains = true;
        });
        if (HostsOf(builder) is { } hosts)
            builder.Services.Configure<HostFilteringOptions>(filtering => filtering.AllowedHosts = hosts);
    }

    /// <summary>
    /// <c>AllowedHosts</c> where it is set; outside Development else the host of <c>PublicAddress</c>, and the loopback for
    /// whoever looks after the node.
    /// </summary>
    private static string[]? HostsOf(WebApplicationBuilder builder) =>
        string.IsNullOrEmpty(builder.Configuration["AllowedHosts"]) && !builder.Environment.IsDevelopment()
            && Uri.TryCreate(builder.Configuration["PublicAddress"], UriKind.Absolute, out var address)
            ? [address.Host, .. Loopback]
            : null;
}
