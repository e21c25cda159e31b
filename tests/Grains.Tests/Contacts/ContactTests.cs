using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Contacts;

/// <summary>Adding and changing contacts on two silos: checked, gated, once for each key, with a history of true values.</summary>
public sealed class ContactTests(TestCluster cluster)
{
    private static readonly ContactDetails Paper = new() { Name = "Papiernia Kwidzyn sp. z o.o.", Nip = "727-234-12-33", Address = "ul. Lotnicza 1\r\n82-500 Kwidzyn" };

    [Fact]
    public async Task Contact_AddedAndChanged_IsStoredInOneFormWithItsHistory()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);

        var added = (await grain.CreateContact(Paper, null, tenant.Owner)).Value();
        Assert.Equal((1, "7272341233"), (added.Version, added.Contact.Nip));
        var changed = (await grain.ChangeContact(new ChangeContact(added.Id, 1, added.Contact with { Nip = null, Phone = "55 279 80 00" }), null, tenant.Owner)).Value();

        Assert.Equal((added.Id, 2, "55 279 80 00"), (changed.Id, changed.Version, changed.Contact.Phone));
        Assert.Equal("registered::Papiernia Kwidzyn sp. z o.o. nip:7272341233: phone::55 279 80 00", await HistoryAsync(tenant, added.Id));
    }

    [Fact]
    public async Task Change_OfAVersionThatIsGone_IsStaleAndWritesNothing()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var added = (await grain.CreateContact(Paper, null, tenant.Owner)).Value();
        (await grain.ChangeContact(new ChangeContact(added.Id, 1, Paper with { Name = "Pierwsza zmiana" }), null, tenant.Owner)).Value();

        var late = await grain.ChangeContact(new ChangeContact(added.Id, 1, Paper with { Name = "Druga zmiana" }), null, tenant.Owner);

        Assert.Equal(2, late.Refusal.Refused<Refusal.Stale>().Version);
        Assert.Equal("registered::Papiernia Kwidzyn sp. z o.o. name:Papiernia Kwidzyn sp. z o.o.:Pierwsza zmiana", await HistoryAsync(tenant, added.Id));
        Assert.Equal(3, (await grain.ChangeContact(new ChangeContact(added.Id, null, Paper with { Name = "Druga zmiana" }), null, tenant.Owner)).Value().Version);
    }

    [Fact]
    public async Task Change_OfNothing_WritesNothing()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var added = (await grain.CreateContact(Paper, null, tenant.Owner)).Value();

        var same = (await grain.ChangeContact(new ChangeContact(added.Id, 1, Paper), null, tenant.Owner)).Value();

        Assert.Equal(1, same.Version);
        Assert.Equal("registered::Papiernia Kwidzyn sp. z o.o.", await HistoryAsync(tenant, added.Id));
    }

    [Fact]
    public async Task ParallelChanges_OfOneVersion_OneWins()
    {
        var tenant = await cluster.OpenTenantAsync();
        var added = (await tenant.Grain(cluster.Grains).CreateContact(Paper, null, tenant.Owner)).Value();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            tenant.Grain(cluster.Grains).ChangeContact(new ChangeContact(added.Id, 1, Paper with { Name = $"Nazwa {i}" }), null, tenant.Owner)));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => answer.Refusal.Refused<Refusal.Stale>());
    }

    [Fact]
    public async Task SameKey_AnswersTheSameAndWritesOnce()
    {
        var tenant = await cluster.OpenTenantAsync();
        ITenantGrain Grain() => tenant.Grain(cluster.Grains);

        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Grain().CreateContact(Paper, Key("new"), tenant.Owner)));
        var id = Assert.Single(added.Select(answer => answer.Value().Id).Distinct());
        (await Grain().CreateContact(Paper, Key("new", body: 2), tenant.Owner)).Refusal.Refused<Refusal.IdempotencyMismatch>();
        var change = new ChangeContact(id, 1, Paper with { Name = "Raz" });
        var changed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Grain().ChangeContact(change, Key("put"), tenant.Owner)));

        Assert.All(changed, answer => Assert.Equal((2, "Raz"), (answer.Value().Version, answer.Value().Contact.Name)));
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM app.contact WHERE tenant_id = $1", tenant.Id));
    }

    [Fact]
    public async Task WrongOrForeignOrMissing_IsRefused()
    {
        var (tenant, other) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());
        var grain = tenant.Grain(cluster.Grains);
        var foreign = (await other.Grain(cluster.Grains).CreateContact(Paper, null, other.Owner)).Value();

        var invalid = (await grain.CreateContact(Paper with { Name = " ", Nip = "7272341234" }, null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        Assert.Equal(["name:required", "nip:checksum"], invalid.Problems.Select(problem => $"{problem.Field}:{problem.Code}"));
        (await grain.ChangeContact(new ChangeContact(foreign.Id, 1, Paper), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
        (await grain.MergeContacts(new MergeContacts(foreign.Id, Guid.CreateVersion7()), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM app.contact WHERE tenant_id = $1", tenant.Id));
    }

    [Fact]
    public async Task ReadOnly_RefusesEveryWriteOfContacts()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var (one, two) = ((await grain.CreateContact(Paper, null, tenant.Owner)).Value(), (await grain.CreateContact(Paper, null, tenant.Owner)).Value());
        (await grain.Close(new CloseAccount(tenant.Company), tenant.Owner)).Value();

        (await grain.CreateContact(Paper, null, tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
        (await grain.ChangeContact(new ChangeContact(one.Id, 1, Paper), null, tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
        (await grain.MergeContacts(new MergeContacts(one.Id, two.Id), null, tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
    }

    private static IdempotencyKey Key(string key, byte body = 1) => new("contacts", key, [body]);

    private async Task<string> HistoryAsync(TestTenant tenant, Guid contact) => (string)await ScalarAsync(
        "SELECT string_agg(field || ':' || coalesce(before, '') || ':' || coalesce(after, ''), ' ' ORDER BY history_id) FROM app.history WHERE kind = 2 AND tenant_id = $1 AND entry_id = $2",
        tenant.Id, contact);

    private async Task<object> ScalarAsync(string sql, params Guid[] values)
    {
        await using var command = cluster.Database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = value });
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
