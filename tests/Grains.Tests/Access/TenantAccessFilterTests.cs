using System.Reflection;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Access;

/// <summary>architecture.md, "Who acts": deny by default.</summary>
public sealed class TenantAccessFilterTests(TestCluster cluster)
{
    [Fact]
    public async Task ActorOfAnotherTenant_IsDenied_ForEveryMethod()
    {
        var (mine, other) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());
        foreach (var (name, call) in Calls(mine))
            await Denied(name, () => call(cluster.Grains, other.Owner));
    }

    [Theory]
    [InlineData(TenantRole.Viewer)]
    [InlineData(TenantRole.Office)]
    [InlineData((TenantRole)(-1))]
    [InlineData((TenantRole)9)]
    public async Task RoleTooLowOrUnknown_IsDenied(TenantRole role)
    {
        var tenant = await cluster.OpenTenantAsync();
        foreach (var (name, call) in Calls(tenant))
        {
            var least = typeof(ITenantGrain).GetMethod(name)?.GetCustomAttribute<RequiresRoleAttribute>()?.Role;
            if (least is null || role < least || !Enum.IsDefined(role))
                await Denied(name, () => call(cluster.Grains, tenant.Owner with { Role = role }));
        }
    }

    [Fact]
    public async Task Operator_MayNotUseATenantsInterface_NorATenantTheOperators()
    {
        var tenant = await cluster.OpenTenantAsync();
        foreach (var (name, call) in Calls(tenant).Where(call => call.Name != nameof(ITenantOperations.Grant)))
            await Denied(name, () => call(cluster.Grains, tenant.Operator));

        var grant = new GrantPackage(Package.Platinum, BillingPeriod.Year, "dla siebie", "ja");
        await Denied("Grant", () => tenant.Operations(cluster.Grains).Grant(grant, tenant.Owner));
        Assert.Equal(Package.Green, (await tenant.StatusAsync(cluster.Grains)).Package);
    }

    [Fact]
    public async Task NoActor_IsDenied()
    {
        var tenant = await cluster.OpenTenantAsync();
        await Denied("Status", () => tenant.Grain(cluster.Grains).Status(null!));
    }

    [Fact]
    public async Task Viewer_MayRead()
    {
        var tenant = await cluster.OpenTenantAsync();
        (await tenant.Grain(cluster.Grains).Status(tenant.Owner with { Role = TenantRole.Viewer })).Value();
    }

    [Fact]
    public void EveryMethodOfATenantsInterface_NamesARoleAndTakesAnActor() =>
        Assert.All(typeof(ITenantGrain).GetMethods(), method =>
        {
            Assert.NotNull(method.GetCustomAttribute<RequiresRoleAttribute>());
            Assert.Contains(method.GetParameters(), parameter => parameter.ParameterType == typeof(Actor));
        });

    private static IEnumerable<(string Name, Func<IGrainFactory, Actor, Task> Call)> Calls(TestTenant tenant)
    {
        var id = Guid.CreateVersion7();
        yield return ("Open", (grains, actor) => tenant.Grain(grains).Open(tenant.Opening, actor));
        yield return ("Status", (grains, actor) => tenant.Grain(grains).Status(actor));
        yield return ("SignedIn", (grains, actor) => tenant.Grain(grains).SignedIn(actor));
        yield return ("RegisterCorrespondence", (grains, actor) => tenant.RegisterAsync(grains, actor: actor));
        yield return ("AnnulCorrespondence", (grains, actor) => tenant.Grain(grains).AnnulCorrespondence(new AnnulEntry(id, "pomyłka"), null, actor));
        yield return ("RegisterContract", (grains, actor) => tenant.Grain(grains).RegisterContract(TestTenant.Contract("Umowa"), null, actor));
        yield return ("AnnulContract", (grains, actor) => tenant.Grain(grains).AnnulContract(new AnnulEntry(id, "pomyłka"), null, actor));
        yield return ("GoGreen", (grains, actor) => tenant.Grain(grains).GoGreen(actor));
        yield return ("Close", (grains, actor) => tenant.Grain(grains).Close(new CloseAccount(tenant.Company), actor));
        yield return ("CancelClosing", (grains, actor) => tenant.Grain(grains).CancelClosing(actor));
        yield return ("Invite", (grains, actor) => tenant.Grain(grains).Invite(new InviteMember(id, "ktos@firma.example", TenantRole.Office, "pl"), actor));
        yield return ("RevokeInvitation", (grains, actor) => tenant.Grain(grains).RevokeInvitation(id, actor));
        yield return ("AcceptInvitation", (grains, actor) => tenant.Grain(grains).AcceptInvitation(new AcceptInvitation(id), actor));
        yield return ("ChangeRole", (grains, actor) => tenant.Grain(grains).ChangeRole(new ChangeMemberRole(id, TenantRole.Office), actor));
        yield return ("SuspendMember", (grains, actor) => tenant.Grain(grains).SuspendMember(id, actor));
        yield return ("ReinstateMembers", (grains, actor) => tenant.Grain(grains).ReinstateMembers(new ReinstateMembers([id]), actor));
        yield return ("RemoveMember", (grains, actor) => tenant.Grain(grains).RemoveMember(id, actor));
        yield return ("Leave", (grains, actor) => tenant.Grain(grains).Leave(actor));
        yield return ("TransferOwnership", (grains, actor) => tenant.Grain(grains).TransferOwnership(new TransferOwnership(id), actor));
        yield return ("MoveClock", (grains, actor) => tenant.Grain(grains).MoveClock(new MoveClock("P1D", null), actor));
        yield return ("Watch", (grains, actor) => tenant.Grain(grains).Watch(new RecordingWatcher().Reference(grains), actor));
        yield return ("Unwatch", (grains, actor) => tenant.Grain(grains).Unwatch(new RecordingWatcher().Reference(grains), actor));
        yield return ("Grant", (grains, actor) => tenant.Operations(grains).Grant(new GrantPackage(Package.Gold, BillingPeriod.Month, "test", "test"), actor));
    }

    private static async Task Denied(string name, Func<Task> call)
    {
        var fault = await Record.ExceptionAsync(call);
        Assert.True(fault is AccessDeniedException, $"{name}: {fault?.ToString() ?? "allowed"}");
    }
}
