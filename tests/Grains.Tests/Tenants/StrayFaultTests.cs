using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Tenants;
using AleSekretariat.Testing.Orleans;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>docs/adr/0004: what the database refuses or has lost stays a fault of its own, and hits nothing else.</summary>
public sealed class StrayFaultTests
{
    private const string RefuseHistory = """
        CREATE FUNCTION public.stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '22023'; END $$;
        CREATE TRIGGER stumble BEFORE INSERT ON app.licence_history FOR EACH ROW EXECUTE FUNCTION public.stumble();
        """;

    private const string Mend = "DROP FUNCTION public.stumble() CASCADE";

    [Fact]
    public async Task EffectRefused_TheChangeIsAnswered_AndTheTenantStaysReachable()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.ExecuteAsync(RefuseHistory);

        Assert.Equal(Package.Gold, (await Grant(world, Package.Gold)).Package);
        await world.RestartAsync();
        Assert.Equal(Package.Gold, (await world.Tenant.StatusAsync(world.Grains)).Package);
        (await world.Tenant.RegisterAsync(world.Grains)).Value();
        Assert.Equal(["opened"], await world.ListAsync("SELECT kind FROM app.licence_history"));

        await world.ExecuteAsync(Mend);
        await world.RingAsync();
        Assert.Equal(["opened", "granted"], await world.ListAsync("SELECT kind FROM app.licence_history ORDER BY at"));
    }

    [Fact]
    public async Task StateLost_IsAFault_AndNoGreenLicence()
    {
        await using var world = await TenantAlone.OpenAsync();
        await Grant(world, Package.Platinum);
        await world.RestartAsync(() => world.ExecuteAsync("DELETE FROM orleans.orleansstorage"));

        var fault = await Record.ExceptionAsync(() => world.Tenant.StatusAsync(world.Grains));

        Assert.NotNull(fault);
        Assert.False(RetryableFault.Is(fault), fault.ToString());
        Assert.Equal(0L, await world.ScalarAsync<long>("SELECT count(*) FROM orleans.orleansstorage"));
    }

    [Fact]
    public async Task ClockMovedElsewhere_TestClockOff_TheTimeIsReal()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.SleepThroughAsync(TimeSpan.FromDays(400));
        await world.RestartAsync(configure: services => services.PostConfigure<TestClockOptions>(clock => clock.Enabled = false));

        var status = await world.Tenant.StatusAsync(world.Grains);

        Assert.Equal(AccountState.Active, status.State);
        Assert.InRange(status.ServerTime, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task ReminderReplacedByALaterOne_IsArmedAnewWhenItRings()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.ExecuteAsync("UPDATE orleans.orleansreminderstable SET starttime = now() + interval '300 days'");

        await world.RingAsync();

        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM orleans.orleansreminderstable WHERE starttime < now() + interval '31 days'"));
    }

    [Fact]
    public async Task AppendedPeriodBegins_TheOverviewShowsItsPackage()
    {
        await using var world = await TenantAlone.OpenAsync();
        await Grant(world, Package.Silver);
        await Grant(world, Package.Gold);

        await world.Tenant.AdvanceAsync(world.Grains, "P1M1D");

        Assert.Equal((short)Package.Gold, await world.ScalarAsync<short>("SELECT package FROM app.tenant_overview"));
    }

    [Fact]
    public async Task RepeatedWithItsKeyAfterMidnight_TheFirstAnswer()
    {
        await using var world = await TenantAlone.OpenAsync();
        var (tenant, grains) = (world.Tenant, world.Grains);
        var today = WarsawTime.DateOf((await tenant.StatusAsync(grains)).ServerTime);
        var letter = TestTenant.Letter("Pilne, na dziś") with { Direction = Direction.Incoming, DueOn = today };
        var first = (await tenant.Grain(grains).RegisterCorrespondence(letter, new IdempotencyKey("test", "a", [1]), tenant.Owner)).Value();
        await tenant.AdvanceAsync(grains, "P1D");

        var again = (await tenant.Grain(grains).RegisterCorrespondence(letter, new IdempotencyKey("test", "a", [1]), tenant.Owner)).Value();

        Assert.Equal(first.Id, again.Id);
        (await tenant.Grain(grains).RegisterCorrespondence(letter, new IdempotencyKey("test", "b", [1]), tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
    }

    private static async Task<TenantSnapshot> Grant(TenantAlone world, Package package) =>
        (await world.Tenant.Operations(world.Grains).Grant(new GrantPackage(package, BillingPeriod.Month, "wsparcie", "Anna"), world.Tenant.Operator)).Value();
}
