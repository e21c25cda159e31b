using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Attachments;

/// <summary>Attaching on two silos: counted, within the package's room, once for each key, to what one sees.</summary>
public sealed class AttachingTests(TestCluster cluster)
{
    private const long Mega = 1024 * 1024;
    private const long GreenRoom = 250 * Mega;

    [Fact]
    public async Task Attached_IsStoredCountedAndTold()
    {
        var tenant = await cluster.OpenTenantAsync();
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value().Id;
        var contract = (await tenant.RegisterContractAsync(cluster.Grains)).Value().Id;
        var (scan, deed) = (File(letter, 3 * Mega), File(contract, 2 * Mega, "umowa.pdf"));

        var first = (await tenant.Grain(cluster.Grains).AttachToCorrespondence(scan, null, tenant.Owner)).Value();
        (await tenant.Grain(cluster.Grains).AttachToContract(deed, null, tenant.Owner)).Value();

        Assert.Equal((scan.Id, "skan.pdf", 3 * Mega), (first.Id, first.Name, first.Size));
        Assert.Equal(new StorageUse(5 * Mega, GreenRoom), (await tenant.StatusAsync(cluster.Grains)).Storage);
        Assert.Equal(5 * Mega, await UsedAsync(tenant));
        Assert.Equal("0:skan.pdf 1:umowa.pdf", await ScalarAsync("SELECT string_agg(kind || ':' || name, ' ' ORDER BY kind) FROM app.attachment WHERE tenant_id = $1", tenant.Id));
        Assert.Equal("attachment::skan.pdf", await ScalarAsync(
            "SELECT h.field || ':' || coalesce(h.before, '') || ':' || h.after FROM app.attachment AS a JOIN app.history AS h USING (tenant_id, entry_id, history_id) WHERE a.id = $1", scan.Id));
        Assert.Equal(1, await ScalarAsync("SELECT version FROM app.correspondence WHERE id = $1", letter));
    }

    [Fact]
    public async Task Room_IsNeverPassed_ByManyAtOnce()
    {
        var tenant = await cluster.OpenTenantAsync();
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value().Id;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, 25 * Mega), null, tenant.Owner)));

        Assert.Equal(10, outcomes.Count(outcome => outcome.Refusal is null));
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome =>
            Assert.Equal(new Refusal.StorageLimit(GreenRoom, GreenRoom), outcome.Refusal.Refused<Refusal.StorageLimit>()));
        Assert.Equal(GreenRoom, await UsedAsync(tenant));
        Assert.Equal(10L, await ScalarAsync("SELECT count(*) FROM app.history WHERE field = 'attachment' AND tenant_id = $1", tenant.Id));
        (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, 1), null, tenant.Owner)).Refusal.Refused<Refusal.StorageLimit>();

        (await tenant.Operations(cluster.Grains).Grant(new GrantPackage(Package.Silver, BillingPeriod.Month, "test", "test"), tenant.Operator)).Value();
        (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, 25 * Mega), null, tenant.Owner)).Value();
    }

    [Fact]
    public async Task SameKey_AttachesOnceAndAnswersTheFirst()
    {
        var tenant = await cluster.OpenTenantAsync();
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value().Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, Mega), Key(1), tenant.Owner)));

        Assert.Single(answers.Select(answer => answer.Value().Id).Distinct());
        Assert.Equal(Mega, await UsedAsync(tenant));
        (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, Mega), Key(2), tenant.Owner)).Refusal.Refused<Refusal.IdempotencyMismatch>();
        (await tenant.Grain(cluster.Grains).Close(new CloseAccount(tenant.Company), tenant.Owner)).Value();
        Assert.Equal(answers[0].Value().Id, (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, Mega), Key(1), tenant.Owner)).Value().Id);
        (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, Mega), null, tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
    }

    [Fact]
    public async Task Confidential_IsNotThereForOthers()
    {
        var tenant = await cluster.OpenTenantAsync();
        var (registrar, other) = (Office(tenant), Office(tenant));
        var letter = (await tenant.Grain(cluster.Grains).RegisterCorrespondence(
            new RegisterCorrespondence { Direction = Direction.Incoming, Subject = "Poufne", CorrespondentName = "Sąd", Confidential = true }, null, registrar)).Value().Id;

        (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, 1), null, other)).Refusal.Refused<Refusal.NotFound>();
        (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, 1), null, registrar)).Value();
        (await tenant.Grain(cluster.Grains).AttachToCorrespondence(File(letter, 1), null, tenant.Owner)).Value();
        Assert.Equal(2, await UsedAsync(tenant));
    }

    [Fact]
    public async Task ForeignAnnulledWrongRegisterOrWrongFile_IsRefusedAndCountsNothing()
    {
        var (tenant, neighbour) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());
        var grain = tenant.Grain(cluster.Grains);
        var theirs = (await neighbour.RegisterAsync(cluster.Grains)).Value().Id;
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value().Id;
        var annulled = (await tenant.RegisterAsync(cluster.Grains)).Value().Id;
        (await grain.AnnulCorrespondence(new AnnulEntry(annulled, "pomyłka"), null, tenant.Owner)).Value();

        (await grain.AttachToCorrespondence(File(theirs, 1), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
        (await grain.AttachToContract(File(letter, 1), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
        Assert.Equal("annulled", (await grain.AttachToCorrespondence(File(annulled, 1), null, tenant.Owner)).Refusal.Refused<Refusal.Conflict>().Reason);
        foreach (var wrong in (AttachFile[])[File(letter, 0), File(letter, 25 * Mega + 1), File(letter, 1, " "), File(letter, 1) with { Sha256 = [1] }])
            (await grain.AttachToCorrespondence(wrong, null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();

        Assert.Equal((0L, 0L), (await UsedAsync(tenant), await UsedAsync(neighbour)));
    }

    private static AttachFile File(Guid entry, long size, string name = "skan.pdf") =>
        new() { EntryId = entry, Id = Guid.CreateVersion7(), Name = name, MediaType = "application/pdf", Size = size, Sha256 = new byte[32] };

    private static IdempotencyKey Key(byte body) => new("attachments", "klucz", [body]);

    private static Actor Office(TestTenant tenant) => tenant.Owner with { UserId = Guid.CreateVersion7(), Role = TenantRole.Office };

    private async Task<long> UsedAsync(TestTenant tenant)
    {
        var (counted, kept) = ((long)await ScalarAsync("SELECT storage_used FROM app.tenant WHERE tenant_id = $1", tenant.Id), (decimal)await ScalarAsync("SELECT coalesce(sum(size), 0) FROM app.attachment WHERE tenant_id = $1", tenant.Id));
        Assert.Equal(counted, (long)kept);
        Assert.Equal(counted, (await tenant.StatusAsync(cluster.Grains)).Storage.Used);
        return counted;
    }

    private async Task<object> ScalarAsync(string sql, Guid id)
    {
        await using var command = cluster.Database.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
