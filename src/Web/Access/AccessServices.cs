using AleSekretariat.Grains.Abstractions.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Access;

/// <summary>Wiring of who may do what.</summary>
internal static class AccessServices
{
    public static void AddAccess(this IServiceCollection services, WebOptions options)
    {
        services.AddSingleton<Sessions>().AddSingleton<TokenActors>();
        services.AddScoped<CurrentTenant>().AddScoped<CspNonce>();
        services.AddSingleton<IAuthorizationHandler, TenantRequirementHandler>().AddSingleton<IAuthorizationHandler, TokenScopes>();
        services.AddExceptionHandler<FaultHandler>();
        services.AddRateLimits(options.RateLimits);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.SchemeName, configureOptions: null);

        string[] cookie = [IdentityConstants.ApplicationScheme];
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Account, policy => policy.AddAuthenticationSchemes(cookie).RequireAuthenticatedUser())
            .AddPolicy(Policies.Person, policy => policy.AddAuthenticationSchemes(cookie).RequireAuthenticatedUser())
            .AddPolicy(Policies.Tenant, policy => Require(policy, cookie, TenantRole.Viewer))
            .AddPolicy(Policies.Office, policy => Require(policy, cookie, TenantRole.Office))
            .AddPolicy(Policies.Owner, policy => Require(policy, cookie, TenantRole.Owner))
            .AddPolicy(Policies.Api, policy => policy.AddAuthenticationSchemes(TokenHandler.SchemeName).RequireAuthenticatedUser().AddRequirements(new TokenScopeRequirement()))
            .AddPolicy(Policies.Live, policy => Require(policy, [IdentityConstants.ApplicationScheme, TokenHandler.SchemeName], TenantRole.Viewer).AddRequirements(new TokenScopeRequirement()));
    }

    private static AuthorizationPolicyBuilder Require(AuthorizationPolicyBuilder policy, string[] schemes, TenantRole role) => policy
        .AddAuthenticationSchemes(schemes).RequireAuthenticatedUser().AddRequirements(new TenantRequirement(role));

    /// <summary>A session cookie is as good as its row: looked up with each request, remembered for a few seconds.</summary>
    public static async Task ValidateSessionAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        // The page that says "unavailable" must not ask what is unavailable.
        if (http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        var person = Guid.TryParse(context.Principal?.FindFirst(Sessions.Claim)?.Value, out var id)
            ? await sessions.FindAsync(id, visit: !BackgroundRequests.Is(http.Request), http.RequestAborted)
            : null;
        if (person is null || !HasStamp(context, person.SecurityStamp))
        {
            context.RejectPrincipal();
            await http.SignOutAsync(context.Scheme.Name);
            return;
        }

        http.Features.Set(person);
    }

    private static bool HasStamp(CookieValidatePrincipalContext context, string stamp)
    {
        var identity = context.HttpContext.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<IdentityOptions>>().Value;
        return string.Equals(context.Principal?.FindFirst(identity.ClaimsIdentity.SecurityStampClaimType)?.Value, stamp, StringComparison.Ordinal);
    }
}
