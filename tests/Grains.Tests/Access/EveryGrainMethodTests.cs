using System.Reflection;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Access;

/// <summary>
/// Every method of every grain interface of ours, found by reflection and called by everybody who may not: a method that is added is
/// tried without a line being written. The filter refuses before the grain looks at anything, so the other arguments are empty.
/// </summary>
public sealed class EveryGrainMethodTests(TestCluster cluster)
{
    private static readonly ActorKind[] People = [ActorKind.Browser, ActorKind.Token];

    public static TheoryData<string> Methods => [.. All.Select(NameOf)];

    private static IEnumerable<MethodInfo> All => typeof(ITenantGrain).Assembly.GetTypes()
        .Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type) && !typeof(IGrainObserver).IsAssignableFrom(type))
        .SelectMany(type => type.GetMethods());

    [Theory]
    [MemberData(nameof(Methods))]
    public void Method_TakesAnActorAndSaysWhoMay(string name)
    {
        var method = MethodOf(name);

        Assert.Contains(method.GetParameters(), parameter => parameter.ParameterType == typeof(Actor));
        Assert.True(IsOperators(method) || method.GetCustomAttribute<RequiresRoleAttribute>() is not null, "names no role");
        Assert.True(typeof(IGrainWithGuidKey).IsAssignableFrom(method.DeclaringType), "the key is no tenant's id");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_ActorOfAnotherTenantOrNone_IsDenied(string name)
    {
        var (mine, other) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());
        foreach (var kind in Enum.GetValues<ActorKind>())
            await DeniedAsync(name, mine, other.Owner with { Kind = kind });
        await DeniedAsync(name, mine, null);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_RoleTooLowOrUnknown_IsDenied(string name)
    {
        var tenant = await cluster.OpenTenantAsync();
        var least = MethodOf(name).GetCustomAttribute<RequiresRoleAttribute>()?.Role ?? TenantRole.Owner + 1;
        var roles = Enum.GetValues<TenantRole>().Where(role => role < least).Concat([(TenantRole)(-1), (TenantRole)9]);
        foreach (var (role, kind) in roles.SelectMany(role => People.Select(kind => (role, kind))))
            await DeniedAsync(name, tenant, tenant.Owner with { Role = role, Kind = kind });
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_OfTheOthersInterface_IsDenied(string name)
    {
        var tenant = await cluster.OpenTenantAsync();
        foreach (var kind in IsOperators(MethodOf(name)) ? People : [ActorKind.Operator, (ActorKind)9])
            await DeniedAsync(name, tenant, tenant.Owner with { Kind = kind });
    }

    private async Task DeniedAsync(string name, TestTenant tenant, Actor? actor)
    {
        var method = MethodOf(name);
        var grain = cluster.Grains.GetGrain(method.DeclaringType!, tenant.Id);
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType == typeof(Actor) ? actor
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null).ToArray();

        var fault = await Record.ExceptionAsync(() => (Task)method.Invoke(grain, arguments)!);

        Assert.True(fault is AccessDeniedException, $"{actor}: {fault?.ToString() ?? "allowed"}");
    }

    private static bool IsOperators(MethodInfo method) => method.DeclaringType!.GetCustomAttribute<OperatorOnlyAttribute>() is not null;

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static MethodInfo MethodOf(string name) => All.Single(method => NameOf(method) == name);
}
