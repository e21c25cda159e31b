using AleSekretariat.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Web.Tests.Hosting;

/// <summary>A web node inside the test's process: real Kestrel on a free loopback port, real Orleans client.</summary>
public sealed class WebNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebNode(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Sends no cookies of its own and follows no redirect.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<WebNode> StartAsync(string connectionString, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "AleSekretariat.Web",
            EnvironmentName = settings.FirstOrDefault(setting => setting.Key == "environment").Value ?? Environments.Development,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:Postgres", connectionString),
            new("urls", "http://127.0.0.1:0"),
            new("RateLimits:Enabled", "false"),
            new("Keys:Master", TestKeys.Master),
        ]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.AddWeb();
        builder.AddWebClusterClient();
        var app = builder.Build();
        app.UseWeb();
        await app.StartAsync();
        return new WebNode(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
