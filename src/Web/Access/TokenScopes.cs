using AleSekretariat.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace AleSekretariat.Web.Access;

/// <summary>The token a request came with: what it may do, and whether it was refused for that.</summary>
internal sealed record PresentedToken(TokenScope Scope)
{
    /// <summary>Whether the endpoint needs a wider token.</summary>
    public bool IsTooNarrow { get; set; }

    /// <summary>Whether the company asks for a second factor and the token's person has none: it opens nothing then.</summary>
    public bool LacksFactor { get; init; }
}

/// <summary>On an endpoint that changes something: the least scope of a token. One that says nothing needs a full one.</summary>
internal sealed record LeastScope(TokenScope Scope);

/// <summary>Part of every policy that takes tokens.</summary>
internal sealed record TokenScopeRequirement : IAuthorizationRequirement;

/// <summary>
/// The one place where scopes count, before any handler runs. Looking needs no scope; whatever else is asked needs a full token
/// unless its endpoint says that less will do. A new route is therefore closed to narrow tokens by itself.
/// </summary>
internal sealed class TokenScopes : AuthorizationHandler<TokenScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, TokenScopeRequirement requirement)
    {
        if (context.Resource is not HttpContext http)
            return Task.CompletedTask;
        var token = http.Features.Get<PresentedToken>();
        if (token is null || (!token.LacksFactor && token.Scope >= NeededBy(http)))
            context.Succeed(requirement);
        else
            token.IsTooNarrow = true;
        return Task.CompletedTask;
    }

    private static TokenScope NeededBy(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        // The hub only tells; negotiating a connection is a POST all the same.
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || endpoint?.Metadata.GetMetadata<HubMetadata>() is not null)
            return TokenScope.Read;
        return endpoint?.Metadata.GetMetadata<LeastScope>()?.Scope ?? TokenScope.Full;
    }
}
