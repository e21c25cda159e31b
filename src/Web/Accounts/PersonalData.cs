using System.Text.Json;
using System.Text.Json.Nodes;
using AleSekretariat.Database;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Audit;
using Npgsql;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// What is known about one person (docs/personal-data.md), for that person: everything as one JSON document, or gone. Secrets
/// (hashes of passwords and tokens, seeds of second factors) are no part of the document.
/// </summary>
public sealed class PersonalData(WebDatabase database, AuditLog audit)
{
    private const int SecondsToErase = 60;

    private const string Person = """
        SELECT jsonb_build_object(
          'account', (SELECT jsonb_build_object('id', a.id, 'email', a.email, 'emailConfirmed', a.email_confirmed, 'name', a.display_name,
              'phone', a.phone_number, 'language', a.culture, 'theme', a.theme, 'secondFactor', a.two_factor_enabled, 'createdAt', a.created_at)
            FROM app.account AS a WHERE a.id = $1),
          'companies', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.tenant_id, 'company', m.company, 'role', (ARRAY['viewer', 'office', 'owner'])[m.role + 1],
              'suspended', m.suspended)), '[]') FROM app.memberships_of($1) AS m),
          'sessions', (SELECT coalesce(jsonb_agg(to_jsonb(s) - 'account_id'), '[]') FROM app.session AS s WHERE s.account_id = $1),
          'tokens', (SELECT coalesce(jsonb_agg(to_jsonb(t) - '{account_id,hash}'::text[]), '[]') FROM app.personal_token AS t WHERE t.account_id = $1),
          'passkeys', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.data ->> 'Name', 'createdAt', p.data ->> 'CreatedAt')), '[]')
            FROM app.account_passkey AS p WHERE p.account_id = $1),
          'calendarAddresses', (SELECT coalesce(jsonb_agg(jsonb_build_object('company', f.tenant_id, 'createdAt', f.created_at, 'readAt', f.read_at)), '[]')
            FROM app.calendar_feed AS f WHERE f.account_id = $1),
          'digests', (SELECT coalesce(jsonb_agg(jsonb_build_object('company', d.tenant_id, 'lastOn', d.last_on)), '[]')
            FROM app.digest_subscription AS d WHERE d.account_id = $1),
          'accepted', (SELECT coalesce(jsonb_agg(jsonb_build_object('document', c.document, 'version', c.version, 'company', c.tenant_id, 'at', c.at) ORDER BY c.acceptance_id), '[]')
            FROM app.acceptance AS c WHERE c.account_id = $1),
          'events', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'kind', e.kind, 'succeeded', e.succeeded, 'address', host(e.address),
              'details', e.details) ORDER BY e.audit_id), '[]') FROM app.audit AS e WHERE e.account_id = $1))::text
        """;

    private const string InCompany = """
        SELECT jsonb_build_object(
          'id', $2::uuid,
          'letters', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'registeredAt', c.registered_at) ORDER BY c.id), '[]')
            FROM app.correspondence AS c WHERE c.tenant_id = $2 AND c.registered_by = $1),
          'contracts', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'registeredAt', c.registered_at) ORDER BY c.id), '[]')
            FROM app.contract AS c WHERE c.tenant_id = $2 AND c.registered_by = $1),
          'events', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'kind', e.kind, 'succeeded', e.succeeded, 'address', host(e.address),
              'details', e.details) ORDER BY e.audit_id), '[]') FROM app.audit AS e WHERE e.tenant_id = $2 AND e.account_id = $1))::text
        """;

    private const string ErasePerson = "SELECT app.erase_person($1, $2)";

    private static readonly JsonSerializerOptions ForReading = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everything about a person. What they wrote into registers is named by number: its content is the company's.</summary>
    public async Task<byte[]> ExportAsync(SignedInPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var document = JsonNode.Parse(await ReadAsync(Guid.Empty, person.AccountId, Person, cancellation))!.AsObject();
        var registered = new JsonArray();
        foreach (var company in person.Memberships)
            registered.Add(JsonNode.Parse(await ReadAsync(company.TenantId, person.AccountId, InCompany, cancellation)));
        document["registered"] = registered;
        await audit.WriteAsync(new AuditEvent(AuditKinds.PersonalDataExported, person.AccountId, person.Name), cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(document, ForReading);
    }

    /// <summary>Erases a person who belongs to no company any more; registers keep the pseudonym in place of the name.</summary>
    /// <returns>False when they still belong to one: nothing was changed.</returns>
    public async Task<bool> EraseAsync(Guid accountId, string pseudonym, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(ErasePerson);
        // Looks through all registers they may have written to; asked for by few people and seldom.
        command.CommandTimeout = SecondsToErase;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = pseudonym });
        if (await command.ExecuteScalarAsync(cancellation) is not true)
            return false;
        await audit.WriteAsync(new AuditEvent(AuditKinds.AccountErased, null, ""), cancellation);
        return true;
    }

    private Task<string> ReadAsync(Guid tenantId, Guid accountId, string sql, CancellationToken cancellation) =>
        database.ReadAsTenantAsync(tenantId, accountId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
            if (tenantId != Guid.Empty)
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            return (string)(await command.ExecuteScalarAsync(token))!;
        }, cancellation);
}
