using System.Globalization;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>What is registered is stored as it was answered; what is wrong costs nothing.</summary>
public sealed class RegisteringTests(TestCluster cluster)
{
    [Fact]
    public async Task Letter_EveryField_IsStoredAsAnswered()
    {
        var tenant = await cluster.OpenTenantAsync();
        var command = new RegisterCorrespondence
        {
            Direction = Direction.Outgoing,
            Subject = "  Odpowiedź „zażółć” 🐝 ",
            CorrespondentName = " Urząd ",
            Date = new DateOnly(2026, 11, 20),
            LetterDate = new DateOnly(2026, 11, 19),
            Reference = "A/1",
            DeliveryMethod = DeliveryMethod.EDelivery,
            PostalNumber = "x1",
            EDeliveryAddress = "ae:pl-12345-12345-abcde-12",
            DueOn = new DateOnly(2026, 12, 1),
            Confidential = true,
            Notes = "jedno\ndrugie",
        };

        var letter = (await tenant.Grain(cluster.Grains).RegisterCorrespondence(command, null, tenant.Owner)).Value();

        Assert.Equal(("WYS/1/" + letter.Year.ToString(CultureInfo.InvariantCulture), CorrespondenceStatus.Prepared, "Właściciel"), (letter.Number, letter.Status, letter.RegisteredBy));
        Assert.Equal(command with { Subject = "Odpowiedź „zażółć” 🐝", CorrespondentName = "Urząd", EDeliveryAddress = "AE:PL-12345-12345-ABCDE-12" }, letter.Letter);
        await using var sql = cluster.Database.Owner.CreateCommand("SELECT to_jsonb(c) - 'search_text' FROM app.correspondence AS c WHERE c.id = $1");
        sql.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = letter.Id });
        using var row = System.Text.Json.JsonDocument.Parse((string)(await sql.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        string? Field(string name) => row.RootElement.GetProperty(name).ToString();
        Assert.Equal(
            ("1", "Odpowiedź „zażółć” 🐝", "Urząd", "2026-11-20", "2026-11-19", "A/1", "4", "x1", "AE:PL-12345-12345-ABCDE-12", "2026-12-01", "True", "jedno\ndrugie", "4"),
            (Field("direction"), Field("subject"), Field("correspondent"), Field("document_date"), Field("letter_date"), Field("reference"), Field("delivery_method"),
             Field("postal_number"), Field("e_delivery_address"), Field("due_on"), Field("confidential"), Field("notes"), Field("status")));
        Assert.Equal(letter.RegisteredAt, row.RootElement.GetProperty("registered_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task EachSeries_HasItsOwnNumbers()
    {
        var tenant = await cluster.OpenTenantAsync();
        var numbers = new List<string>();
        foreach (var direction in (Direction[])[Direction.Incoming, Direction.Outgoing, Direction.Internal, Direction.Incoming])
            numbers.Add((await tenant.Grain(cluster.Grains).RegisterCorrespondence(TestTenant.Letter("Pismo") with { Direction = direction }, null, tenant.Owner)).Value().Number);
        numbers.Add((await tenant.RegisterContractAsync(cluster.Grains)).Value().Number);

        var year = WarsawTime.DateOf((await tenant.StatusAsync(cluster.Grains)).ServerTime).Year;
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"RPW/1/{year} WYS/1/{year} WEW/1/{year} RPW/2/{year} UM/1/{year}"), string.Join(' ', numbers));
        Assert.Equal(4, (await tenant.StatusAsync(cluster.Grains)).Correspondence.Used);
    }

    [Fact]
    public async Task Contract_EveryField_IsStoredAsAnswered()
    {
        var tenant = await cluster.OpenTenantAsync();
        var command = new RegisterContract
        {
            Subject = "Dostawa",
            Parties = [new ContractParty(null, " Zażółć S.A. ", "526-000-12-46", "wykonawca"), new ContractParty(null, "Druga", null, null)],
            CounterpartyNumber = "X/7",
            SignedOn = new DateOnly(2026, 1, 31),
            ValidTo = new DateOnly(2027, 12, 31),
            Value = 999_999_999_999.99m,
            Notice = new ContractNotice(3, NoticeUnit.Months, NoticeEffect.EndOfMonth),
        };

        var contract = (await tenant.Grain(cluster.Grains).RegisterContract(command, null, tenant.Owner)).Value();

        Assert.Equal((new DateOnly(2026, 1, 31), "PLN", ContractStatus.InForce, new DateOnly(2027, 9, 30)), (contract.Contract.ValidFrom, contract.Contract.Currency, contract.Status, contract.LastTerminationDay));
        await using var sql = cluster.Database.Owner.CreateCommand("""
            SELECT concat_ws('|', c.parties, c.value, c.currency, c.notice_amount, c.notice_unit, c.notice_effect, c.status, c.valid_to,
              (SELECT string_agg(concat_ws(':', p.ordinal, p.name, p.nip, p.role), ',' ORDER BY p.ordinal) FROM app.contract_party AS p WHERE p.contract_id = c.id))
            FROM app.contract AS c WHERE c.id = $1
            """);
        sql.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = contract.Id });
        Assert.Equal(
            "Zażółć S.A., Druga|999999999999.99|PLN|3|2|1|1|2027-12-31|0:Zażółć S.A.:5260001246:wykonawca,1:Druga",
            await sql.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Contact_OfTheTenant_IsTakenIn_AnotherIsNotFoundAtItsField()
    {
        var (tenant, other) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());
        var (mine, foreign) = (await Contact(tenant, "Kontrahent A"), await Contact(other, "Kontrahent B"));
        var grain = tenant.Grain(cluster.Grains);

        var letter = (await grain.RegisterCorrespondence(TestTenant.Letter("Pismo") with { CorrespondentName = null, ContactId = mine }, null, tenant.Owner)).Value();
        var refusedLetter = (await grain.RegisterCorrespondence(TestTenant.Letter("Pismo") with { CorrespondentName = null, ContactId = foreign }, null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        var refusedContract = (await grain.RegisterContract(TestTenant.Contract("Umowa") with
        {
            Parties = [new ContractParty(mine, null, null, null), new ContractParty(foreign, null, null, null)],
        }, null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        var next = (await tenant.RegisterAsync(cluster.Grains)).Value();

        Assert.Equal(("correspondent.contactId", "notFound"), (Assert.Single(refusedLetter.Problems).Field, refusedLetter.Problems[0].Code));
        Assert.Equal(("parties[1].contactId", "notFound"), (Assert.Single(refusedContract.Problems).Field, refusedContract.Problems[0].Code));
        Assert.Equal(2, next.Sequence);
        (await RegisterAudit.OfLettersAsync(cluster.Database, tenant.Id)).MustAgreeOn(2);
        Assert.Equal(0, (await tenant.StatusAsync(cluster.Grains)).Contracts.Used);
        await using var sql = cluster.Database.Owner.CreateCommand("SELECT correspondent FROM app.correspondence WHERE id = $1");
        sql.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = letter.Id });
        Assert.Equal("Kontrahent A", await sql.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WrongInput_IsRefusedFieldByField_AndCostsNothing()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);

        var letter = await grain.RegisterCorrespondence(new RegisterCorrespondence { Direction = (Direction)9, Subject = null!, Date = new DateOnly(1, 1, 1) }, null, tenant.Owner);
        var contract = await grain.RegisterContract(new RegisterContract { Subject = "x\0", Parties = default }, null, tenant.Owner);
        var ends = await grain.RegisterContract(TestTenant.Contract("Umowa") with { SignedOn = new DateOnly(2026, 5, 2), ValidTo = new DateOnly(2026, 5, 1) }, null, tenant.Owner);

        Assert.Contains(letter.Refusal.Refused<Refusal.Invalid>().Problems, problem => (problem.Field, problem.Code) == ("subject", "required"));
        Assert.Contains(letter.Refusal.Refused<Refusal.Invalid>().Problems, problem => problem.Field == "direction");
        Assert.Contains(contract.Refusal.Refused<Refusal.Invalid>().Problems, problem => (problem.Field, problem.Code) == ("parties", "required"));
        Assert.Equal("validTo", Assert.Single(ends.Refusal.Refused<Refusal.Invalid>().Problems).Field);
        (await RegisterAudit.OfLettersAsync(cluster.Database, tenant.Id)).MustAgreeOn(0);
    }

    [Fact]
    public async Task Annulled_KeepsNumberAndCount_WithTrueHistory_OnceOnly()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();
        var contract = (await tenant.RegisterContractAsync(cluster.Grains)).Value();

        var annulled = (await grain.AnnulCorrespondence(new AnnulEntry(letter.Id, "  pomyłka "), null, tenant.Owner)).Value();
        var annulledContract = (await grain.AnnulContract(new AnnulEntry(contract.Id, "podwójnie"), null, tenant.Owner)).Value();

        Assert.Equal((letter.Number, 2), (annulled.Number, annulled.Version));
        Assert.Equal((contract.Number, 2), (annulledContract.Number, annulledContract.Version));
        Assert.Equal("already-annulled", (await grain.AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), null, tenant.Owner)).Refusal.Refused<Refusal.Conflict>().Reason);
        Assert.Equal(1, (await tenant.StatusAsync(cluster.Grains)).Correspondence.Used);
        await using var sql = cluster.Database.Owner.CreateCommand("SELECT string_agg(concat_ws(':', field, before, after, by_name), ' ' ORDER BY history_id) FROM app.history WHERE entry_id = $1");
        sql.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = letter.Id });
        Assert.Equal($"registered:{letter.Number}:Właściciel status:new:annulled:Właściciel annulReason:pomyłka:Właściciel", await sql.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Annulling_ForeignOrUnseenOrWithoutReason_IsRefused()
    {
        var (tenant, other) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());
        var grain = tenant.Grain(cluster.Grains);
        var foreign = (await other.RegisterAsync(cluster.Grains)).Value();
        var secret = (await grain.RegisterCorrespondence(TestTenant.Letter("Poufne") with { Confidential = true }, null, tenant.Owner)).Value();
        var clerk = tenant.Owner with { UserId = Guid.CreateVersion7(), Role = TenantRole.Office };

        (await grain.AnnulCorrespondence(new AnnulEntry(foreign.Id, "pomyłka"), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
        (await grain.AnnulContract(new AnnulEntry(secret.Id, "pomyłka"), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
        (await grain.AnnulCorrespondence(new AnnulEntry(secret.Id, "pomyłka"), null, clerk)).Refusal.Refused<Refusal.NotFound>();
        (await grain.AnnulCorrespondence(new AnnulEntry(secret.Id, " x "), null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        (await grain.AnnulCorrespondence(new AnnulEntry(secret.Id, null!), null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        (await grain.AnnulCorrespondence(new AnnulEntry(secret.Id, "pomyłka"), null, tenant.Owner)).Value();
    }

    [Fact]
    public async Task Ids_SortAsTheyWereRegistered()
    {
        var tenant = await cluster.OpenTenantAsync();
        var letters = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => tenant.RegisterAsync(cluster.Grains)));

        var byId = letters.Select(letter => letter.Value()).OrderBy(letter => letter.Id.ToString(), StringComparer.Ordinal).Select(letter => letter.Sequence);

        Assert.Equal(Enumerable.Range(1, 10), byId);
    }

    private async Task<Guid> Contact(TestTenant tenant, string name)
    {
        var id = Guid.CreateVersion7();
        await using var sql = cluster.Database.Owner.CreateCommand("INSERT INTO app.contact (tenant_id, id, name, created_at) VALUES ($1, $2, $3, now())");
        sql.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id });
        sql.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        sql.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await sql.ExecuteNonQueryAsync();
        return id;
    }
}
