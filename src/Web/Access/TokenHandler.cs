using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Authenticates <c>Authorization: Bearer ale_…</c>, on the hub also <c>?access_token=</c> (a browser's WebSocket sends no
/// headers), and enters the token's tenant for this request.
/// </summary>
public sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TokenActors actors, FailedTokens failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Token";

    private const string Bearer = "Bearer ";

    private TimeSpan? _wait;

    /// <summary>Whether the request brings a token, valid or not.</summary>
    public static bool HasToken(HttpRequest request) => TokenOf(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token)
            return AuthenticateResult.NoResult();
        if (!actors.TryRemember(token, out var known))
        {
            if (!failures.MayTry(Context, out var wait))
            {
                _wait = wait;
                return AuthenticateResult.Fail("Too many unknown tokens.");
            }

            known = await actors.FindAsync(token, Context.RequestAborted);
        }

        if (known is null)
        {
            failures.Count(Context);
            return AuthenticateResult.Fail("Unknown, revoked or expired token.");
        }

        Context.RequestServices.GetRequiredService<CurrentTenant>().Enter(known.Actor with { Address = Context.Connection.RemoteIpAddress }, []);
        Context.Features.Set(new PresentedToken(known.Scope) { LacksFactor = known.LacksFactor });
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, known.Actor.Name)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        (_wait is { } wait ? RateLimits.ProblemOf(wait) : RefusalProblems.Unauthorized()).ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        (Context.Features.Get<PresentedToken>() switch
        {
            { LacksFactor: true } => RefusalProblems.NeedsSecondFactor(),
            { IsTooNarrow: true } => RefusalProblems.Forbidden("scope"),
            _ => RefusalProblems.Forbidden("role"),
        }).ExecuteAsync(Context);

    internal static string? TokenOf(HttpRequest request)
    {
        string? header = request.Headers[HeaderNames.Authorization];
        if (header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true)
            return header[Bearer.Length..].Trim();
        return request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
    }
}
