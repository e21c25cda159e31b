using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Grains.Tests.Registers;

public sealed class SmokeTests
{
    [Fact]
    public async Task Tenant_OpenedAndUsed_Counts()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var silo = await TestSilo.StartAsync(database.ConnectionString);
        var tenant = await TestTenant.OpenAsync(database, silo.Grains);
        var letter = (await tenant.RegisterAsync(silo.Grains)).Value();
        Assert.StartsWith("RPW/1/", letter.Number, StringComparison.Ordinal);
        (await tenant.RegisterContractAsync(silo.Grains)).Value();
        var status = await tenant.StatusAsync(silo.Grains);
        Assert.Equal(1, status.Correspondence.Used);
        Assert.Equal(1, status.Contracts.Used);
    }
}
