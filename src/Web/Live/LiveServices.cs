using AleSekretariat.Web.Api;
using Microsoft.AspNetCore.Http.Connections;

namespace AleSekretariat.Web.Live;

/// <summary>Wiring of the live channel. WebSockets only, so that no load balancer has to be sticky.</summary>
internal static class LiveServices
{
    public const string HubPath = "/hubs/tenant";

    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 4 * 1024)
            .AddJsonProtocol(options => options.PayloadSerializerOptions = ApiJson.Default.Options);
        services.AddSingleton<ViewerCheck>().AddSingleton<LiveMessages>().AddSingleton<TenantFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<TenantFeed>());
    }

    public static void MapLive(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<TenantHub>(HubPath, options => options.Transports = HttpTransportType.WebSockets);
}
