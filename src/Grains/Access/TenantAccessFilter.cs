using System.Collections.Concurrent;
using System.Reflection;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Grains.Access;

/// <summary>
/// The second look at who acts (architecture.md, "Who acts"): whatever a client calls on our interfaces must carry an actor
/// of that very tenant, with a role that is enough. Deny by default: a method without a rule is refused. Calls between
/// grains, reminders, timers and observers are not a client's and pass.
/// </summary>
/// <param name="logger">Told of each refusal: it is a mistake of ours or an attack.</param>
public sealed partial class TenantAccessFilter(ILogger<TenantAccessFilter> logger) : IIncomingGrainCallFilter
{
    private static readonly Assembly Ours = typeof(ITenantGrain).Assembly;

    private readonly ConcurrentDictionary<MethodInfo, Rule> _rules = [];

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Complaint(context) is { } complaint)
        {
            LogDenied(logger, context.InterfaceName, context.MethodName, context.TargetId.ToString(), complaint);
            throw new AccessDeniedException($"{context.InterfaceName}.{context.MethodName}: {complaint}.");
        }

        return context.Invoke();
    }

    private string? Complaint(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod is not { DeclaringType: { } declaring } method || declaring.Assembly != Ours)
            return null;
        if (typeof(IGrainObserver).IsAssignableFrom(declaring) || context.SourceId is { } source && !source.IsClient())
            return null;

        var rule = _rules.GetOrAdd(method, Rule.Of);
        if (rule.ActorAt < 0)
            return "the method takes no actor";
        if (context.Request.GetArgument(rule.ActorAt) is not Actor actor)
            return "no actor";
        if (!context.TargetId.TryGetGuidKey(out var tenantId, out _) || actor.TenantId != tenantId)
            return "the actor is of another tenant";
        if (rule.OperatorOnly)
            return actor.Kind == ActorKind.Operator ? null : "only the operator may";
        if (actor.Kind is not (ActorKind.Browser or ActorKind.Token))
            return "the operator has interfaces of its own";
        return rule.LeastRole is not { } least ? "the method names no role"
            : actor.Role < least || !Enum.IsDefined(actor.Role) ? "the role is not enough"
            : null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Denied {Interface}.{Method} on {Target}: {Complaint}")]
    private static partial void LogDenied(ILogger logger, string @interface, string method, string target, string complaint);

    private sealed record Rule(int ActorAt, TenantRole? LeastRole, bool OperatorOnly)
    {
        public static Rule Of(MethodInfo method) => new(
            Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(Actor)),
            method.GetCustomAttribute<RequiresRoleAttribute>()?.Role,
            method.DeclaringType!.GetCustomAttribute<OperatorOnlyAttribute>() is not null);
    }
}
