using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>product.md §2: a reminder that comes late, twice, early or after a restart changes nothing it should not.</summary>
public sealed class ReminderTests
{
    private const string Mails = "SELECT kind FROM app.mail_outbox ORDER BY owed_at, kind COLLATE \"C\"";

    [Fact]
    public async Task Early_NothingHappens()
    {
        await using var world = await TenantAlone.OpenAsync();
        var before = await world.Tenant.StatusAsync(world.Grains);

        for (var i = 0; i < 3; i++)
            await world.RingAsync();

        var after = await world.Tenant.StatusAsync(world.Grains);
        Assert.Equal(before with { ServerTime = after.ServerTime }, after);
        Assert.Empty(await world.ListAsync(Mails));
        Assert.Equal(["opened"], await world.ListAsync("SELECT kind FROM app.licence_history"));
    }

    [Fact]
    public async Task Doubled_OneMailOnly()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.SleepThroughAsync(TimeSpan.FromDays(340));

        await Task.WhenAll(world.RingAsync(), world.RingAsync(), world.RingAsync());
        await world.RestartAsync();
        await world.RingAsync();

        Assert.Equal(["expiryIn30Days"], await world.ListAsync(Mails));
    }

    [Fact]
    public async Task LateByDays_OnlyTheNewestWarning()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.SleepThroughAsync(TimeSpan.FromDays(360)); // 30 and 14 days before expiry are both past

        await world.RingAsync();

        Assert.Equal(["expiryIn7Days"], await world.ListAsync(Mails));
        Assert.Equal(AccountState.Active, (await world.Tenant.StatusAsync(world.Grains)).State);
    }

    [Fact]
    public async Task LateByMonths_NobodyIsDeletedUnwarned()
    {
        await using var world = await TenantAlone.OpenAsync();
        var (tenant, grains) = (world.Tenant, world.Grains);
        await world.SleepThroughAsync(TimeSpan.FromDays(365 + 100)); // long past expiry and its 30 days
        grains = world.Grains;

        // True without any reminder: read-only, and not yet deleted.
        Assert.Equal(AccountState.ReadOnly, (await tenant.StatusAsync(grains)).State);
        (await tenant.RegisterAsync(grains)).Refusal.Refused<Refusal.ReadOnly>();

        await world.RingAsync();
        var warned = await tenant.StatusAsync(grains);
        Assert.Equal(["deletionIn7Days", "readOnlyBegan"], await world.ListAsync(Mails));
        Assert.Equal(AccountState.ReadOnly, warned.State);
        Assert.True(warned.DeletionAt >= WarsawTime.StartOf(WarsawTime.DateOf(warned.ServerTime).AddDays(7)));

        Assert.Equal(AccountState.ReadOnly, (await tenant.Grain(grains).MoveClock(new MoveClock(null, warned.DeletionAt!.Value.AddMinutes(-1)), tenant.Owner)).Value().State);
        Assert.Contains(await world.ListAsync(Mails), mail => mail == "deletionIn1Day");
        Assert.Equal(AccountState.Deleted, (await tenant.AdvanceAsync(grains, "PT2M")).Value().State);
    }

    [Fact]
    public async Task AfterARestart_ArmedForNoLaterThanThirtyDays_AndOnceATenant()
    {
        await using var world = await TenantAlone.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await world.RestartAsync();
            await world.RingAsync();
        }

        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM orleans.orleansreminderstable WHERE starttime BETWEEN now() AND now() + interval '30 days 1 minute' AND period = 3600000"));
    }

    [Fact]
    public async Task LicenceChanged_SoThatItMustRingEarlier_IsArmedAnew()
    {
        await using var world = await TenantAlone.OpenAsync();

        (await world.Tenant.Grain(world.Grains).Close(new CloseAccount(world.Tenant.Company), world.Tenant.Owner)).Value();

        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM orleans.orleansreminderstable WHERE starttime BETWEEN now() + interval '71 hours' AND now() + interval '72 hours 1 minute'"));
    }

    [Fact]
    public async Task OfATenantThatWasNeverOpened_Goes()
    {
        await using var world = await TenantAlone.OpenAsync();
        var never = world.Tenant with { Id = Guid.CreateVersion7() };
        await world.ExecuteAsync("""
            INSERT INTO orleans.orleansreminderstable (serviceid, grainid, remindername, starttime, period, grainhash, version)
            SELECT serviceid, $1, remindername, now() + interval '1 day', period, grainhash, 0 FROM orleans.orleansreminderstable
            """, $"tenant/{never.Id:N}");

        await TenantAlone.RingAsync(never, world.Grains);

        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM orleans.orleansreminderstable"));
        (await never.Grain(world.Grains).Status(never.Owner)).Refusal.Refused<Refusal.TenantGone>();
    }
}
