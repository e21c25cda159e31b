using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>product.md §2, as the grain lives it; the rules themselves are tested in Domain.Tests.</summary>
public sealed class LicenceTests(TestCluster cluster)
{
    [Fact]
    public async Task SignIn_CountsOnceAWarsawDay_AndExtendsGreen()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var first = (await grain.SignedIn(tenant.Owner)).Value();
        Assert.Equal(first.Version, (await grain.SignedIn(tenant.Owner)).Value().Version);

        await tenant.AdvanceAsync(cluster.Grains, "P10D");
        var later = (await grain.SignedIn(tenant.Owner)).Value();

        Assert.Equal(first.LastSignInOn.AddDays(10), later.LastSignInOn);
        Assert.Equal(WarsawTime.StartOf(later.LastSignInOn.AddYears(1)), later.ValidUntil);
        Assert.Equal(later.Version, (await grain.SignedIn(tenant.Owner)).Value().Version);
    }

    [Fact]
    public async Task GreenExpiredByAbsence_SignInUnblocks()
    {
        var tenant = await cluster.OpenTenantAsync();
        Assert.Equal(AccountState.ReadOnly, (await tenant.AdvanceAsync(cluster.Grains, "P1Y3D")).Value().State);

        Assert.Equal(AccountState.Active, (await tenant.Grain(cluster.Grains).SignedIn(tenant.Owner)).Value().State);
        (await tenant.RegisterAsync(cluster.Grains)).Value();
    }

    [Fact]
    public async Task PaidExpired_SignInDoesNotUnblock_GreenDoes()
    {
        var tenant = await cluster.OpenTenantAsync();
        await Grant(tenant, Package.Silver, BillingPeriod.Month);
        var expired = (await tenant.AdvanceAsync(cluster.Grains, "P1M1D")).Value();
        Assert.Equal((AccountState.ReadOnly, Package.Silver), (expired.State, expired.Package));

        Assert.Equal(AccountState.ReadOnly, (await tenant.Grain(cluster.Grains).SignedIn(tenant.Owner)).Value().State);
        var letter = await tenant.RegisterAsync(cluster.Grains);
        Assert.Equal(expired.DeletionAt, letter.Refusal.Refused<Refusal.ReadOnly>().DeletionAt);

        var green = (await tenant.Grain(cluster.Grains).GoGreen(tenant.Owner)).Value();
        Assert.Equal((AccountState.Active, Package.Green, null), (green.State, green.Package, green.DeletionAt));
        (await tenant.RegisterAsync(cluster.Grains)).Value();
    }

    [Fact]
    public async Task PaidToGreen_CountersKeepTheirValues_NewOnesRefused()
    {
        var tenant = await cluster.OpenTenantAsync();
        await Grant(tenant, Package.Gold, BillingPeriod.Year);
        for (var i = 0; i < 12; i++)
            (await tenant.RegisterAsync(cluster.Grains)).Value();

        var green = (await tenant.Grain(cluster.Grains).GoGreen(tenant.Owner)).Value();

        Assert.Equal((Package.Green, new QuotaUse(12, 10)), (green.Package, green.Correspondence));
        var refusal = (await tenant.RegisterAsync(cluster.Grains)).Refusal.Refused<Refusal.QuotaExhausted>();
        Assert.Equal((12, 10), (refusal.Used, refusal.Limit));
    }

    [Fact]
    public async Task Granted_FromTodayThenAppended()
    {
        var tenant = await cluster.OpenTenantAsync();

        var first = await Grant(tenant, Package.Silver, BillingPeriod.Month);
        var second = await Grant(tenant, Package.Gold, BillingPeriod.Year);

        var today = WarsawTime.DateOf(first.ServerTime);
        Assert.Equal((Package.Silver, WarsawTime.StartOf(today.AddMonths(1)), new QuotaUse(0, 100)), (first.Package, first.ValidUntil, first.Correspondence));
        Assert.Equal((Package.Silver, WarsawTime.StartOf(today.AddMonths(13))), (second.Package, second.ValidUntil));
        Assert.Equal(Package.Gold, (await tenant.AdvanceAsync(cluster.Grains, "P1M")).Value().Package);
    }

    [Theory]
    [InlineData(Package.Green, "wsparcie", "package")]
    [InlineData((Package)77, "wsparcie", "package")]
    [InlineData(Package.Gold, "x", "reason")]
    public async Task GrantedWrongly_IsRefused(Package package, string reason, string field)
    {
        var tenant = await cluster.OpenTenantAsync();

        var outcome = await tenant.Operations(cluster.Grains).Grant(new GrantPackage(package, BillingPeriod.Month, reason, "Anna"), tenant.Operator);

        Assert.Equal(field, outcome.Refusal.Refused<Refusal.Invalid>().Problems[0].Field);
    }

    [Fact]
    public async Task Close_WithAnotherName_IsForbidden()
    {
        var tenant = await cluster.OpenTenantAsync();

        var outcome = await tenant.Grain(cluster.Grains).Close(new CloseAccount("Inna firma"), tenant.Owner);

        Assert.Equal("company", outcome.Refusal.Refused<Refusal.Forbidden>().Reason);
        Assert.Equal(AccountState.Active, (await tenant.StatusAsync(cluster.Grains)).State);
    }

    [Fact]
    public async Task Closing_AskedAgain_KeepsItsTime_AndRefusesEveryWrite()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();
        var closing = (await grain.Close(new CloseAccount(tenant.Company), tenant.Owner)).Value();
        await tenant.AdvanceAsync(cluster.Grains, "PT5H");

        Assert.Equal(closing.DeletionAt, (await grain.Close(new CloseAccount(tenant.Company), tenant.Owner)).Value().DeletionAt);
        (await tenant.RegisterAsync(cluster.Grains)).Refusal.Refused<Refusal.ReadOnly>();
        (await tenant.RegisterContractAsync(cluster.Grains)).Refusal.Refused<Refusal.ReadOnly>();
        Assert.Equal(AccountState.Closing, (await grain.AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), null, tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>().State);
    }

    [Fact]
    public async Task CancelClosing_WhenNotClosing_AnswersTheStatus()
    {
        var tenant = await cluster.OpenTenantAsync();

        Assert.Equal(AccountState.Active, (await tenant.Grain(cluster.Grains).CancelClosing(tenant.Owner)).Value().State);
    }

    [Theory]
    [InlineData(null, null, "advance", "required")]
    [InlineData("P1D", "2199-01-01T00:00:00Z", "advance", "required")]
    [InlineData("-P1D", null, "advance", "format")]
    [InlineData(null, "2020-01-01T00:00:00Z", "now", "beforeDate")]
    [InlineData(null, "2300-01-01T00:00:00Z", "now", "outOfRange")]
    public async Task TestClock_MovedWrongly_IsRefused(string? advance, string? now, string field, string code)
    {
        var tenant = await cluster.OpenTenantAsync();
        var command = new MoveClock(advance, now is null ? null : DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        var refusal = (await tenant.Grain(cluster.Grains).MoveClock(command, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();

        Assert.Equal((field, code), (refusal.Problems[0].Field, refusal.Problems[0].Code));
    }

    [Fact]
    public async Task TestClock_SwitchedOff_IsNotFound()
    {
        await using var silo = await TestSilo.StartAsync(
            cluster.Database.ConnectionString, "off", new Dictionary<string, string?>(StringComparer.Ordinal) { ["TestClock:Enabled"] = "false" });
        var tenant = await TestTenant.OpenAsync(cluster.Database, silo.Grains);

        (await tenant.AdvanceAsync(silo.Grains, "P1D")).Refusal.Refused<Refusal.NotFound>();
    }

    private async Task<TenantSnapshot> Grant(TestTenant tenant, Package package, BillingPeriod period) =>
        (await tenant.Operations(cluster.Grains).Grant(new GrantPackage(package, period, "wsparcie", "Anna"), tenant.Operator)).Value();
}
