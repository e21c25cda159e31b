using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;
using Npgsql;

namespace AleSekretariat.Grains.Tests.Registers;

/// <summary>Letters after registration: changed as a whole, given, moved on, answered; with their true history.</summary>
public sealed class LetterChangeTests(TestCluster cluster)
{
    private static readonly RegisterCorrespondence Everything = new()
    {
        Direction = Direction.Incoming,
        Subject = "Wezwanie do korekty",
        CorrespondentName = "ZUS II Oddział w Łodzi",
        CorrespondentAddress = "ul. Lipiec 11\n94-058 Łódź",
        Reference = "320000/71",
        LetterKind = "pismo urzędowe",
        Tags = ["pilne", "ZUS"],
        Enclosures = 2,
        MassGrams = 120,
        Fee = 9.9m,
        DeclaredValue = 100m,
        CashOnDelivery = 0m,
        CaseMark = "DO.12.2026",
        EarlierNumber = "15/2025",
        Notes = "jedno\ndrugie",
    };

    [Fact]
    public async Task EveryField_IsStored_ReadForAChange_AndChangedBack()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var colleague = await tenant.JoinAsync(cluster.Database, cluster.Grains);
        var contract = (await tenant.RegisterContractAsync(cluster.Grains)).Value();
        var other = (await tenant.RegisterAsync(cluster.Grains)).Value();
        var full = Everything with
        {
            Confidential = true, People = [colleague.UserId], Related = [other.Id], ReplyTo = other.Id, ContractId = contract.Id,
            AssignedTo = colleague.UserId, Instruction = "odpisać", AssignmentDue = new DateOnly(2199, 1, 1),
        };

        var letter = (await grain.RegisterCorrespondence(full, null, tenant.Owner)).Value();
        Assert.Equal(CorrespondenceStatus.Assigned, letter.Status);
        Assert.Equal(colleague.Name, letter.AssignedToName);

        // The same again is no change; then everything is taken away, and the history has it all.
        var same = (await grain.ChangeCorrespondence(new(letter.Id, 1, full), null, tenant.Owner)).Value();
        Assert.Equal(1, same.Version);
        var bare = new RegisterCorrespondence { Direction = Direction.Incoming, Subject = "Wezwanie do korekty" };
        Assert.Equal(2, (await grain.ChangeCorrespondence(new(letter.Id, 1, bare), null, tenant.Owner)).Value().Version);
        Assert.Equal(
            [
                "registered", "correspondent", "correspondentAddress", "reference", "massGrams", "fee", "declaredValue", "cashOnDelivery", "letterKind", "tags",
                "enclosures", "caseMark", "contractId", "replyTo", "related", "confidential", "people", "notes", "earlierNumber",
            ],
            (await HistoryAsync(letter.Id)).Select(line => line.Field));
        Assert.Equal("pilne, ZUS", (await HistoryAsync(letter.Id)).Single(line => line.Field == "tags").Before);
        Assert.Equal(0L, await CountAsync("SELECT (SELECT count(*) FROM app.correspondence_person WHERE tenant_id = $1) + (SELECT count(*) FROM app.correspondence_link WHERE tenant_id = $1)", tenant.Id));

