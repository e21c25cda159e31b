using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Members;

/// <summary>product.md §7 and §2: roles, suspension, handing over, and whom a package for fewer people locks out.</summary>
public sealed class MemberTests(TestCluster cluster)
{
    [Fact]
    public async Task HandedOver_TheOldOwnerIsTheOfficeAndMayDecideNothing()
    {
        var tenant = await cluster.OpenTenantAsync();
        var heir = await tenant.JoinAsync(cluster.Database, cluster.Grains);

        (await tenant.Grain(cluster.Grains).TransferOwnership(new TransferOwnership(heir.UserId), tenant.Owner)).Value();

        // The web node may say "owner" for some seconds more.
        Assert.Equal("role", (await tenant.Grain(cluster.Grains).RemoveMember(heir.UserId, tenant.Owner)).Refusal.Refused<Refusal.Forbidden>().Reason);
        Assert.Equal("role", (await tenant.Grain(cluster.Grains).Invite(new InviteMember(Guid.NewGuid(), "a@firma.example", TenantRole.Viewer, "pl"), tenant.Owner)).Refusal.Refused<Refusal.Forbidden>().Reason);
        Assert.Equal("last-owner", (await tenant.Grain(cluster.Grains).Leave(heir)).Refusal.Refused<Refusal.Conflict>().Reason);
        (await tenant.Grain(cluster.Grains).Leave(tenant.Owner with { Role = TenantRole.Office })).Value();
        Assert.Equal(1, (await tenant.StatusAsync(cluster.Grains)).Users.Used);
    }

    [Fact]
    public async Task Suspended_FreesThePlace_ReinstatedOnlyWhileThereIsOne()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var first = await tenant.JoinAsync(cluster.Database, cluster.Grains);

        Assert.Equal(1, (await grain.SuspendMember(first.UserId, tenant.Owner)).Value().Users.Used);
        var second = await tenant.JoinAsync(cluster.Database, cluster.Grains);
        Assert.Equal(new Refusal.UserLimit(2, 2), (await grain.ReinstateMembers(new ReinstateMembers([first.UserId]), tenant.Owner)).Refusal);

