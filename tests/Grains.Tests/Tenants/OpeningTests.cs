using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Tenants;

public sealed class OpeningTests(TestCluster cluster)
{
    [Fact]
    public async Task Opened_IsGreenForAYear()
    {
        var tenant = await TestTenant.UnopenedAsync(cluster.Database);

        var status = (await tenant.Grain(cluster.Grains).Open(tenant.Opening with { Company = $"  {tenant.Company} ", Nip = "526-000-12-46" }, tenant.Owner)).Value();

        var today = WarsawTime.DateOf(status.ServerTime);
        Assert.Equal((tenant.Company, "5260001246", Package.Green, AccountState.Active), (status.Company, status.Nip, status.Package, status.State));
        Assert.Equal((WarsawTime.StartOf(today.AddYears(1)), today, new QuotaUse(1, 2)), (status.ValidUntil, status.LastSignInOn, status.Users));
        Assert.Equal((new QuotaUse(0, 10), new QuotaUse(0, 10)), (status.Correspondence, status.Contracts));
    }

    [Fact]
    public async Task Repeated_AnswersTheSame_ForAnotherOwnerItIsAConflict()
    {
        var tenant = await cluster.OpenTenantAsync();
        var stranger = await TestTenant.UnopenedAsync(cluster.Database);

        Assert.Equal(tenant.Company, (await tenant.Grain(cluster.Grains).Open(tenant.Opening, tenant.Owner)).Value().Company);
        var other = await tenant.Grain(cluster.Grains).Open(tenant.Opening with { OwnerId = stranger.OwnerId }, tenant.Owner with { UserId = stranger.OwnerId });

        Assert.Equal("tenant-exists", other.Refusal.Refused<Refusal.Conflict>().Reason);
    }

    [Theory]
    [InlineData("", null, "company", "required")]
    [InlineData("Firma\0", null, "company", "notText")]
    [InlineData("Firma", "5260001247", "nip", "checksum")]
    public async Task WrongInput_IsRefused_AndNothingIsThere(string company, string? nip, string field, string code)
    {
        var tenant = await TestTenant.UnopenedAsync(cluster.Database);

        var refusal = (await tenant.Grain(cluster.Grains).Open(new OpenTenant(company, nip, tenant.OwnerId), tenant.Owner)).Refusal.Refused<Refusal.Invalid>();

        Assert.Equal((field, code), (refusal.Problems[0].Field, refusal.Problems[0].Code));
        (await tenant.Grain(cluster.Grains).Status(tenant.Owner)).Refusal.Refused<Refusal.TenantGone>();
    }

    [Fact]
    public async Task OwnerWithoutAccount_IsRefused_AndMayComeBack()
    {
        var tenant = await TestTenant.UnopenedAsync(cluster.Database);
        var nobody = Guid.CreateVersion7();

        var refusal = (await tenant.Grain(cluster.Grains).Open(tenant.Opening with { OwnerId = nobody }, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        Assert.Equal(("ownerId", "notFound"), (refusal.Problems[0].Field, refusal.Problems[0].Code));

        (await tenant.Grain(cluster.Grains).Open(tenant.Opening, tenant.Owner)).Value();
    }

    [Fact]
    public async Task CrashBetweenTheRowAndTheState_TheNextCallMakesTheState()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.RestartAsync(() => world.ExecuteAsync("DELETE FROM app.licence_history; DELETE FROM orleans.orleansstorage"));

        var status = await world.Tenant.StatusAsync(world.Grains);

        Assert.Equal((Package.Green, AccountState.Active), (status.Package, status.State));
        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM orleans.orleansstorage"));
        Assert.Equal(["opened"], await world.ListAsync("SELECT kind FROM app.licence_history"));
        (await world.Tenant.RegisterAsync(world.Grains)).Value();
    }
}
