using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>A silo dies between any two registrations, and while many are under way: counters, numbers and entries agree.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task SiloKilled_BetweenRegistrations_TheNextOneGoesOn()
    {
        await using var database = await TestDatabase.CreateAsync();
        TestTenant? tenant = null;
        for (var i = 1; i <= 4; i++)
        {
            // One after the other with a name of its own: the list of silos would keep a newcomer waiting for the dead.
            var silo = await TestSilo.StartAsync(database.ConnectionString, $"cluster{i}");
            tenant ??= await TestTenant.OpenAsync(database, silo.Grains);
            Assert.Equal(2 * i - 1, (await tenant.RegisterAsync(silo.Grains)).Value().Sequence);
            Assert.Equal(2 * i, (await tenant.RegisterAsync(silo.Grains)).Value().Sequence);
            await silo.KillAsync();
        }

        (await RegisterAudit.OfLettersAsync(database, tenant!.Id)).MustAgreeOn(8);
    }

    [Fact]
    public async Task SiloKilled_WhileManyRegister_WhatWasAnsweredIsThereAndNothingIsDouble()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var survivor = await TestSilo.StartAsync(database.ConnectionString);
        var victim = await TestSilo.StartAsync(database.ConnectionString);
        var tenants = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TestTenant.OpenAsync(database, survivor.Grains)));
        foreach (var tenant in tenants)
            (await tenant.Operations(survivor.Grains).Grant(new GrantPackage(Package.Platinum, BillingPeriod.Month, "test", "test"), tenant.Operator)).Value();

        var answered = 0;
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Task.WhenAll(tenants.Select(tenant => Task.WhenAll(Enumerable.Range(0, 25).Select(async i =>
        {
            var letter = (await Patient.Call(() => tenant.RegisterAsync(survivor.Grains, key: new IdempotencyKey("test", $"{i}", [1])))).Value();
            if (Interlocked.Increment(ref answered) == 60)
                halfway.TrySetResult();
            return (tenant.Id, letter.Id);
        }))));
        await halfway.Task;
        await victim.KillAsync();
        var letters = (await work).SelectMany(each => each).ToList();

        Assert.Equal(200, letters.Distinct().Count());
        foreach (var tenant in tenants)
            (await RegisterAudit.OfLettersAsync(database, tenant.Id)).MustAgreeOn(25);
    }

    [Fact]
    public async Task SiloStopped_WhileManyRegister_NobodySeesAnErrorThatARetryDoesNotCure()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var survivor = await TestSilo.StartAsync(database.ConnectionString);
        var leaving = await TestSilo.StartAsync(database.ConnectionString);
        var tenants = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TestTenant.OpenAsync(database, survivor.Grains)));

        var work = Task.WhenAll(tenants.SelectMany(tenant => Enumerable.Range(0, 10).Select(i =>
            Patient.Call(() => tenant.RegisterAsync(survivor.Grains, key: new IdempotencyKey("test", $"{i}", [1]))))));
        await leaving.DisposeAsync();

        Assert.All(await work, outcome => outcome.Value());
        foreach (var tenant in tenants)
            (await RegisterAudit.OfLettersAsync(database, tenant.Id)).MustAgreeOn(10);
    }
}
