using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Contacts;

/// <summary>Two contacts that were one: everything of the one that goes hangs on the one that stays, and nothing said before is unsaid.</summary>
public sealed class MergingTests(TestCluster cluster)
{
    private static readonly ContactDetails Zus = new() { Name = "ZUS II Oddział w Łodzi" };
    private static readonly ContactDetails Double = new() { Name = "Zakład Ubezpieczeń Społecznych", Nip = "5213017228", Phone = "22 560 16 00" };

    [Fact]
    public async Task Merger_MovesLettersAndPartiesAndKeepsTheNamesOnThem()
    {
        var (tenant, grain, stays, goes) = await TwoAsync();
        var letter = (await grain.RegisterCorrespondence(TestTenant.Letter("Wezwanie") with { CorrespondentName = null, ContactId = goes }, null, tenant.Owner)).Value();
        var other = (await grain.RegisterCorrespondence(TestTenant.Letter("Decyzja") with { CorrespondentName = null, ContactId = stays }, null, tenant.Owner)).Value();
        var contract = (await grain.RegisterContract(TestTenant.Contract("Dostęp do PUE") with { Parties = [new ContractParty(goes, null, null, "organ"), new ContractParty(goes, null, null, "płatnik")] }, null, tenant.Owner)).Value();

        var merged = (await grain.MergeContacts(new MergeContacts(stays, goes), null, tenant.Owner)).Value();

        Assert.Equal((stays, 2, Zus.Name, "5213017228"), (merged.Id, merged.Version, merged.Contact.Name, merged.Contact.Nip));
        Assert.Equal(
            $"{letter.Id}|{stays}|Zakład Ubezpieczeń Społecznych|2;{other.Id}|{stays}|ZUS II Oddział w Łodzi|1",
            await TextAsync("SELECT string_agg(concat_ws('|', id, contact_id, correspondent, version), ';' ORDER BY id) FROM app.correspondence WHERE tenant_id = $1", tenant.Id));
        Assert.Equal(
            $"{stays}|Zakład Ubezpieczeń Społecznych|2;{stays}|Zakład Ubezpieczeń Społecznych|2",
            await TextAsync("SELECT string_agg(concat_ws('|', p.contact_id, p.name, c.version), ';' ORDER BY p.ordinal) FROM app.contract_party AS p JOIN app.contract AS c ON c.tenant_id = p.tenant_id AND c.id = p.contract_id WHERE p.tenant_id = $1", tenant.Id));
        const string moved = "contact:Zakład Ubezpieczeń Społecznych:ZUS II Oddział w Łodzi:Właściciel";
        Assert.EndsWith(moved, await HistoryAsync(tenant, letter.Id), StringComparison.Ordinal);
        Assert.EndsWith(moved, await HistoryAsync(tenant, contract.Id), StringComparison.Ordinal);
        Assert.DoesNotContain("contact:", await HistoryAsync(tenant, other.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merger_IsInTheHistoryOfBoth()
    {
        var (tenant, grain, stays, goes) = await TwoAsync();

        (await grain.MergeContacts(new MergeContacts(stays, goes), null, tenant.Owner)).Value();

        Assert.Equal(
            "registered::ZUS II Oddział w Łodzi:Właściciel absorbed::Zakład Ubezpieczeń Społecznych:Właściciel nip::5213017228:Właściciel phone::22 560 16 00:Właściciel",
            await HistoryAsync(tenant, stays));
        Assert.Equal(
            "registered::Zakład Ubezpieczeń Społecznych:Właściciel name:Zakład Ubezpieczeń Społecznych::Właściciel nip:5213017228::Właściciel phone:22 560 16 00::Właściciel",
            await HistoryAsync(tenant, goes));
    }

    [Fact]
    public async Task MergedId_LeadsToTheOneThatStays_AlsoAfterAnotherMerger()
    {
        var (tenant, grain, stays, goes) = await TwoAsync();
        var last = (await grain.CreateContact(Zus with { Name = "ZUS" }, null, tenant.Owner)).Value().Id;

        (await grain.MergeContacts(new MergeContacts(stays, goes), null, tenant.Owner)).Value();
        (await grain.MergeContacts(new MergeContacts(last, stays), null, tenant.Owner)).Value();

        Assert.Equal(
            $"{last} {last}",
            await TextAsync("SELECT string_agg(contact_id::text, ' ') FROM app.contact_merge WHERE tenant_id = $1", tenant.Id));
        (await grain.MergeContacts(new MergeContacts(last, goes), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
        var lost = await grain.RegisterCorrespondence(TestTenant.Letter("Za późno") with { CorrespondentName = null, ContactId = goes }, null, tenant.Owner);
        Assert.Equal("correspondent.contactId", Assert.Single(lost.Refusal.Refused<Refusal.Invalid>().Problems).Field);
    }

    [Fact]
    public async Task Merger_RepeatedWithItsKey_AnswersTheSame()
    {
        var (tenant, grain, stays, goes) = await TwoAsync();
        var key = new IdempotencyKey("merge", "a", [1]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => tenant.Grain(cluster.Grains).MergeContacts(new MergeContacts(stays, goes), key, tenant.Owner)));

        Assert.All(answers, answer => Assert.Equal((stays, 2), (answer.Value().Id, answer.Value().Version)));
        (await grain.MergeContacts(new MergeContacts(stays, stays), null, tenant.Owner)).Refusal.Refused<Refusal.Conflict>();
    }

    /// <summary>Whoever adds a foreign key to contacts adds it to the merger, and then to this list.</summary>
    [Fact]
    public async Task EveryForeignKeyToContacts_IsKnownToTheMerger()
    {
        const string references = """
            SELECT string_agg(c.conrelid::regclass::text, ' ' ORDER BY c.conrelid::regclass::text)
            FROM pg_constraint AS c WHERE c.contype = 'f' AND c.confrelid = 'app.contact'::regclass
            """;

        Assert.Equal("contact_merge contract_party correspondence", await TextAsync(references));
    }

    private async Task<(TestTenant Tenant, ITenantGrain Grain, Guid Stays, Guid Goes)> TwoAsync()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var stays = (await grain.CreateContact(Zus, null, tenant.Owner)).Value().Id;
        return (tenant, grain, stays, (await grain.CreateContact(Double, null, tenant.Owner)).Value().Id);
    }

    private Task<string> HistoryAsync(TestTenant tenant, Guid entry) => TextAsync(
        "SELECT string_agg(field || ':' || coalesce(before, '') || ':' || coalesce(after, '') || ':' || by_name, ' ' ORDER BY history_id) FROM app.history WHERE tenant_id = $1 AND entry_id = $2",
        tenant.Id, entry);

    private async Task<string> TextAsync(string sql, params Guid[] values)
    {
        await using var command = cluster.Database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = value });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
