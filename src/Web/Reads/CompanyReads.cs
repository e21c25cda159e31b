using AleSekretariat.Database;
using AleSekretariat.Domain.Company;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>The company's settings as they stand, read under row-level security.</summary>
public sealed class CompanyReads(WebDatabase database)
{
    private const string Find = """
        SELECT t.company, t.nip, t.address, t.invoice_name, t.invoice_nip, t.invoice_address, t.invoice_email,
          ARRAY[t.mask_incoming, t.mask_outgoing, t.mask_internal, t.mask_contracts],
          array(SELECT d.name FROM app.dictionary_item AS d WHERE d.tenant_id = t.tenant_id AND d.kind = 0 AND NOT d.retired ORDER BY d.ordinal),
          array(SELECT d.name FROM app.dictionary_item AS d WHERE d.tenant_id = t.tenant_id AND d.kind = 1 AND NOT d.retired ORDER BY d.ordinal)
        FROM app.tenant AS t
        WHERE t.tenant_id = $1
        """;

    /// <summary>The settings; null once the company is gone.</summary>
    public Task<CompanySettings?> FindAsync(Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Find, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            await using var reader = await command.ExecuteReaderAsync(token);
            if (!await reader.ReadAsync(token))
                return null;
            return new CompanySettings
            {
                Company = reader.GetString(0),
                Nip = reader.Text(1),
                Address = reader.Text(2),
                InvoiceName = reader.Text(3),
                InvoiceNip = reader.Text(4),
                InvoiceAddress = reader.Text(5),
                InvoiceEmail = reader.Text(6),
                Masks = reader.GetFieldValue<string[]>(7),
                LetterKinds = reader.GetFieldValue<string[]>(8),
                ContractKinds = reader.GetFieldValue<string[]>(9),
            };
        }, cancellation);
    }
}
