using AleSekretariat.Database;
using Npgsql;

namespace AleSekretariat.Grains.Registers;

/// <summary>What a tenant's grain asks the registers about: keys used before, contacts, an entry whose fate is unknown.</summary>
/// <param name="database">The silo's pool.</param>
public sealed class EntryStore(SiloDatabase database)
{
    private const string KeyUsed = """
        SELECT k.body_hash, k.answer::text FROM app.idempotency_key AS k WHERE k.tenant_id = $1 AND k.route = $2 AND k.key = $3
        """;

    private const string EntryExists = """
        SELECT EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = $1 AND c.id = $2)
          OR EXISTS (SELECT FROM app.contract AS c WHERE c.tenant_id = $1 AND c.id = $2)
        """;

    private const string KnownContacts = "SELECT c.id FROM app.contact AS c WHERE c.tenant_id = $1 AND c.id = ANY ($2)";

    internal async Task<RegistrationResult.Repeated?> FindKey(Guid tenantId, string route, string key)
    {
        await using var command = database.DataSource.CreateCommand(KeyUsed);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = route });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new RegistrationResult.Repeated(reader.GetFieldValue<byte[]>(0), reader.GetString(1))
            : null;
    }

    internal async Task<bool> Exists(Guid tenantId, Guid entryId)
    {
        await using var command = database.DataSource.CreateCommand(EntryExists);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entryId });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<IReadOnlySet<Guid>> ContactsAmong(Guid tenantId, IReadOnlyCollection<Guid> ids)
    {
        await using var command = database.DataSource.CreateCommand(KnownContacts);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        await using var reader = await command.ExecuteReaderAsync();
        var known = new HashSet<Guid>();
        while (await reader.ReadAsync())
            known.Add(reader.GetGuid(0));
        return known;
    }
}
