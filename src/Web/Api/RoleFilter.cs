using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;

namespace AleSekretariat.Web.Api;

/// <summary>The least role a call of the API needs. The tenant's grain checks again; for it a lower one is no refusal but a mistake of ours.</summary>
internal static class RoleFilter
{
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, TenantRole role)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter((context, next) =>
        context.HttpContext.RequestServices.GetRequiredService<CurrentTenant>().Actor.Role < role
            ? ValueTask.FromResult<object?>(RefusalProblems.Forbidden("role"))
            : next(context));

    /// <summary>Also for tokens that may write the registers and nothing else.</summary>
    public static TBuilder ForRegisters<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LeastScope(TokenScope.Registers));
}
