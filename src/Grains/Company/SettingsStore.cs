using AleSekretariat.Database;
using AleSekretariat.Domain.Company;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Company;

/// <summary>Reads and writes a company's settings.</summary>
/// <param name="database">The silo's pool.</param>
public sealed class SettingsStore(SiloDatabase database)
{
    private const string ReadTenant = """
        SELECT t.company, t.nip, t.address, t.invoice_name, t.invoice_nip, t.invoice_address, t.invoice_email,
          t.mask_incoming, t.mask_outgoing, t.mask_internal, t.mask_contracts,
          array(SELECT d.name FROM app.dictionary_item AS d WHERE d.tenant_id = $1 AND d.kind = 0 AND NOT d.retired ORDER BY d.ordinal),
          array(SELECT d.name FROM app.dictionary_item AS d WHERE d.tenant_id = $1 AND d.kind = 1 AND NOT d.retired ORDER BY d.ordinal)
        FROM app.tenant AS t WHERE t.tenant_id = $1
        """;

    private const string ReadMasks = "SELECT m.series, m.mask FROM app.series_mask AS m WHERE m.tenant_id = $1";

    // The masks that end are kept: no other series may ever look like them.
    private const string WriteSettings = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id, ARRAY[t.mask_incoming, t.mask_outgoing, t.mask_internal, t.mask_contracts] AS masks FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), ended AS (
          INSERT INTO app.series_mask (tenant_id, series, mask)
          SELECT o.tenant_id, (m.place - 1)::smallint, m.mask
          FROM owned AS o CROSS JOIN unnest(o.masks) WITH ORDINALITY AS m (mask, place)
          WHERE m.mask <> ($10::text[])[m.place]
          ON CONFLICT (tenant_id, series, mask) DO NOTHING
        ), changed AS (
          UPDATE app.tenant AS t SET company = $3, nip = $4, address = $5, invoice_name = $6, invoice_nip = $7, invoice_address = $8, invoice_email = $9,
            mask_incoming = ($10::text[])[1], mask_outgoing = ($10::text[])[2], mask_internal = ($10::text[])[3], mask_contracts = ($10::text[])[4]
          FROM owned AS o WHERE t.tenant_id = o.tenant_id
        ), retired AS (
          UPDATE app.dictionary_item AS d SET retired = true
          FROM owned AS o
          WHERE d.tenant_id = o.tenant_id AND NOT d.retired
            AND NOT EXISTS (SELECT FROM unnest($11::smallint[], $12::text[]) AS n (kind, name) WHERE n.kind = d.kind AND n.name = d.name)
        ), listed AS (
          INSERT INTO app.dictionary_item AS d (tenant_id, kind, name, ordinal, retired)
          SELECT o.tenant_id, n.kind, n.name, n.ordinal, false
          FROM owned AS o CROSS JOIN unnest($11::smallint[], $12::text[], $13::integer[]) AS n (kind, name, ordinal)
          ON CONFLICT (tenant_id, kind, name) DO UPDATE SET ordinal = excluded.ordinal, retired = false
        ), recorded AS (
          INSERT INTO app.audit (tenant_id, account_id, by_name, address, kind, details)
          SELECT o.tenant_id, $14, $15, $17, 'settingsChanged', jsonb_build_object('fields', $16::text) FROM owned AS o
        )
        SELECT EXISTS (SELECT FROM owned)
        """;

    private const string WriteSecondFactor = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id, t.second_factor_required AS before FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), changed AS (
          UPDATE app.tenant AS t SET second_factor_required = $3
          FROM owned AS o WHERE t.tenant_id = o.tenant_id AND o.before <> $3
          RETURNING t.tenant_id
        ), recorded AS (
          INSERT INTO app.audit (tenant_id, account_id, by_name, address, kind)
          SELECT c.tenant_id, $4, $5, $6, CASE WHEN $3 THEN 'secondFactorRequired' ELSE 'secondFactorOptional' END FROM changed AS c
        )
        SELECT EXISTS (SELECT FROM owned)
        """;

    internal async Task<CompanySettings> Read(Guid tenantId)
    {
        await using var command = database.DataSource.CreateCommand(ReadTenant);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            throw new InvalidOperationException($"Tenant {tenantId} has no row.");
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        return new CompanySettings
        {
            Company = reader.GetString(0),
            Nip = Text(1),
            Address = Text(2),
            InvoiceName = Text(3),
            InvoiceNip = Text(4),
            InvoiceAddress = Text(5),
            InvoiceEmail = Text(6),
            Masks = [.. Enumerable.Range(7, 4).Select(reader.GetString)],
            LetterKinds = reader.GetFieldValue<string[]>(11),
            ContractKinds = reader.GetFieldValue<string[]>(12),
        };
    }

    /// <summary>Masks that series had before.</summary>
    internal async Task<IReadOnlyCollection<(Series Series, NumberMask Mask)>> EarlierMasks(Guid tenantId)
    {
        await using var command = database.DataSource.CreateCommand(ReadMasks);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        var masks = new List<(Series, NumberMask)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (NumberMask.TryParse(reader.GetString(1), out var mask, out _))
                masks.Add(((Series)reader.GetInt16(0), mask));
        }

        return masks;
    }

    /// <summary>Writes the settings and what changed.</summary>
    /// <returns>False when the claim is lost: nothing was written.</returns>
    internal async Task<bool> Write(Guid tenantId, long epoch, CompanySettings settings, IEnumerable<string> changed, Actor actor)
    {
        var items = settings.LetterKinds.Select((name, i) => (Kind: (short)0, Name: name, Ordinal: i))
            .Concat(settings.ContractKinds.Select((name, i) => (Kind: (short)1, Name: name, Ordinal: i))).ToList();
        await using var command = database.DataSource.CreateCommand(WriteSettings);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        foreach (var text in (string?[])[settings.Company, settings.Nip, settings.Address, settings.InvoiceName, settings.InvoiceNip, settings.InvoiceAddress, settings.InvoiceEmail])
            parameters.Add(new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settings.Masks] });
        parameters.Add(items, NpgsqlDbType.Smallint, item => item.Kind);
        parameters.Add(items, NpgsqlDbType.Text, item => item.Name);
        parameters.Add(items, NpgsqlDbType.Integer, item => item.Ordinal);
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = actor.Name });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = string.Join(", ", changed) });
        parameters.Add(Place(actor));
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Writes whether everybody needs a second factor, and who decided it if that is news.</summary>
    /// <returns>False when the claim is lost: nothing was written.</returns>
    internal async Task<bool> WriteSecondFactorRule(Guid tenantId, long epoch, bool required, Actor actor)
    {
        await using var command = database.DataSource.CreateCommand(WriteSecondFactor);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = required });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = actor.Name });
        command.Parameters.Add(Place(actor));
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static NpgsqlParameter Place(Actor actor) => new() { Value = (object?)actor.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Inet };
}
