using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Tenants;

/// <summary>product.md §2: read-only at Warsaw midnight, deleted 30 Warsaw days later, and nothing of the tenant is left.</summary>
public sealed class DeletionTests
{
    /// <summary>A statement of each step, to be made to fail: what came before is done, what comes after is not.</summary>
    public static TheoryData<string, string> Steps => new()
    {
        { "app.idempotency_key", "DELETE" },
        { "app.attachment", "DELETE" },
        { "app.contract_party", "DELETE" },
        { "app.correspondence", "DELETE" },
        { "app.tenant_overview", "DELETE" },
        { "app.invitation", "DELETE" },
        { "app.tenant_key", "DELETE" },
        { "app.dictionary_item", "DELETE" },
        { "app.mail_outbox", "DELETE" },
        { "app.audit", "UPDATE" },
        { "app.membership", "DELETE" },
        { "app.acceptance", "DELETE" },
        { "app.account", "DELETE" },
        { "app.tombstone", "INSERT" },
        { "app.tenant", "DELETE" },
        { "orleans.orleansstorage", "DELETE" },
        { "orleans.orleansreminderstable", "DELETE" },
    };

    [Fact]
    public async Task YearPasses_ReadOnlyAtWarsawMidnight_DeletedThirtyWarsawDaysLater_NothingLeft()
    {
        await using var world = await TenantAlone.OpenAsync();
        var (tenant, grains) = (world.Tenant, world.Grains);
        await Fill(world);
        var opened = WarsawTime.DateOf((await tenant.StatusAsync(grains)).ServerTime);
        var end = WarsawTime.StartOf(opened.AddYears(1));
        var deletion = WarsawTime.StartOf(opened.AddYears(1).AddDays(30));

        var lastDay = (await MoveTo(world, end.AddMilliseconds(-400))).Value();
        Assert.Equal(AccountState.Active, lastDay.State);
        (await tenant.RegisterAsync(grains)).Value();

        var expired = (await MoveTo(world, end)).Value();
        Assert.Equal((AccountState.ReadOnly, end, end, deletion), (expired.State, expired.ValidUntil, expired.ReadOnlySince, expired.DeletionAt));
        (await tenant.RegisterAsync(grains)).Refusal.Refused<Refusal.ReadOnly>();

        Assert.Equal(AccountState.ReadOnly, (await MoveTo(world, deletion.AddSeconds(-5))).Value().State);
        Assert.NotEmpty(await Traces(world));
        Assert.Equal(
            ["deletionIn14Days", "deletionIn1Day", "deletionIn7Days", "expiryIn14Days", "expiryIn1Day", "expiryIn30Days", "expiryIn7Days", "readOnlyBegan"],
            await world.ListAsync("SELECT kind FROM app.mail_outbox ORDER BY kind COLLATE \"C\""));

        Assert.Equal(AccountState.Deleted, (await MoveTo(world, deletion)).Value().State);
        await NothingLeft(world);
        Assert.Equal("4/1", await world.ScalarAsync<string>("SELECT entries || '/' || contracts FROM app.tombstone WHERE tenant_id = $1", tenant.Id));
        (await tenant.Grain(grains).Status(tenant.Owner)).Refusal.Refused<Refusal.TenantGone>();
        (await tenant.RegisterAsync(grains)).Refusal.Refused<Refusal.TenantGone>();
        (await tenant.Grain(grains).SignedIn(tenant.Owner)).Refusal.Refused<Refusal.TenantGone>();
        (await tenant.Grain(grains).Open(tenant.Opening, tenant.Owner)).Refusal.Refused<Refusal.TenantGone>();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task KilledAtAStep_TheNextTickFinishes(string table, string operation)
    {
        await using var world = await TenantAlone.OpenAsync();
        await Fill(world);
        (await world.Tenant.Grain(world.Grains).Close(new CloseAccount(world.Tenant.Company), world.Tenant.Owner)).Value();
        await world.ExecuteAsync($"""
            CREATE FUNCTION public.stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stumbled' USING ERRCODE = '58000'; END $$;
            CREATE TRIGGER stumble BEFORE {operation} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION public.stumble();
            """);

        var outcome = await Record.ExceptionAsync(() => world.Tenant.AdvanceAsync(world.Grains, "PT73H"));
        Assert.NotNull(outcome);
        // What the dead silo claimed to send is free again, as if five minutes had passed.
        await world.RestartAsync(() => world.ExecuteAsync("DROP FUNCTION public.stumble() CASCADE; UPDATE app.mail_outbox SET claimed_until = NULL"));
        await Patient.Call(async () =>
        {
            await world.RingAsync();
            return 0;
        });

        await NothingLeft(world);
        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM app.tombstone"));
        (await world.Tenant.Grain(world.Grains).Status(world.Tenant.Owner)).Refusal.Refused<Refusal.TenantGone>();
    }

    [Fact]
    public async Task Closing_TakenBackInTime_NothingHappens()
    {
        await using var world = await TenantAlone.OpenAsync();
        var (tenant, grains) = (world.Tenant, world.Grains);
        (await tenant.Grain(grains).Close(new CloseAccount($"  {tenant.Company.ToUpperInvariant()} "), tenant.Owner)).Value();
        Assert.Equal(AccountState.Closing, (await tenant.AdvanceAsync(grains, "PT71H")).Value().State);
        (await tenant.RegisterAsync(grains)).Refusal.Refused<Refusal.ReadOnly>();

        Assert.Equal(AccountState.Active, (await tenant.Grain(grains).CancelClosing(tenant.Owner)).Value().State);
        Assert.Equal(AccountState.Active, (await tenant.AdvanceAsync(grains, "PT10H")).Value().State);
        (await tenant.RegisterAsync(grains)).Value();
    }

    [Fact]
    public async Task MemberOfAnotherTenant_KeepsTheAccount()
    {
        await using var world = await TenantAlone.OpenAsync();
        var other = world.Tenant with { Id = Guid.CreateVersion7() };
        (await other.Grain(world.Grains).Open(other.Opening, other.Owner)).Value();
        await world.ExecuteAsync("INSERT INTO app.session (id, account_id, tenant_id, created_at) VALUES (gen_random_uuid(), $1, $2, now())", world.Tenant.OwnerId, world.Tenant.Id);
        (await world.Tenant.Grain(world.Grains).Close(new CloseAccount(world.Tenant.Company), world.Tenant.Owner)).Value();

        Assert.Equal(AccountState.Deleted, (await world.Tenant.AdvanceAsync(world.Grains, "P4D")).Value().State);

        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM app.account"));
        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM app.session WHERE tenant_id IS NULL"));
        Assert.Equal(AccountState.Active, (await other.StatusAsync(world.Grains)).State);
    }

    [Fact]
    public async Task SiloClockJumped_TheDatabasesClockKeepsTheTenant()
    {
        await using var world = await TenantAlone.OpenAsync();
        (await world.Tenant.Grain(world.Grains).Close(new CloseAccount(world.Tenant.Company), world.Tenant.Owner)).Value();
        await world.RestartAsync(configure: services => JumpedClock.In(services, TimeSpan.FromDays(10)));

        await world.RingAsync();
        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM app.tenant WHERE deleting_since IS NULL"));

        await world.RestartAsync();
        Assert.Equal(AccountState.Closing, (await world.Tenant.StatusAsync(world.Grains)).State);
    }

    [Fact]
    public async Task WarningsNotSent_ReadOnlyUntilTheirDaysHavePassed()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.SleepThroughAsync(TimeSpan.FromDays(365 + 60));
        // A mail server that is away: the mails wait.
        await world.ExecuteAsync("ALTER TABLE app.mail_outbox ALTER COLUMN next_attempt_at SET DEFAULT 'infinity'");
        await world.RingAsync();
        var planned = (await world.Tenant.StatusAsync(world.Grains)).DeletionAt!.Value;

        var due = (await MoveTo(world, planned)).Value();
        Assert.Equal(AccountState.ReadOnly, due.State);
        Assert.Equal(WarsawTime.StartOf(WarsawTime.DateOf(planned).AddDays(7)), due.DeletionAt);
        Assert.Equal(1L, await world.ScalarAsync<long>("SELECT count(*) FROM app.tenant WHERE deleting_since IS NULL"));

        await world.ExecuteAsync("UPDATE app.mail_outbox SET next_attempt_at = now()");
        await Patient.Until(async () => await world.ScalarAsync<long>("SELECT count(*) FROM app.mail_outbox WHERE sent_at IS NULL") == 0, "the warnings are sent");
        Assert.Equal(AccountState.ReadOnly, (await MoveTo(world, due.DeletionAt!.Value.AddMinutes(-1))).Value().State);
        Assert.Equal(AccountState.Deleted, (await MoveTo(world, due.DeletionAt!.Value)).Value().State);
    }

