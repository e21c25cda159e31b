using AleSekretariat.Database;
using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Contacts;

/// <summary>Writes contacts: row, history and the client's key in one fenced statement.</summary>
/// <param name="database">The silo's pool.</param>
public sealed class ContactStore(SiloDatabase database)
{
    // A merger touches every letter and contract of a contact: it may take longer than the pool allows other calls of people.
    private const int MergeSeconds = 20;

    private const string FindContact = """
        SELECT c.id, c.version, c.name, c.nip, c.regon, c.address, c.email, c.phone, c.e_delivery_address
        FROM app.contact AS c WHERE c.tenant_id = $1 AND c.id = $2
        """;

    private const string WasMerged = """
        SELECT EXISTS (SELECT FROM app.contact_merge AS m WHERE m.tenant_id = $1 AND m.merged_id = $2 AND m.contact_id = $3)
        """;

    // Parameters 1-21 are the same in all three statements.
    private const string Guards = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), repeated AS MATERIALIZED (
          SELECT k.body_hash, k.answer
          FROM owned AS o JOIN app.idempotency_key AS k ON k.tenant_id = o.tenant_id AND k.route = $13 AND k.key = $14
        )
        """;

    private const string Records = """
        recorded AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT $1, w.id, 2, $10, $11, $12, h.field, h.before, h.after
          FROM written AS w CROSS JOIN unnest($17::text[], $18::text[], $19::text[]) WITH ORDINALITY AS h (field, before, after, ordinal)
          ORDER BY h.ordinal
        ), remembered AS (
          INSERT INTO app.idempotency_key (tenant_id, route, key, body_hash, answer)
          SELECT $1, $13, $14, $15, $16 FROM written AS w WHERE $14 IS NOT NULL
        )
        SELECT r.body_hash, r.answer::text, w.id
        FROM (VALUES (1)) AS one (row)
        LEFT JOIN repeated AS r ON true
        LEFT JOIN written AS w ON true
        """;

    // $20 is 0: a new contact has no version that was read.
    private const string CreateContact = $"""
        {Guards}, written AS (
          INSERT INTO app.contact (tenant_id, id, name, nip, regon, address, email, phone, e_delivery_address, created_at, version)
          SELECT o.tenant_id, $3, $4, $5, $6, $7, $8, $9, $21, $10, $20 + 1
          FROM owned AS o WHERE NOT EXISTS (SELECT FROM repeated)
          RETURNING id
        ), {Records}
        """;

    private const string ChangeContact = $"""
        {Guards}, written AS (
          UPDATE app.contact AS c
          SET name = $4, nip = $5, regon = $6, address = $7, email = $8, phone = $9, e_delivery_address = $21, version = c.version + 1
          FROM owned AS o
          WHERE c.tenant_id = o.tenant_id AND c.id = $3 AND c.version = $20 AND NOT EXISTS (SELECT FROM repeated)
          RETURNING c.id
        ), {Records}
        """;

    // $22 and $23: the one that goes and its version; $24, $25: the last values it had. Letters and contracts get a version and a
    // line of history each: what somebody read of them is not what stands there now.
    private const string MergeContact = $"""
        {Guards}, gone AS MATERIALIZED (
          SELECT m.id, m.name
          FROM owned AS o JOIN app.contact AS m ON m.tenant_id = o.tenant_id AND m.id = $22 AND m.version = $23
          WHERE NOT EXISTS (SELECT FROM repeated)
        ), written AS (
          UPDATE app.contact AS c
          SET name = $4, nip = $5, regon = $6, address = $7, email = $8, phone = $9, e_delivery_address = $21, version = c.version + 1
          FROM gone AS m
          WHERE c.tenant_id = $1 AND c.id = $3 AND c.version = $20
          RETURNING c.id, c.name
        ), letters AS (
          UPDATE app.correspondence AS c SET contact_id = w.id, version = c.version + 1
          FROM written AS w WHERE c.tenant_id = $1 AND c.contact_id = $22
          RETURNING c.id
        ), parties AS (
          UPDATE app.contract_party AS p SET contact_id = w.id
          FROM written AS w WHERE p.tenant_id = $1 AND p.contact_id = $22
          RETURNING p.contract_id
        ), contracts AS (
          UPDATE app.contract AS c SET version = c.version + 1
          FROM (SELECT DISTINCT p.contract_id FROM parties AS p) AS p
          WHERE c.tenant_id = $1 AND c.id = p.contract_id
          RETURNING c.id
        ), earlier AS (
          UPDATE app.contact_merge AS m SET contact_id = w.id
          FROM written AS w WHERE m.tenant_id = $1 AND m.contact_id = $22
        ), led AS (
          INSERT INTO app.contact_merge (tenant_id, merged_id, contact_id, name, merged_at)
          SELECT $1, m.id, w.id, m.name, $10 FROM gone AS m CROSS JOIN written AS w
        ), deleted AS (
          DELETE FROM app.contact AS c USING written AS w WHERE c.tenant_id = $1 AND c.id = $22
        ), told AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT $1, e.id, e.kind, $10, $11, $12, 'contact', m.name, w.name
          FROM written AS w CROSS JOIN gone AS m
          CROSS JOIN (SELECT l.id, 0 AS kind FROM letters AS l UNION ALL SELECT c.id, 1 FROM contracts AS c) AS e
        ), parted AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT $1, m.id, 2, $10, $11, $12, h.field, h.before, NULL
          FROM written AS w CROSS JOIN gone AS m CROSS JOIN unnest($24::text[], $25::text[]) WITH ORDINALITY AS h (field, before, ordinal)
          ORDER BY h.ordinal
        ), {Records}
        """;

    internal async Task<StoredContact?> Find(Guid tenantId, Guid id)
    {
        await using var command = database.DataSource.CreateCommand(FindContact);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        return new StoredContact(reader.GetGuid(0), reader.GetInt32(1), new ContactDraft
        {
            Name = reader.GetString(2),
            Nip = Text(3),
            Regon = Text(4),
            Address = Text(5),
            Email = Text(6),
            Phone = Text(7),
            EDeliveryAddress = Text(8),
        });
    }

    /// <summary>Whether one contact was merged into the other.</summary>
    internal async Task<bool> IsMerged(Guid tenantId, Guid goingId, Guid stayingId)
    {
        await using var command = database.DataSource.CreateCommand(WasMerged);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = goingId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stayingId });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<ContactWrite> Create(ContactRequest request)
    {
        await using var command = database.DataSource.CreateCommand(CreateContact);
        Bind(command.Parameters, request);
        return await Read(command);
    }

    internal async Task<ContactWrite> Change(ContactRequest request)
    {
        await using var command = database.DataSource.CreateCommand(ChangeContact);
        Bind(command.Parameters, request);
        return await Read(command);
    }

    /// <summary>Writes the merger.</summary>
    /// <param name="request">The one that stays.</param>
    /// <param name="goes">The one that goes, as it was read.</param>
    /// <param name="last">What its own history says last.</param>
    internal async Task<ContactWrite> Merge(ContactRequest request, StoredContact goes, IReadOnlyList<FieldChange> last)
    {
        await using var command = database.DataSource.CreateCommand(MergeContact);
        command.CommandTimeout = MergeSeconds;
        Bind(command.Parameters, request);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = goes.Id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = goes.Version });
        command.Parameters.Add(last, NpgsqlDbType.Text, change => change.Field);
        command.Parameters.Add(last, NpgsqlDbType.Text, change => change.Before);
        return await Read(command);
    }

    private static void Bind(NpgsqlParameterCollection parameters, ContactRequest request)
    {
        var (contact, key) = (request.Contact, request.Key);
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.TenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = request.Epoch });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.Id });
        foreach (var text in (string?[])[contact.Name, contact.Nip, contact.Regon, contact.Address, contact.Email, contact.Phone])
            parameters.Add(Text(text));
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = request.At, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.Actor.UserId });
        parameters.Add(Text(request.Actor.Name));
        parameters.Add(Text(key?.Route));
        parameters.Add(Text(key?.Key));
        parameters.Add(new NpgsqlParameter { Value = (object?)key?.BodyHash ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        parameters.Add(new NpgsqlParameter { Value = request.Answer, NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(request.Changes, NpgsqlDbType.Text, change => change.Field);
        parameters.Add(request.Changes, NpgsqlDbType.Text, change => change.Before);
        parameters.Add(request.Changes, NpgsqlDbType.Text, change => change.After);
        parameters.Add(new NpgsqlParameter<int> { TypedValue = request.Version });
        parameters.Add(Text(contact.EDeliveryAddress));
    }

    private static async Task<ContactWrite> Read(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        ContactWrite result = !await reader.IsDBNullAsync(0) ? new ContactWrite.Repeated(reader.GetFieldValue<byte[]>(0), reader.GetString(1))
            : await reader.IsDBNullAsync(2) ? new ContactWrite.Moved()
            : new ContactWrite.Written();
        await reader.CloseAsync();
        return result;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
