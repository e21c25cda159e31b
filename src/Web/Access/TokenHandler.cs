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
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TokenActors actors)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Token";

    private const string Bearer = "Bearer ";

    /// <summary>Whether the request brings a token, valid or not.</summary>
    public static bool HasToken(HttpRequest request) => TokenOf(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token)
            return AuthenticateResult.NoResult();
        if (await actors.FindAsync(token, Context.RequestAborted) is not { } actor)
            return AuthenticateResult.Fail("Unknown or revoked token.");

        Context.RequestServices.GetRequiredService<CurrentTenant>().Enter(actor, []);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, actor.Name)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        RefusalProblems.Unauthorized().ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefusalProblems.Forbidden("role").ExecuteAsync(Context);

    internal static string? TokenOf(HttpRequest request)
    {
        string? header = request.Headers[HeaderNames.Authorization];
        if (header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true)
            return header[Bearer.Length..].Trim();
        return request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
    }
}