        (await grain.SuspendMember(second.UserId, tenant.Owner)).Value();
        Assert.Equal(2, (await grain.ReinstateMembers(new ReinstateMembers([first.UserId]), tenant.Owner)).Value().Users.Used);
        (await grain.SuspendMember(Guid.NewGuid(), tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
    }

    [Fact]
    public async Task Closing_LetsAccessBeLoweredButNotRaised()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var reader = await tenant.JoinAsync(cluster.Database, cluster.Grains, TenantRole.Viewer);
        (await grain.Close(new CloseAccount(tenant.Company), tenant.Owner)).Value();

        (await grain.ChangeRole(new ChangeMemberRole(reader.UserId, TenantRole.Office), tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
        (await grain.TransferOwnership(new TransferOwnership(reader.UserId), tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
        (await grain.SuspendMember(reader.UserId, tenant.Owner)).Value();
        (await grain.ReinstateMembers(new ReinstateMembers([reader.UserId]), tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
        (await grain.RemoveMember(reader.UserId, tenant.Owner)).Value();
    }

    [Fact]
    public async Task Watchers_SeeTheNumberOfPeopleChange()
    {
        var tenant = await cluster.OpenTenantAsync();
        var invited = await tenant.InviteAsync(cluster.Database, cluster.Grains);
        var watcher = new RecordingWatcher();
        (await tenant.Grain(cluster.Grains).Watch(watcher.Reference(cluster.Grains), tenant.Owner)).Value();

        (await tenant.AcceptAsync(cluster.Grains, invited)).Value();

        await Patient.Until(() => Task.FromResult(watcher.Snapshots.Any(snapshot => snapshot.Users.Used == 2)), "the second person");
    }

    [Fact]
    public async Task GoingGreen_SuspendsAllButTheOwnerAndTheLongestStanding_AndNobodyComesBackByThemselves()
    {
        await using var world = await TenantAlone.OpenAsync();
        var (tenant, grain) = (world.Tenant, world.Tenant.Grain(world.Grains));
        await GrantAsync(world, Package.Gold);
        var first = await tenant.JoinAsync(world.Database, world.Grains);
        var second = await tenant.JoinAsync(world.Database, world.Grains);
        var third = await tenant.JoinAsync(world.Database, world.Grains, TenantRole.Viewer);

        (await grain.GoGreen(tenant.Owner)).Value();

        Assert.Equal(2, (await tenant.StatusAsync(world.Grains)).Users.Used);
        Assert.Equal([$"{second.UserId} true", $"{third.UserId} true"], await SuspendedAsync(world));
        Assert.Equal(["limit", "limit"], await world.ListAsync("SELECT details ->> 'reason' FROM app.audit WHERE kind = 'memberSuspended'"));

        // The owner chooses another one.
        (await grain.SuspendMember(first.UserId, tenant.Owner)).Value();
        (await grain.ReinstateMembers(new ReinstateMembers([third.UserId]), tenant.Owner)).Value();
        await GrantAsync(world, Package.Silver);
        Assert.Equal([$"{first.UserId} false", $"{second.UserId} true"], await SuspendedAsync(world));
    }

    [Fact]
    public async Task CheaperPackageBegins_SuspendsThen_NotBefore()
    {
        await using var world = await TenantAlone.OpenAsync();
        var tenant = world.Tenant;
        await GrantAsync(world, Package.Gold);
        await GrantAsync(world, Package.Silver);
        for (var i = 0; i < 6; i++)
            await tenant.JoinAsync(world.Database, world.Grains);
        Assert.Equal(7, (await tenant.StatusAsync(world.Grains)).Users.Used);

        var moved = (await tenant.AdvanceAsync(world.Grains, "P1M2D")).Value();

        Assert.Equal((Package.Silver, 5), (moved.Package, moved.Users.Used));
        Assert.Equal(2, (await SuspendedAsync(world)).Count);
    }

    [Fact]
    public async Task SiloKilledBeforeAnybodyWasSuspended_TheNextActivationDoesIt()
    {
        await using var world = await TenantAlone.OpenAsync();
        await GrantAsync(world, Package.Gold);
        for (var i = 0; i < 3; i++)
            await world.Tenant.JoinAsync(world.Database, world.Grains);
        await world.ExecuteAsync("""
            CREATE FUNCTION public.stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P03'; END $$;
            CREATE TRIGGER stumble BEFORE UPDATE ON app.membership FOR EACH STATEMENT EXECUTE FUNCTION public.stumble();
            """);
        var green = (await Patient.Call(() => world.Tenant.Grain(world.Grains).GoGreen(world.Tenant.Owner))).Value();
        Assert.Equal(Package.Green, green.Package);
        Assert.Empty(await SuspendedAsync(world));

        await world.RestartAsync(() => world.ExecuteAsync("DROP FUNCTION public.stumble() CASCADE"));

        Assert.Equal(2, (await world.Tenant.StatusAsync(world.Grains)).Users.Used);
        Assert.Equal(2, (await SuspendedAsync(world)).Count);
    }

    [Fact]
    public async Task AnotherActivationClaimed_NothingIsWrittenUnderTheOldClaim()
    {
        await using var world = await TenantAlone.OpenAsync();
        var member = await world.Tenant.JoinAsync(world.Database, world.Grains);
        await world.ExecuteAsync("UPDATE app.tenant SET epoch = epoch + 1");

        await Assert.ThrowsAsync<TenantMovedException>(() => world.Tenant.Grain(world.Grains).SuspendMember(member.UserId, world.Tenant.Owner));
        Assert.Empty(await SuspendedAsync(world));

        (await Patient.Call(() => world.Tenant.Grain(world.Grains).SuspendMember(member.UserId, world.Tenant.Owner))).Value();
        Assert.Single(await SuspendedAsync(world));
    }

    private static async Task GrantAsync(TenantAlone world, Package package) =>
        (await world.Tenant.Operations(world.Grains).Grant(new GrantPackage(package, BillingPeriod.Month, "test", "test"), world.Tenant.Operator)).Value();

    private static Task<IReadOnlyList<string>> SuspendedAsync(TenantAlone world) =>
        world.ListAsync("SELECT account_id || ' ' || suspended_by_limit FROM app.membership WHERE suspended ORDER BY joined_at, account_id");
}
