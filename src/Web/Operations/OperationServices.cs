using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using Scalar.AspNetCore;

namespace AleSekretariat.Web.Operations;

/// <summary>Wiring of what engineers and programmers look at: health, metrics, the API's description.</summary>
internal static class OperationServices
{
    private const string Ready = "ready";

    public static void AddOperations(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(3))
            .AddCheck<ClusterHealth>("cluster", tags: [Ready], timeout: TimeSpan.FromSeconds(4));
        services.AddSingleton<WebMetrics>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation()
            .AddMeter(WebMetrics.MeterName, "Npgsql", "Microsoft.Orleans")
            .AddPrometheusExporter());
        services.AddHostedService<StartupChecks>();
    }

    public static void MapOperations(this WebApplication app, WebOptions options)
    {
        app.Services.GetRequiredService<WebMetrics>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous().DisableHttpMetrics();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().DisableHttpMetrics();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (options.ApiReference)
            app.MapScalarApiReference("/scalar", reference => reference.WithTitle("aleSekretariat API").DisableDefaultFonts()).AllowAnonymous();
    }
}
