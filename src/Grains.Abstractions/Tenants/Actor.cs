using System.Net;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <summary>What a person may do inside one tenant (product.md §7). Ordered: a higher role may do everything a lower one may.</summary>
public enum TenantRole
{
    /// <summary><i>podgląd</i>: reads.</summary>
    Viewer = 0,

    /// <summary><i>sekretariat</i>: reads and writes the registers.</summary>
    Office = 1,

    /// <summary><i>właściciel</i>: everything, including billing and closing.</summary>
    Owner = 2,
}

/// <summary>By what means somebody acts.</summary>
public enum ActorKind
{
    /// <summary>A person signed in with a browser.</summary>
    Browser = 0,

    /// <summary>A program with a personal token.</summary>
    Token = 1,

    /// <summary>The operator: an administrator or a command on a silo.</summary>
    Operator = 2,
}

/// <summary>
/// Who acts, on which tenant. Authenticated by the web node, passed explicitly with every call and checked again by the
/// silo's call filter: <see cref="TenantId"/> must be the key of the grain that is called.
/// </summary>
/// <param name="TenantId">The tenant acted upon.</param>
/// <param name="UserId">The account that acts; <see cref="Guid.Empty"/> for a command on a silo.</param>
/// <param name="Name">The name written to histories.</param>
/// <param name="Role">The role in that tenant.</param>
/// <param name="Kind">By what means.</param>
[GenerateSerializer, Immutable, Alias("Actor")]
public sealed record Actor(
    [property: Id(0)] Guid TenantId,
    [property: Id(1)] Guid UserId,
    [property: Id(2)] string Name,
    [property: Id(3)] TenantRole Role,
    [property: Id(4)] ActorKind Kind)
{
    /// <summary>Where the request came from, for the audit; null where there is none (the operator's command, a node of the version before).</summary>
    [Id(5)]
    public IPAddress? Address { get; init; }
}

/// <summary>The least role a grain method asks for. A method of a tenant's grain without it is refused: deny by default.</summary>
/// <param name="role">The least role.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresRoleAttribute(TenantRole role) : Attribute
{
    /// <summary>The least role that may call.</summary>
    public TenantRole Role { get; } = role;
}

/// <summary>Marks a grain interface that only the operator may call.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class OperatorOnlyAttribute : Attribute;