        // Whom it was given to is not typed over.
        Assert.Equal(colleague.UserId, await ScalarAsync<Guid>("SELECT assigned_to FROM app.correspondence WHERE id = $1", letter.Id));
        Assert.Equal(3, (await grain.ChangeCorrespondence(new(letter.Id, 2, full), null, tenant.Owner)).Value().Version);
        Assert.Equal(2L, await CountAsync("SELECT (SELECT count(*) FROM app.correspondence_person WHERE tenant_id = $1) + (SELECT count(*) FROM app.correspondence_link WHERE tenant_id = $1)", tenant.Id));
    }

    [Fact]
    public async Task Change_OfAnOldVersion_IsStaleAndWritesNothing()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();
        var wanted = TestTenant.Letter("Zmienione");
        (await grain.ChangeCorrespondence(new(letter.Id, 1, wanted), null, tenant.Owner)).Value();

        var stale = (await grain.ChangeCorrespondence(new(letter.Id, 1, TestTenant.Letter("Za późno")), null, tenant.Owner)).Refusal.Refused<Refusal.Stale>();

        Assert.Equal(2, stale.Version);
        Assert.Equal("Zmienione", await ScalarAsync<string>("SELECT subject FROM app.correspondence WHERE id = $1", letter.Id));
        Assert.Equal([("registered", null, letter.Number), ("subject", "Pismo w sprawie", "Zmienione")], await HistoryAsync(letter.Id));
    }

    [Fact]
    public async Task TwoChangesAtOnce_OneIsWrittenAndTheOtherIsStale()
    {
        var tenant = await cluster.OpenTenantAsync();
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            tenant.Grain(cluster.Grains).ChangeCorrespondence(new(letter.Id, 1, TestTenant.Letter($"Zmiana {i}")), null, tenant.Owner)));

        Assert.Single(outcomes, outcome => outcome.Granted(out _, out _));
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.IsType<Refusal.Stale>(outcome.Refusal));
        Assert.Equal(2, (await HistoryAsync(letter.Id)).Count);
    }

    [Fact]
    public async Task Change_WithAKey_IsMadeOnce_AndItsRepeatIsNotStale()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();
        var command = new ChangeCorrespondence(letter.Id, 1, TestTenant.Letter("Zmienione"));

        var first = (await grain.ChangeCorrespondence(command, new IdempotencyKey("PUT", "a", [1]), tenant.Owner)).Value();
        var again = (await grain.ChangeCorrespondence(command, new IdempotencyKey("PUT", "a", [1]), tenant.Owner)).Value();

        Assert.Equal(first, again);
        (await grain.ChangeCorrespondence(command, new IdempotencyKey("PUT", "a", [2]), tenant.Owner)).Refusal.Refused<Refusal.IdempotencyMismatch>();
        Assert.Equal(2, (await HistoryAsync(letter.Id)).Count);
    }

    [Fact]
    public async Task Change_OfWhatIsFixedAnnulledOrUnknown_IsRefused()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();

        var turned = (await grain.ChangeCorrespondence(new(letter.Id, 1, TestTenant.Letter("Pismo") with { Direction = Direction.Outgoing }), null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        Assert.Equal(("direction", "fixed"), (turned.Problems[0].Field, turned.Problems[0].Code));
        var unknown = (await grain.ChangeCorrespondence(
            new(letter.Id, 1, TestTenant.Letter("Pismo") with { ContractId = Guid.NewGuid(), ReplyTo = Guid.NewGuid(), Related = [Guid.NewGuid()], Confidential = true, People = [Guid.NewGuid()] }),
            null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        Assert.Equal(["replyTo", "contractId", "related[0]", "people[0]"], unknown.Problems.Select(problem => problem.Field));
        (await grain.ChangeCorrespondence(new(Guid.NewGuid(), 1, TestTenant.Letter("Pismo")), null, tenant.Owner)).Refusal.Refused<Refusal.NotFound>();

        (await grain.AnnulCorrespondence(new AnnulEntry(letter.Id, "pomyłka"), null, tenant.Owner)).Value();
        Assert.Equal("annulled", (await grain.ChangeCorrespondence(new(letter.Id, 2, TestTenant.Letter("Pismo")), null, tenant.Owner)).Refusal.Refused<Refusal.Conflict>().Reason);
        Assert.Equal("annulled", (await grain.MoveCorrespondence(new(letter.Id, CorrespondenceStatus.Done, null, null), null, tenant.Owner)).Refusal.Refused<Refusal.Conflict>().Reason);
    }

    [Fact]
    public async Task Given_IsReadAndConfirmedByItsAssignee_AndReadingRaisesNoVersion()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var boss = await tenant.JoinAsync(cluster.Database, cluster.Grains, TenantRole.Viewer);
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();

        Assert.Equal(2, (await grain.AssignCorrespondence(new(letter.Id, boss.UserId, "zapłacić", null), null, tenant.Owner)).Value().Version);
        (await grain.ReadCorrespondence(letter.Id, tenant.Owner)).Value();
        Assert.Equal(2, (await grain.ReadCorrespondence(letter.Id, boss)).Value().Version);
        (await grain.ReadCorrespondence(letter.Id, boss)).Value();
        Assert.Equal("not-assigned", (await grain.ConfirmCorrespondence(letter.Id, tenant.Owner)).Refusal.Refused<Refusal.Conflict>().Reason);
        (await grain.ConfirmCorrespondence(letter.Id, boss)).Value();

        Assert.Equal(["registered", "status", "assignedTo", "instruction", "readAt", "confirmedAt"], (await HistoryAsync(letter.Id)).Select(line => line.Field));
        var nobody = (await grain.AssignCorrespondence(new(letter.Id, Guid.NewGuid(), null, null), null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        Assert.Equal(("accountId", "notFound"), (nobody.Problems[0].Field, nobody.Problems[0].Code));
        (await grain.SuspendMember(boss.UserId, tenant.Owner)).Value();
        (await grain.AssignCorrespondence(new(letter.Id, boss.UserId, "jeszcze raz", null), null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
    }

    [Fact]
    public async Task Answer_ClosesTheLetterItAnswersInTheSameStatement()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var letter = (await tenant.RegisterAsync(cluster.Grains)).Value();

        var answer = (await grain.RegisterCorrespondence(TestTenant.Letter("Odpowiedź") with { Direction = Direction.Outgoing, ReplyTo = letter.Id }, null, tenant.Owner)).Value();

        Assert.Equal([("registered", null, letter.Number), ("status", "new", "done"), ("reply", null, answer.Id.ToString("D"))], await HistoryAsync(letter.Id));
        Assert.Equal("3 2", await ScalarAsync<string>("SELECT status || ' ' || version FROM app.correspondence WHERE id = $1", letter.Id));
        // A second answer finds it closed and leaves it alone.
        (await grain.RegisterCorrespondence(TestTenant.Letter("Uzupełnienie") with { Direction = Direction.Outgoing, ReplyTo = letter.Id }, null, tenant.Owner)).Value();
        Assert.Equal(3, (await HistoryAsync(letter.Id)).Count);
        var nowhere = (await grain.RegisterCorrespondence(TestTenant.Letter("Odpowiedź") with { Direction = Direction.Outgoing, ReplyTo = Guid.NewGuid() }, null, tenant.Owner)).Refusal.Refused<Refusal.Invalid>();
        Assert.Equal("replyTo", nowhere.Problems[0].Field);
    }

    [Fact]
    public async Task ConfidentialLetter_IsNotThereForWhoeverIsNotOnIt_AndLinksToItAreKept()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        var clerk = await tenant.JoinAsync(cluster.Database, cluster.Grains);
        var secret = (await grain.RegisterCorrespondence(TestTenant.Letter("Poufne") with { Confidential = true }, null, tenant.Owner)).Value();
        var plain = (await grain.RegisterCorrespondence(TestTenant.Letter("Jawne") with { Related = [secret.Id] }, null, tenant.Owner)).Value();

        (await grain.ChangeCorrespondence(new(secret.Id, null, TestTenant.Letter("Zmiana")), null, clerk)).Refusal.Refused<Refusal.NotFound>();
        (await grain.MoveCorrespondence(new(secret.Id, CorrespondenceStatus.Done, null, null), null, clerk)).Refusal.Refused<Refusal.NotFound>();
        (await grain.AnnulCorrespondence(new AnnulEntry(secret.Id, "pomyłka"), null, clerk)).Refusal.Refused<Refusal.NotFound>();
        (await grain.RegisterCorrespondence(TestTenant.Letter("Obok") with { Related = [secret.Id] }, null, clerk)).Refusal.Refused<Refusal.Invalid>();
        // The clerk cannot see the link, so that sending none does not cut it.
        (await grain.ChangeCorrespondence(new(plain.Id, 1, TestTenant.Letter("Jawne, poprawione")), null, clerk)).Value();
        Assert.Equal(1L, await CountAsync("SELECT count(*) FROM app.correspondence_link WHERE tenant_id = $1", tenant.Id));

        (await grain.ChangeCorrespondence(new(secret.Id, 1, TestTenant.Letter("Poufne") with { Confidential = true, People = [clerk.UserId] }), null, tenant.Owner)).Value();
        (await grain.MoveCorrespondence(new(secret.Id, CorrespondenceStatus.InProgress, null, null), null, clerk)).Value();
    }

    private async Task<IReadOnlyList<(string Field, string? Before, string? After)>> HistoryAsync(Guid id)
    {
        await using var command = cluster.Database.Owner.CreateCommand("SELECT field, before, after FROM app.history WHERE entry_id = $1 ORDER BY history_id");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        var lines = new List<(string, string?, string?)>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add((reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return lines;
    }

    private Task<long> CountAsync(string sql, Guid id) => ScalarAsync<long>(sql, id);

    private async Task<T> ScalarAsync<T>(string sql, Guid id)
    {
        await using var command = cluster.Database.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
