using System.Text.Json;
using AleSekretariat.Database;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Audit;

/// <summary>
/// The append-only log of script 0007, as far as the web node writes it: what people do to their own access. What happens to a
/// company is written by its grain, in the statement that does it.
/// </summary>
public sealed class AuditLog(WebDatabase database, TimeProvider time)
{
    // The policy of the table lets a connection write for the company it acts for and for no other.
    private const string Append = """
        WITH entered AS MATERIALIZED (SELECT set_config('app.tenant_id', coalesce($1::text, ''), true))
        INSERT INTO app.audit (at, tenant_id, account_id, by_name, kind, succeeded, address, details)
        SELECT $2, $1, $3, $4, $5, $6, $7, $8 FROM entered
        """;

    /// <summary>Keeps an event. Fails as the database fails: what cannot be recorded is not done.</summary>
    public async Task WriteAsync(AuditEvent happened, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(happened);
        await using var command = database.DataSource.CreateCommand(Append);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)happened.TenantId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)happened.AccountId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = happened.ByName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = happened.Kind });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = happened.Succeeded });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)happened.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Inet });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(happened.Details), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
