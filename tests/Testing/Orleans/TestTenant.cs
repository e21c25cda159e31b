using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Testing.Orleans;

/// <summary>A tenant with its owner's account, and short forms of what tests do with it.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="OwnerId">Its owner's account.</param>
/// <param name="Email">The owner's address.</param>
public sealed record TestTenant(Guid Id, Guid OwnerId, string Email)
{
    private const string InsertAccount = """
        INSERT INTO app.account (id, user_name, normalized_user_name, email, normalized_email, security_stamp, concurrency_stamp, created_at)
        VALUES ($1, $2, upper($2), $2, upper($2), 'stamp', 'stamp', now())
        """;

    /// <summary>The company's name.</summary>
    public string Company => $"Firma {Id:N}";

    /// <summary>The owner, in a browser.</summary>
    public Actor Owner => new(Id, OwnerId, "Właściciel", TenantRole.Owner, ActorKind.Browser);

    /// <summary>The operator's administrator.</summary>
    public Actor Operator => new(Id, Guid.Empty, "Administrator", TenantRole.Owner, ActorKind.Operator);

    /// <summary>Makes the account only.</summary>
    public static async Task<TestTenant> UnopenedAsync(TestDatabase database)
    {
        var owner = Guid.CreateVersion7();
        var tenant = new TestTenant(Guid.CreateVersion7(), owner, $"owner-{owner:N}@example.com");
        await using var command = database.Owner.CreateCommand(InsertAccount);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = owner });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant.Email });
        await command.ExecuteNonQueryAsync();
        return tenant;
    }

    /// <summary>Makes the account and opens the tenant on Green.</summary>
    public static async Task<TestTenant> OpenAsync(TestDatabase database, IGrainFactory grains)
    {
        var tenant = await UnopenedAsync(database);
        var outcome = await tenant.Grain(grains).Open(tenant.Opening, tenant.Owner);
        return outcome.Granted(out _, out var refusal) ? tenant : throw new InvalidOperationException($"Refused: {refusal}");
    }

    /// <summary>The command that opens it.</summary>
    public OpenTenant Opening => new(Company, Nip: null, OwnerId);

    /// <summary>Its grain.</summary>
    public ITenantGrain Grain(IGrainFactory grains) => grains.GetGrain<ITenantGrain>(Id);

    /// <summary>Its grain as the operator calls it.</summary>
    public ITenantOperations Operations(IGrainFactory grains) => grains.GetGrain<ITenantOperations>(Id);

    /// <summary>Registers an incoming letter.</summary>
    public Task<Outcome<RegisteredCorrespondence>> RegisterAsync(
        IGrainFactory grains, string subject = "Pismo w sprawie", IdempotencyKey? key = null, Actor? actor = null) =>
        Grain(grains).RegisterCorrespondence(Letter(subject), key, actor ?? Owner);

    /// <summary>An incoming letter.</summary>
    public static RegisterCorrespondence Letter(string subject) =>
        new() { Direction = Direction.Incoming, Subject = subject, CorrespondentName = "Urząd Miasta Łodzi" };

    /// <summary>A contract with one party.</summary>
    public static RegisterContract Contract(string subject) =>
        new() { Subject = subject, Parties = [new ContractParty(null, "Zażółć S.A.", null, "wykonawca")] };

    /// <summary>Registers a contract.</summary>
    public Task<Outcome<RegisteredContract>> RegisterContractAsync(IGrainFactory grains, string subject = "Dostawa prądu", IdempotencyKey? key = null) =>
        Grain(grains).RegisterContract(Contract(subject), key, Owner);

    /// <summary>Moves its test clock by an ISO 8601 duration.</summary>
    public Task<Outcome<TenantSnapshot>> AdvanceAsync(IGrainFactory grains, string duration) =>
        Grain(grains).MoveClock(new MoveClock(duration, null), Owner);

    /// <summary>The tenant as it stands.</summary>
    public async Task<TenantSnapshot> StatusAsync(IGrainFactory grains)
    {
        var outcome = await Grain(grains).Status(Owner);
        return outcome.Granted(out var snapshot, out var refusal) ? snapshot : throw new InvalidOperationException($"Refused: {refusal}");
    }
}
