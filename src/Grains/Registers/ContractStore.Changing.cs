using AleSekretariat.Domain.Registers.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <content>Changes of a contract.</content>
public sealed partial class ContractStore
{
    // What every change begins with: the claim, the client's key, the row as it was read. $1 to $11 are the same for all.
    private const string Guards = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), repeated AS MATERIALIZED (
          SELECT k.body_hash, k.answer
          FROM owned AS o JOIN app.idempotency_key AS k ON k.tenant_id = o.tenant_id AND k.route = $8 AND k.key = $9
        ), entry AS MATERIALIZED (
          SELECT c.id FROM owned AS o JOIN app.contract AS c ON c.tenant_id = o.tenant_id AND c.id = $3
          WHERE c.version = $4 AND c.annulled_at IS NULL AND NOT EXISTS (SELECT FROM repeated)
        )
        """;

    // What every change ends with, after the CTE "changed", which returns the row's id.
    private const string Records = """
        recorded AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT $1, c.id, 1, $5, $6, $7, h.field, h.before, h.after
          FROM changed AS c
          CROSS JOIN unnest($12::text[], $13::text[], $14::text[]) WITH ORDINALITY AS h (field, before, after, ordinal)
          ORDER BY h.ordinal
        ), remembered AS (
          INSERT INTO app.idempotency_key (tenant_id, route, key, body_hash, answer)
          SELECT $1, $8, $9, $10, $11 FROM changed AS c WHERE $9 IS NOT NULL
        )
        SELECT EXISTS (SELECT FROM changed), r.body_hash, r.answer::text
        FROM (VALUES (1)) AS one (row) LEFT JOIN repeated AS r ON true
        """;

    private const string ChangeRow = $"""
        {Guards}, changed AS (
          UPDATE app.contract AS c
          SET counterparty_number = $15, subject = $16, signed_on = $17, valid_from = $18, valid_to = $19, value = $20,
            currency = $21, notice_amount = $22, notice_unit = $23, notice_effect = $24, notes = $25, contract_kind = $26,
            vat_rate = $27, recurrence = $28, renewal_amount = $29, renewal_unit = $30, renewal_times = $31, reminder_days = $32,
            responsible = $33, deputy = $34, original_place = $35, retention_until = $36, earlier_number = $37, final_day = $38,
            parties = $39, version = c.version + 1, changed_at = $5, changed_by = $6
          FROM entry AS e
          WHERE c.tenant_id = $1 AND c.id = e.id
          RETURNING c.id
        ), left_out AS (
          DELETE FROM app.contract_party AS p USING changed AS c
          WHERE p.tenant_id = $1 AND p.contract_id = c.id AND p.ordinal >= cardinality($41::text[])
        ), joined AS (
          INSERT INTO app.contract_party AS p (tenant_id, contract_id, ordinal, contact_id, name, nip, role, regon)
          SELECT $1, c.id, n.ordinal - 1, n.contact_id, n.name, n.nip, n.role, n.regon
          FROM changed AS c
          CROSS JOIN unnest($40::uuid[], $41::text[], $42::text[], $43::text[], $44::text[])
            WITH ORDINALITY AS n (contact_id, name, nip, role, regon, ordinal)
          ON CONFLICT (tenant_id, contract_id, ordinal) DO UPDATE
            SET contact_id = excluded.contact_id, name = excluded.name, nip = excluded.nip, role = excluded.role, regon = excluded.regon
        ), {Records}
        """;

    /// <summary>Writes a contract as it is to be.</summary>
    internal Task<ContractWrite> Change(ContractChange change)
    {
        var contract = change.Contract.Contract;
        return Write(ChangeRow, change, parameters =>
        {
            parameters.Add(Parameter(contract.CounterpartyNumber, NpgsqlDbType.Text));
            parameters.Add(Parameter(contract.Subject, NpgsqlDbType.Text));
            parameters.Add(Parameter(contract.SignedOn, NpgsqlDbType.Date));
            parameters.Add(Parameter(contract.ValidFrom, NpgsqlDbType.Date));
            parameters.Add(Parameter(contract.ValidTo, NpgsqlDbType.Date));
            parameters.Add(Parameter(contract.Value, NpgsqlDbType.Numeric));
            parameters.Add(Parameter(contract.Currency, NpgsqlDbType.Text));
            parameters.Add(Parameter(contract.Notice?.Amount, NpgsqlDbType.Integer));
            parameters.Add(Parameter((short?)contract.Notice?.Unit, NpgsqlDbType.Smallint));
            parameters.Add(Parameter((short?)contract.Notice?.Effect, NpgsqlDbType.Smallint));
            parameters.Add(Parameter(contract.Notes, NpgsqlDbType.Text));
            parameters.Add(Parameter(contract.Kind, NpgsqlDbType.Text));
            parameters.Add(Parameter(contract.VatRate, NpgsqlDbType.Numeric));
            parameters.Add(Parameter((short?)contract.Recurrence, NpgsqlDbType.Smallint));
            parameters.Add(Parameter(contract.Renewal?.Amount, NpgsqlDbType.Integer));
            parameters.Add(Parameter((short?)contract.Renewal?.Unit, NpgsqlDbType.Smallint));
            parameters.Add(Parameter(contract.Renewal?.Times, NpgsqlDbType.Integer));
            parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. contract.ReminderDays] });
            parameters.Add(Parameter(contract.Responsible, NpgsqlDbType.Uuid));
            parameters.Add(Parameter(contract.Deputy, NpgsqlDbType.Uuid));
            parameters.Add(Parameter(contract.OriginalPlace, NpgsqlDbType.Text));
            parameters.Add(Parameter(contract.RetentionUntil, NpgsqlDbType.Date));
            parameters.Add(Parameter(contract.EarlierNumber, NpgsqlDbType.Text));
            parameters.Add(Parameter(change.Contract.FinalDay, NpgsqlDbType.Date));
            var parties = (contract.Parties ?? []).OfType<ContractPartyDraft>().ToList();
            parameters.Add(Parameter(string.Join(", ", parties.Select(party => party.Name)), NpgsqlDbType.Text));
            parameters.Add(parties, NpgsqlDbType.Uuid, party => party.ContactId);
            parameters.Add(parties, NpgsqlDbType.Text, party => party.Name);
            parameters.Add(parties, NpgsqlDbType.Text, party => party.Nip);
            parameters.Add(parties, NpgsqlDbType.Text, party => party.Role);
            parameters.Add(parties, NpgsqlDbType.Text, party => party.Regon);
        });
    }

    private async Task<ContractWrite> Write(string sql, ContractChange change, Action<NpgsqlParameterCollection> bind)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = change.TenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = change.Epoch });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = change.Contract.Id });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = change.Contract.Version });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = change.At, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = change.ActorId });
        parameters.Add(Parameter(change.ActorName, NpgsqlDbType.Text));
        parameters.Add(Parameter(change.Route, NpgsqlDbType.Text));
        parameters.Add(Parameter(change.Key, NpgsqlDbType.Text));
        parameters.Add(Parameter(change.BodyHash, NpgsqlDbType.Bytea));
        parameters.Add(Parameter(change.Answer, NpgsqlDbType.Jsonb));
        parameters.Add(change.Changes, NpgsqlDbType.Text, line => line.Field);
        parameters.Add(change.Changes, NpgsqlDbType.Text, line => line.Before);
        parameters.Add(change.Changes, NpgsqlDbType.Text, line => line.After);
        bind(parameters);

        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        ContractWrite result =
            reader.GetBoolean(0) ? new ContractWrite.Written()
            : await reader.IsDBNullAsync(1) ? new ContractWrite.Moved()
            : new ContractWrite.Repeated(reader.GetFieldValue<byte[]>(1), reader.GetString(2));
        await reader.CloseAsync();
        return result;
    }
}
