using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>Whoever watches sees each change, newest last; confidential letters are announced to nobody.</summary>
public sealed class WatchingTests(TestCluster cluster)
{
    [Fact]
    public async Task Watchers_OnBothSilos_SeeTheCountersChange()
    {
        var tenant = await cluster.OpenTenantAsync();
        var watchers = new List<RecordingWatcher>();
        foreach (var silo in cluster.Silos)
        {
            watchers.Add(new RecordingWatcher());
            (await tenant.Grain(silo.Grains).Watch(watchers[^1].Reference(silo.Grains), tenant.Owner)).Value();
        }

        var letters = await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => tenant.RegisterAsync(cluster.Grains)));

        foreach (var watcher in watchers)
        {
            await Patient.Until(() => Task.FromResult(watcher.Snapshots.Any(snapshot => snapshot.Correspondence.Used == 7)), "the last count");
            await Patient.Until(() => Task.FromResult(watcher.Entries.Count == 7), "every announcement");
            Assert.Equal(watcher.Snapshots.Max(snapshot => snapshot.Version), watcher.Snapshots.Single(snapshot => snapshot.Correspondence.Used == 7).Version);
            Assert.Equal(letters.Select(letter => letter.Value().Number).Order(StringComparer.Ordinal), watcher.Entries.Select(entry => entry.Number).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task ConfidentialLetter_Counts_AndItsAnnouncementIsNotForAll()
    {
        var tenant = await cluster.OpenTenantAsync();
        var watcher = new RecordingWatcher();
        var grains = cluster.Silos[0].Grains;
        (await tenant.Grain(grains).Watch(watcher.Reference(grains), tenant.Owner)).Value();

        var secret = (await tenant.Grain(grains).RegisterCorrespondence(TestTenant.Letter("Poufne") with { Confidential = true }, null, tenant.Owner)).Value();
        var open = (await tenant.RegisterAsync(grains)).Value();

        await Patient.Until(() => Task.FromResult(watcher.Entries.Count == 2), "both announcements");
        Assert.Equal([(secret.Id, false), (open.Id, true)], watcher.Entries.Select(entry => (entry.Id, entry.SeenByAll)));
        await Patient.Until(() => Task.FromResult(watcher.Snapshots.Any(snapshot => snapshot.Correspondence.Used == 2)), "the count of both");
    }

    [Fact]
    public async Task Midnight_WhileWatched_IsTold()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grains = cluster.Silos[0].Grains;
        (await tenant.RegisterAsync(grains)).Value();
        var month = (await tenant.StatusAsync(grains)).ResetsAt;
        (await tenant.Grain(grains).MoveClock(new MoveClock(null, month.AddMilliseconds(-700)), tenant.Owner)).Value();
        var watcher = new RecordingWatcher();
        Assert.Equal(1, (await tenant.Grain(grains).Watch(watcher.Reference(grains), tenant.Owner)).Value().Correspondence.Used);

        await Patient.Until(() => Task.FromResult(watcher.Snapshots.Any(snapshot => snapshot.Month == WarsawTime.DateOf(month))), "the new month");
        Assert.Equal(0, watcher.Snapshots.Last().Correspondence.Used);
    }

    [Fact]
    public async Task Expiry_WhileWatched_IsTold_AndTheMailIsOwed()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grains = cluster.Silos[0].Grains;
        var validUntil = (await tenant.StatusAsync(grains)).ValidUntil;
        (await tenant.Grain(grains).MoveClock(new MoveClock(null, validUntil.AddMilliseconds(-700)), tenant.Owner)).Value();
        var watcher = new RecordingWatcher();
        Assert.Equal(AccountState.Active, (await tenant.Grain(grains).Watch(watcher.Reference(grains), tenant.Owner)).Value().State);

        await Patient.Until(() => Task.FromResult(watcher.Snapshots.Any(snapshot => snapshot.State == AccountState.ReadOnly)), "read-only");
        await Patient.Until(async () =>
        {
            await using var command = cluster.Database.Owner.CreateCommand("SELECT count(*) FROM app.mail_outbox WHERE kind = 'readOnlyBegan' AND recipient = $1");
            command.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = tenant.Email });
            return await command.ExecuteScalarAsync() is 1L;
        }, "the mail");
    }

    [Fact]
    public async Task Unwatched_IsToldNothingMore()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grains = cluster.Silos[0].Grains;
        var (gone, staying) = (new RecordingWatcher(), new RecordingWatcher());
        var reference = gone.Reference(grains);
        (await tenant.Grain(grains).Watch(reference, tenant.Owner)).Value();
        (await tenant.Grain(grains).Watch(staying.Reference(grains), tenant.Owner)).Value();
        await tenant.Grain(grains).Unwatch(reference, tenant.Owner);

        (await tenant.RegisterAsync(grains)).Value();

        await Patient.Until(() => Task.FromResult(staying.Entries.Count == 1), "the one that stays");
        Assert.Empty(gone.Entries);
    }
}
