using AleSekretariat.Grains.Abstractions.Tenants;
using Microsoft.AspNetCore.Authorization;

namespace AleSekretariat.Web.Access;

/// <summary>Names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>Pages: a signed-in person who belongs to a company. Without one: sent to open a company.</summary>
    public const string Tenant = nameof(Tenant);

    /// <summary>Pages: who may write the registers.</summary>
    public const string Office = nameof(Office);

    /// <summary>Pages: the owner.</summary>
    public const string Owner = nameof(Owner);

    /// <summary>Pages: a signed-in person, with or without a company.</summary>
    public const string Account = nameof(Account);

    /// <summary>Pages: a signed-in person, within their company if they have one.</summary>
    public const string Person = nameof(Person);

    /// <summary>The API: a personal token, never a cookie. Roles are the tenant's grain's business.</summary>
    public const string Api = nameof(Api);

    /// <summary>The live channel: a cookie or a token.</summary>
    public const string Live = nameof(Live);

    internal static bool NeedsTenant(string? policy) => policy is Tenant or Office or Owner or Live or Person;
}

/// <summary>The request must act for a tenant, in this role or a higher one.</summary>
public sealed record TenantRequirement(TenantRole Role) : IAuthorizationRequirement;

/// <summary>Looks at what <see cref="TenantEntry"/> or <see cref="TokenHandler"/> found.</summary>
public sealed class TenantRequirementHandler(IHttpContextAccessor http) : AuthorizationHandler<TenantRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, TenantRequirement requirement)
    {
        var tenant = http.HttpContext?.RequestServices.GetRequiredService<CurrentTenant>();
        if (tenant is { IsKnown: true } && tenant.Actor.Role >= requirement.Role)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
