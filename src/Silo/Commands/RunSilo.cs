using Microsoft.Extensions.Options;

namespace AleSekretariat.Silo.Commands;

/// <summary>No verb: the silo itself.</summary>
internal static class RunSilo
{
    /// <summary>Where health and metrics are asked for unless something else is configured.</summary>
    private const string DefaultAddress = "http://127.0.0.1:5090";

    public static async Task<int> Run(string[] args, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Configuration["urls"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultAddress);
        builder.AddSilo();
        builder.AddSiloEndpoints();
        await using var app = builder.Build();
        app.MapSiloEndpoints();
        app.Services.GetService<IStartupValidator>()?.Validate();
        await app.Services.GetRequiredService<SiloStartupChecks>().StartingAsync(cancellation);
        await app.RunAsync(cancellation);
        return ExitCodes.Done;
    }
}