    [Fact]
    public async Task Watcher_OfADeletedTenant_IsToldThatItIsGone()
    {
        await using var world = await TenantAlone.OpenAsync();
        var watcher = new RecordingWatcher();
        (await world.Tenant.Grain(world.Grains).Watch(watcher.Reference(world.Grains), world.Tenant.Owner)).Value();
        (await world.Tenant.Grain(world.Grains).Close(new CloseAccount(world.Tenant.Company), world.Tenant.Owner)).Value();

        await world.Tenant.AdvanceAsync(world.Grains, "P4D");

        Assert.Equal(world.Tenant.Id, await watcher.GoneFor.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    /// <summary>A bit of everything that a tenant may have.</summary>
    private static async Task Fill(TenantAlone world)
    {
        var (tenant, grains) = (world.Tenant, world.Grains);
        var key = new IdempotencyKey("test", "a", [1]);
        (await tenant.Grain(grains).ChangeSettings(
            new ChangeSettings { Company = tenant.Company, Address = "ul. Prosta 1", Masks = ["PRZ/{seq}/{yyyy}", "WYS/{seq}/{yyyy}", "WEW/{seq}/{yyyy}", "UM/{seq}/{yyyy}"], LetterKinds = ["Faktura"], ContractKinds = [] },
            tenant.Owner)).Value();
        var letter = (await tenant.RegisterAsync(grains, key: key)).Value();
        (await tenant.RegisterAsync(grains)).Value();
        (await tenant.RegisterAsync(grains, $"Poufne dla {tenant.Email}")).Value();
        var contract = (await tenant.RegisterContractAsync(grains)).Value();
        (await tenant.Grain(grains).AddAnnex(new AddAnnex { ContractId = contract.Id, Number = "1", Description = "aneks", Changes = [] }, null, tenant.Owner)).Value();
        (await tenant.Grain(grains).AttachToCorrespondence(
            new AttachFile { EntryId = letter.Id, Id = Guid.CreateVersion7(), Name = "skan.pdf", MediaType = "application/pdf", Size = 1, Sha256 = new byte[32] }, null, tenant.Owner)).Value();
        (await tenant.Grain(grains).AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), null, tenant.Owner)).Value();
        await world.ExecuteAsync("INSERT INTO app.contact (tenant_id, id, name, created_at) VALUES ($1, gen_random_uuid(), 'Kontrahent', now())", tenant.Id);
        var (stays, goes) = ((await tenant.Grain(grains).CreateContact(new ContactDetails { Name = "Zostaje" }, null, tenant.Owner)).Value(), (await tenant.Grain(grains).CreateContact(new ContactDetails { Name = "Znika" }, null, tenant.Owner)).Value());
        (await tenant.Grain(grains).MergeContacts(new MergeContacts(stays.Id, goes.Id), null, tenant.Owner)).Value();
        await world.ExecuteAsync("""
            INSERT INTO app.personal_token (id, hash, account_id, tenant_id, name, created_at)
            VALUES (gen_random_uuid(), sha256('x'), $1, $2, 'token', now())
            """, tenant.OwnerId, tenant.Id);
        await world.ExecuteAsync("""
            INSERT INTO app.audit (tenant_id, account_id, by_name, kind, address, details)
            VALUES ($1, $2, $3, 'roleChanged', '192.0.2.1', jsonb_build_object('member', $3)), (NULL, $2, $3, 'signedIn', '192.0.2.1', '{}')
            """, tenant.Id, tenant.OwnerId, tenant.Email);
    }

