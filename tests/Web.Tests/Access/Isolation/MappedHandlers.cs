using System.Reflection;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>Everything of a running web node that can be called, named as the lines of the table are.</summary>
internal static partial class MappedHandlers
{
    public static async Task<IReadOnlySet<string>> OfAsync(WebNode node)
    {
        var pages = node.Services.GetRequiredService<PageLoader>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => !IsAsset(endpoint)))
        {
            var route = "/" + Constraint().Replace(endpoint.RoutePattern.RawText!, "").Trim('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                names.UnionWith(HandlersOf(await pages.LoadAsync(page, endpoint.Metadata)).Select(handler => handler.Method + " " + route + handler.Query));
            else
                names.UnionWith(MethodsOf(endpoint).Select(method => $"{method} {route}"));
            if (endpoint.Metadata.GetMetadata<HubMetadata>() is { } hub && !IsNegotiation(endpoint))
                names.UnionWith(CallsOf(hub.HubType).Select(call => $"CALL {route}/{call.Name}"));
        }

        return names;
    }

    /// <summary>What a client may invoke on a hub.</summary>
    public static IEnumerable<MethodInfo> CallsOf(Type hub) => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(method => !method.IsSpecialName && !(method.GetBaseDefinition().DeclaringType!.Assembly != hub.Assembly));

    private static IEnumerable<(string Method, string Query)> HandlersOf(CompiledPageActionDescriptor page) =>
        // A page without handlers just shows itself.
        page.HandlerMethods.Count == 0
            ? [("GET", "")]
            : page.HandlerMethods.Select(handler => (handler.HttpMethod.ToUpperInvariant(), handler.Name is { Length: > 0 } name ? "?handler=" + name : ""));

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        // Health, metrics and the hub itself take any method.
        return methods.Count == 0 ? [IsNegotiation(endpoint) ? "POST" : "GET"] : [.. methods.Where(method => method != "HEAD")];
    }

    private static bool IsNegotiation(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.EndsWith("/negotiate", StringComparison.Ordinal);

    // The catch-all serves files that were made since the build, in Development.
    private static bool IsAsset(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.Contains("{**", StringComparison.Ordinal)
        || endpoint.Metadata.Any(item => item.GetType().FullName!.Contains("StaticAsset", StringComparison.Ordinal));

    [GeneratedRegex("(?<=\\{[a-zA-Z]+):[^}?]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Constraint();
}
