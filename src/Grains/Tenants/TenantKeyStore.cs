using AleSekretariat.Database;
using AleSekretariat.Keys;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Tenants;

/// <summary>Gives a tenant the key that encrypts its attachments. The silo makes and destroys keys; web nodes use them.</summary>
/// <param name="database">The silo's pool.</param>
/// <param name="master">Wraps the key for the database.</param>
public sealed class TenantKeyStore(SiloDatabase database, MasterKeys master)
{
    // FOR NO KEY UPDATE as with every write of the tenant: two activations cannot each give it a key.
    private const string InsertKey = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        )
        INSERT INTO app.tenant_key (tenant_id, key_id, wrapped, created_at)
        SELECT o.tenant_id, $3, $4, $5 FROM owned AS o
        WHERE NOT EXISTS (SELECT FROM app.tenant_key AS k WHERE k.tenant_id = o.tenant_id)
        """;

    /// <summary>Makes the tenant's first key. Does nothing when it has one, or when the claim is lost: the next statement tells.</summary>
    internal async Task MakeFirst(Guid tenantId, long epoch, DateTimeOffset now)
    {
        var key = TenantKey.Make();
        await using var command = database.DataSource.CreateCommand(InsertKey);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Id });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Wrap(master, tenantId) });
        command.Parameters.Add(new NpgsqlParameter { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync();
    }
}