    private static Task<Outcome<TenantSnapshot>> MoveTo(TenantAlone world, DateTimeOffset instant) =>
        world.Tenant.Grain(world.Grains).MoveClock(new MoveClock(null, instant), world.Tenant.Owner);

    /// <summary>The farewell is sent and gone. The tombstone alone stays, which does not name the company, and an audit of nobody.</summary>
    private static async Task NothingLeft(TenantAlone world)
    {
        await Patient.Until(async () => (await world.ListAsync("SELECT key FROM app.mail_outbox")).Count == 0, "the farewell is sent");
        Assert.Equal("app.tombstone", string.Join(' ', (await Traces(world)).Where(table => table != "app.audit").Order(StringComparer.Ordinal)));
        Assert.Single(TestMails.To(world.Tenant.Email), mail => mail.Subject!.StartsWith("Konto zostało usunięte", StringComparison.Ordinal));
        Assert.Equal(3L, await world.ScalarAsync<long>("SELECT count(*) FROM app.audit WHERE by_name = '' AND address IS NULL AND details = '{}'"));
        Assert.Equal(0L, await world.ScalarAsync<long>("SELECT count(*) FROM app.audit AS a WHERE strpos(a::text, $1) > 0 OR account_id = $2", world.Tenant.Email, world.Tenant.OwnerId));
        Assert.DoesNotContain(world.Tenant.Company, (await world.ListAsync("SELECT t::text FROM app.tombstone AS t"))[0], StringComparison.Ordinal);
        Assert.Equal(0L, await world.ScalarAsync<long>("SELECT (SELECT count(*) FROM orleans.orleansstorage) + (SELECT count(*) FROM orleans.orleansreminderstable)"));
    }

    /// <summary>The table of each row anywhere that holds anything of the tenant's: bytes are looked into as text.</summary>
    private static async Task<IReadOnlyList<string>> Traces(TenantAlone world)
    {
        var tenant = world.Tenant;
        var tables = await world.ListAsync("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('app', 'orleans')");
        Assert.True(tables.Count > 20);
        var found = new List<string>();
        foreach (var table in tables)
        {
            // A row as text shows bytes as hexadecimal digits.
            string[] needles = [tenant.Email, .. from id in (Guid[])[tenant.Id, tenant.OwnerId] from form in (string[])["D", "N"] select id.ToString(form)];
            var rows = await world.ScalarAsync<long>(
                $"SELECT count(*) FROM {table} AS x WHERE lower(x::text) ~ $1", string.Join('|', needles.SelectMany(needle => (string[])[needle, Hex(needle)])));
            for (var i = 0; i < rows; i++)
                found.Add(table);
        }

        return found;
    }

    private static string Hex(string text) => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text));
}
