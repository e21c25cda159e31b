using AleSekretariat.Database;
using AleSekretariat.Keys;
using AleSekretariat.Keys.Blobs;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Api;
using AleSekretariat.Web.Attachments;
using AleSekretariat.Web.Audit;
using AleSekretariat.Web.Legal;
using AleSekretariat.Web.Live;
using AleSekretariat.Web.Members;
using AleSekretariat.Web.Operations;
using AleSekretariat.Web.Pages;
using AleSekretariat.Web.Pages.Attachments;
using AleSekretariat.Web.Deadlines;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace AleSekretariat.Web;

/// <summary>
/// Everything of a web node except where its Orleans client comes from: the Web host connects one to a cluster
/// (<see cref="WebClusterClient"/>), Standalone has a silo in the same process.
/// </summary>
public static class WebHosting
{
    /// <summary>The address when nothing else is configured.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5080";

    private const string ReloadAssets = "ReloadStaticAssetsAtRuntime";

    /// <summary>The largest body of any request unless its endpoint says otherwise.</summary>
    private const long MostBytes = 1024 * 1024;

    /// <summary>Adds the services of a web node. Wrong settings throw here and name themselves.</summary>
    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configuration.AddSecretFiles();
        var options = WebOptions.Read(builder.Configuration, builder.Environment);
        var connectionString = builder.Configuration.GetConnectionString("Postgres");
        RoleConnection.Parse(connectionString);

        builder.UseDefaultAddress();
        builder.WebHost.UseStaticWebAssets();
        // Scripts and styles change with a build only: served compressed as they were built, in Development too.
        if (string.IsNullOrEmpty(builder.Configuration[ReloadAssets]))
            builder.Configuration[ReloadAssets] = "false";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
        });
        // A hub's address carries the token of a browser's WebSocket: keep it out of the request log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        string[] chatty = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Orleans", "Npgsql", "Polly"];
        foreach (var category in chatty.Where(category => !builder.Configuration.GetSection($"Logging:LogLevel:{category}").Exists()))
            builder.Logging.AddFilter(category, LogLevel.Warning);

        builder.AddTransport();
        builder.AddKeys();
        builder.AddLogLines();
        builder.AddBlobs();
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => WebDatabase.Create(connectionString, loggers: provider.GetService<ILoggerFactory>()));
        services.AddHttpContextAccessor();
        services.AddAccess(options);
        services.AddAccounts(options);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<TenantBlobs>().AddSingleton<AttachmentReads>().AddSingleton<Uploads>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton(LegalArchive.OfThisProgram()).AddSingleton<Agreements>();
        services.AddSingleton<AuditReads>().AddSingleton<CompanyReads>();
        services.AddDeadlines();
        services.AddSingleton<CorrespondenceReads>().AddSingleton<LetterLinks>().AddSingleton<ContractReads>().AddSingleton<ContactReads>().AddSingleton<PriceLists>();
        services.AddMembers();
        services.AddApi();
        services.AddLive();
        services.AddOperations();
        services.AddPages();
        services.AddCookieProtection(options);
        return builder;
    }

    /// <summary>Builds the pipeline and maps every endpoint of a web node.</summary>
    public static WebApplication UseWeb(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var options = app.Services.GetRequiredService<WebOptions>();
        if (options.Proxies.Count > 0)
            app.UseForwardedHeaders(Forwarding(options));
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseSecurityHeaders(options);
        app.UseNoStore();
        // Before what writes problems, which comes back to it from everything below.
        app.UseWhen(http => ApiPaths.IsApi(http.Request.Path), api => api.UseRequestCultures());
        app.UseErrorPages();
        app.UseMiddleware<RefusalLog>();
        app.UseOperationsPort(options, app.Environment.IsDevelopment());
        app.UseRouting();
        app.UseAuthentication();
        app.UseRequestCultures();
        app.UseRateLimiter();
        app.UseWebSockets();
        app.UseOriginCheck();
        app.UseMiddleware<TenantEntry>();
        app.UseAuthorization();
        app.UseMiddleware<TenantLimits>();
        app.Use(RefuseTooLarge);
        app.UseAntiforgery();

        app.MapAssets();
        app.MapRazorPages().WithStaticAssets(app.AssetManifest());
        app.MapApi();
        app.MapLive();
        app.MapCalendarFeeds();
        app.MapAttachments();
        app.MapOperations(options);
        return app;
    }

    /// <summary>
    /// 413 to a form that is too large, before the antiforgery check takes it for one without a token. The body is let in and
    /// dropped: a connection cut in its middle would look like a network that failed.
    /// </summary>
    private static Task RefuseTooLarge(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false, MaxRequestBodySize: { } most } limit || !(http.Request.ContentLength > most))
            return next(http);
        limit.MaxRequestBodySize = null;
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }

    private static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] settings = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];
        if (!Array.Exists(settings, name => builder.Configuration.GetSection(name).Exists()))
            builder.WebHost.UseUrls(DefaultAddress);
    }

    private static ForwardedHeadersOptions Forwarding(WebOptions options)
    {
        var forwarding = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        forwarding.KnownIPNetworks.Clear();
        forwarding.KnownProxies.Clear();
        foreach (var network in options.Proxies)
            forwarding.KnownIPNetworks.Add(network);
        return forwarding;
    }

    /// <summary>
    /// The manifest of the scripts and styles. It is named after the host's assembly; a host without one (a test) takes this
    /// assembly's, which is copied beside it.
    /// </summary>
    private static string? AssetManifest(this WebApplication app)
    {
        string[] names = [app.Environment.ApplicationName, typeof(WebHosting).Assembly.GetName().Name!];
        return names.Select(name => Path.Combine(AppContext.BaseDirectory, $"{name}.staticwebassets.endpoints.json")).FirstOrDefault(File.Exists);
    }

    private static void MapAssets(this WebApplication app)
    {
        if (app.AssetManifest() is { } manifest)
            app.MapStaticAssets(manifest).AllowAnonymous();
    }
}
