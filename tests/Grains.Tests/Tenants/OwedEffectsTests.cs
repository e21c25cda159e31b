using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>docs/adr/0004: what a state owes is written in the end, once, whatever fails in between.</summary>
public sealed class OwedEffectsTests
{
    private const string Break = """
        CREATE FUNCTION public.stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P03'; END $$;
        CREATE TRIGGER stumble BEFORE INSERT ON app.licence_history FOR EACH STATEMENT EXECUTE FUNCTION public.stumble();
        """;

    private const string Mend = "DROP FUNCTION public.stumble() CASCADE";
    private const string Overview = "SELECT package || ' ' || (closing_since IS NOT NULL) || ' ' || (deletion_at IS NOT NULL) FROM app.tenant_overview";

    [Fact]
    public async Task SiloKilledBeforeTheyWereWritten_TheNextActivationWritesThem()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.ExecuteAsync(Break);
        (await world.Tenant.Operations(world.Grains).Grant(new GrantPackage(Package.Gold, BillingPeriod.Year, "wsparcie", "Anna"), world.Tenant.Operator)).Value();
        Assert.Equal(["opened"], await world.ListAsync("SELECT kind FROM app.licence_history"));
        Assert.Equal("0 false false", await world.ScalarAsync<string>(Overview));

        await world.RestartAsync(() => world.ExecuteAsync(Mend));
        await world.Tenant.StatusAsync(world.Grains);

        Assert.Equal(["opened", "granted"], await world.ListAsync("SELECT kind FROM app.licence_history ORDER BY at"));
        Assert.Equal("2 false false", await world.ScalarAsync<string>(Overview));
        Assert.Equal("""{"period": "year", "reason": "wsparcie", "package": "gold", "listPrice": "390.00"}|Anna""", await world.ScalarAsync<string>("SELECT details::text || '|' || by_name FROM app.licence_history WHERE kind = 'granted'"));
    }

    [Fact]
    public async Task MailOwed_WhenTheStatementFails_IsWrittenByTheNextTick_Once()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.SleepThroughAsync(TimeSpan.FromDays(340));
        await world.ExecuteAsync(Break);
        await world.RingAsync();
        Assert.Empty(await world.ListAsync("SELECT key FROM app.mail_outbox"));

        await world.ExecuteAsync(Mend);
        await world.RingAsync();
        await world.RingAsync();

        Assert.Equal([$"expiryIn30Days {world.Tenant.Email} pl {world.Tenant.Company}"], await world.ListAsync("SELECT kind || ' ' || recipient || ' ' || (details ->> 'culture') || ' ' || (details ->> 'company') FROM app.mail_outbox"));
    }

    [Fact]
    public async Task WarningsNotWritten_DeletionWaits()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.SleepThroughAsync(TimeSpan.FromDays(365 + 60));
        await world.RingAsync();
        var planned = (await world.Tenant.StatusAsync(world.Grains)).DeletionAt!.Value;
        await world.ExecuteAsync(Break.Replace("licence_history", "mail_outbox", StringComparison.Ordinal));

        await world.Tenant.Grain(world.Grains).MoveClock(new MoveClock(null, planned.AddDays(1)), world.Tenant.Owner);
        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM app.tenant WHERE deleting_since IS NULL"));

        await world.ExecuteAsync(Mend);
        await Patient.Until(
            async () =>
            {
                await world.RingAsync();
                // Warned late, deleted late.
                await world.Tenant.AdvanceAsync(world.Grains, "P1D");
                return await world.ScalarAsync<long>("SELECT count(*) FROM app.tenant") == 0;
            },
            "the tenant is deleted");
    }

    [Fact]
    public async Task Overview_FollowsTheLicence()
    {
        await using var world = await TenantAlone.OpenAsync();
        var grain = world.Tenant.Grain(world.Grains);

        (await grain.Close(new CloseAccount(world.Tenant.Company), world.Tenant.Owner)).Value();
        Assert.Equal("0 true true", await world.ScalarAsync<string>(Overview));
        (await grain.CancelClosing(world.Tenant.Owner)).Value();
        Assert.Equal("0 false false", await world.ScalarAsync<string>(Overview));
        await world.Tenant.AdvanceAsync(world.Grains, "P3D");
        var signedIn = (await grain.SignedIn(world.Tenant.Owner)).Value();

        Assert.Equal(signedIn.ValidUntil.UtcDateTime, await world.ScalarAsync<DateTime>("SELECT valid_until FROM app.tenant_overview"));
        Assert.Equal(["opened", "closingBegan", "closingTakenBack"], await world.ListAsync("SELECT kind FROM app.licence_history ORDER BY at"));
    }
}
