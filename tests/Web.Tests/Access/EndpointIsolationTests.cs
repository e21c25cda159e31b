using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>
/// Every endpoint that is mapped is held against this table: what a stranger gets, and what somebody of another company
/// gets. A new route without a line here fails.
/// </summary>
public sealed class EndpointIsolationTests(House house)
{
    /// <summary>What somebody gets who brings nothing.</summary>
    private enum Stranger
    {
        /// <summary>Public: anything but a fault, and nothing of a tenant.</summary>
        Served,

        /// <summary>401.</summary>
        Unauthorized,

        /// <summary>Sent to the sign-in page.</summary>
        SignIn,
    }

    /// <summary>What a member of one company gets with another company's id in the address.</summary>
    private enum Foreigner
    {
        /// <summary>The address names nothing of a tenant.</summary>
        NoId,

        /// <summary>404.</summary>
        NotFound,
    }

    private static readonly Dictionary<string, (Stranger Stranger, Foreigner Foreigner)> Expected = new(StringComparer.OrdinalIgnoreCase)
    {
        ["POST /api/v1/accounts"] = (Stranger.Served, Foreigner.NoId),
        ["POST /api/v1/tokens"] = (Stranger.Served, Foreigner.NoId),
        ["GET /api/v1/status"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["GET /api/v1/packages"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["POST /api/v1/licence/green"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["POST /api/v1/account/close"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["DELETE /api/v1/account/close"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["POST /api/v1/test-clock"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["POST /api/v1/correspondence"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["GET /api/v1/correspondence"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["GET /api/v1/correspondence/{id}"] = (Stranger.Unauthorized, Foreigner.NotFound),
        ["GET /api/v1/correspondence/{id}/history"] = (Stranger.Unauthorized, Foreigner.NotFound),
        ["POST /api/v1/correspondence/{id}/annul"] = (Stranger.Unauthorized, Foreigner.NotFound),
        ["POST /api/v1/contracts"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["GET /api/v1/contracts"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["GET /api/v1/contracts/{id}"] = (Stranger.Unauthorized, Foreigner.NotFound),
        ["GET /api/v1/contracts/{id}/history"] = (Stranger.Unauthorized, Foreigner.NotFound),
        ["POST /api/v1/contracts/{id}/annul"] = (Stranger.Unauthorized, Foreigner.NotFound),
        ["GET /"] = (Stranger.Served, Foreigner.NoId), // sends to the register
        ["GET /error/{code}"] = (Stranger.Served, Foreigner.NoId),
        ["GET /account/sign-in"] = (Stranger.Served, Foreigner.NoId),
        ["GET /account/sign-up"] = (Stranger.Served, Foreigner.NoId),
        ["GET /account/sign-out"] = (Stranger.Served, Foreigner.NoId),
        ["GET /account/preferences"] = (Stranger.Served, Foreigner.NoId),
        ["GET /account/company"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /account/close"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /billing/packages"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /billing/green"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /live/shell"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /live/status"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /correspondence"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /correspondence/new"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /correspondence/{id}"] = (Stranger.SignIn, Foreigner.NotFound),
        ["GET /correspondence/{id}/annul"] = (Stranger.SignIn, Foreigner.NotFound),
        ["GET /contracts"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /contracts/new"] = (Stranger.SignIn, Foreigner.NoId),
        ["GET /contracts/{id}"] = (Stranger.SignIn, Foreigner.NotFound),
        ["GET /contracts/{id}/annul"] = (Stranger.SignIn, Foreigner.NotFound),
        ["GET /hubs/tenant"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["POST /hubs/tenant/negotiate"] = (Stranger.Unauthorized, Foreigner.NoId),
        ["GET /health/live"] = (Stranger.Served, Foreigner.NoId),
        ["GET /health/ready"] = (Stranger.Served, Foreigner.NoId),
        ["GET /metrics"] = (Stranger.Served, Foreigner.NoId),
        ["GET /openapi/{documentName}.json"] = (Stranger.Served, Foreigner.NoId),
        ["GET /scalar/{documentName?}"] = (Stranger.Served, Foreigner.NoId),
        ["GET /scalar/favicon.svg"] = (Stranger.Served, Foreigner.NoId),
        ["GET /scalar/scalar.js"] = (Stranger.Served, Foreigner.NoId),
        ["GET /scalar/scalar.aspnetcore.js"] = (Stranger.Served, Foreigner.NoId),
    };

    [Fact]
    public void EveryEndpoint_HasALineInTheTable()
    {
        var mapped = Mapped().Select(endpoint => endpoint.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Empty(mapped.Except(Expected.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(Expected.Keys.Except(mapped, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task EveryEndpoint_TreatsAStrangerAsTheTableSays()
    {
        foreach (var (name, method, pattern) in Mapped())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Fill(pattern, Guid.NewGuid()), UriKind.Relative));
            var answer = await Answer.ReadAsync(await house.First.Http.SendAsync(request));

            switch (Expected[name].Stranger)
            {
                case Stranger.Served:
                    Assert.True((int)answer.Status < 500 && answer.Status != HttpStatusCode.Unauthorized, $"{name}: {answer.Status}");
                    break;
                case Stranger.Unauthorized:
                    Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{name}: {answer.Status}");
                    if (name.Contains("/api/", StringComparison.Ordinal))
                    {
                        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
                        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
                    }

                    break;
                default:
                    Assert.True(answer.Status == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/account/sign-in", StringComparison.Ordinal), $"{name}: {answer.Status} {answer.Headers.Location}");
                    break;
            }
        }
    }

    [Fact]
    public async Task EveryEndpointWithAnId_HidesItFromAnotherCompany()
    {
        var owner = await house.SignUpAsync("Właściciel");
        var letter = (await owner.RegisterLetterAsync()).GetProperty("id").GetGuid();
        var contract = (await owner.PostAsync("/api/v1/contracts", new { subject = "Umowa", parties = new[] { new { name = "A" } } })).Expect(HttpStatusCode.Created).Json.GetProperty("id").GetGuid();
        var foreigner = await house.SignUpAsync("Obcy");
        using var visitor = await Visitor.OfAsync(foreigner);
        var before = await house.TracesAsync(owner.TenantId);

        foreach (var (_, method, pattern) in Mapped().Where(endpoint => Expected[endpoint.Name].Foreigner == Foreigner.NotFound))
        {
            var id = pattern.Contains("contract", StringComparison.Ordinal) ? contract : letter;
            var path = Fill(pattern, id);
            if (!pattern.StartsWith("/api/", StringComparison.Ordinal))
            {
                (await visitor.GetAsync(path)).Expect(HttpStatusCode.NotFound);
                (await visitor.SendAsync(path, await visitor.GetAsync("/correspondence/new"), ("Reason", "Nie moje"))).Expect(HttpStatusCode.NotFound);
                continue;
            }

            var content = method == "POST" ? new StringContent("""{"reason":"Nie moje"}""", System.Text.Encoding.UTF8, "application/json") : null;
            (await foreigner.SendAsync(new HttpMethod(method), path, content)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }

        Assert.Equal(before, await house.TracesAsync(owner.TenantId));
        Assert.Equal("new", (await owner.GetAsync($"/api/v1/correspondence/{letter}")).String("status"));
        Assert.Equal("inForce", (await owner.GetAsync($"/api/v1/contracts/{contract}")).String("status"));
    }

    private IEnumerable<(string Name, string Method, string Pattern)> Mapped() =>
        house.First.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsAsset(endpoint))
            .SelectMany(endpoint => Methods(endpoint).Select(method => (endpoint, method)))
            .Select(e => (e.method, "/" + System.Text.RegularExpressions.Regex.Replace(e.endpoint.RoutePattern.RawText!.TrimStart('/'), ":[a-z]+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).TrimEnd('/')))
            .Select(e => ($"{e.method} {e.Item2}", e.method, e.Item2))
            .Distinct()
            .OrderBy(e => e.Item1, StringComparer.Ordinal);

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        // Health, metrics, the hub itself and pages take any method.
        return methods.Count == 0 ? [endpoint.RoutePattern.RawText!.EndsWith("/negotiate", StringComparison.Ordinal) ? "POST" : "GET"] : [.. methods.Where(method => method != "HEAD")];
    }

    // The catch-all serves files that were made since the build, in Development.
    private static bool IsAsset(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.Contains("{**", StringComparison.Ordinal)
        || endpoint.Metadata.Any(item => item.GetType().FullName!.Contains("StaticAsset", StringComparison.Ordinal));

    private static string Fill(string pattern, Guid id) => pattern
        .Replace("{id}", id.ToString("D"), StringComparison.Ordinal)
        .Replace("{documentName}", "v1", StringComparison.Ordinal)
        .Replace("{documentName?}", "v1", StringComparison.Ordinal)
        .Replace("{code}", "404", StringComparison.Ordinal);
}
