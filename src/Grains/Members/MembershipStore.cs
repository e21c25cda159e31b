using System.Text.Json;
using AleSekretariat.Database;
using AleSekretariat.Domain.Members;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Members;

/// <summary>A member with the name the audit knows them by.</summary>
internal sealed record NamedMember(Member Member, string Name);

/// <summary>Memberships as they are to be: fenced by the epoch, audit in the same statement.</summary>
/// <param name="database">The silo's pool.</param>
public sealed class MembershipStore(SiloDatabase database)
{
    private const string ReadMembers = """
        SELECT m.account_id, m.role, m.suspended, m.suspended_by_limit, m.joined_at, coalesce(a.display_name, a.email)
        FROM app.membership AS m JOIN app.account AS a ON a.id = m.account_id
        WHERE m.tenant_id = $1
        ORDER BY m.joined_at, m.account_id
        """;

    private const string WriteMembers = """
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), changed AS (
          UPDATE app.membership AS m SET role = c.role, suspended = c.suspended, suspended_by_limit = c.by_limit
          FROM owned AS o CROSS JOIN unnest($3::uuid[], $4::smallint[], $5::boolean[], $6::boolean[])
            AS c (account_id, role, suspended, by_limit)
          WHERE m.tenant_id = o.tenant_id AND m.account_id = c.account_id
        ), removed AS (
          DELETE FROM app.membership AS m USING owned AS o
          WHERE m.tenant_id = o.tenant_id AND m.account_id = ANY ($7::uuid[])
        ), recorded AS (
          INSERT INTO app.audit (tenant_id, account_id, by_name, kind, address, details)
          SELECT o.tenant_id, e.account_id, e.by_name, e.kind, e.address, e.details
          FROM owned AS o CROSS JOIN unnest($8::uuid[], $9::text[], $10::text[], $11::inet[], $12::jsonb[]) AS e (account_id, by_name, kind, address, details)
        )
        SELECT EXISTS (SELECT FROM owned)
        """;

    internal async Task<IReadOnlyList<NamedMember>> Read(Guid tenantId)
    {
        await using var command = database.DataSource.CreateCommand(ReadMembers);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        await using var reader = await command.ExecuteReaderAsync();
        var members = new List<NamedMember>();
        while (await reader.ReadAsync())
        {
            members.Add(new NamedMember(
                new Member(reader.GetGuid(0), (MemberRole)reader.GetInt16(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetFieldValue<DateTimeOffset>(4)),
                reader.GetString(5)));
        }

        return members;
    }

    /// <summary>Writes members as they are to be, takes others out, and records it.</summary>
    /// <returns>False when the claim is lost: nothing was written.</returns>
    internal async Task<bool> Write(
        Guid tenantId, long epoch, IReadOnlyList<Member> changed, IReadOnlyList<Guid> removed, IReadOnlyList<MemberEvent> events)
    {
        await using var command = database.DataSource.CreateCommand(WriteMembers);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
        parameters.Add(changed, NpgsqlDbType.Uuid, member => member.AccountId);
        parameters.Add(changed, NpgsqlDbType.Smallint, member => (short)member.Role);
        parameters.Add(changed, NpgsqlDbType.Boolean, member => member.Suspended);
        parameters.Add(changed, NpgsqlDbType.Boolean, member => member.ByLimit);
        parameters.Add(removed, NpgsqlDbType.Uuid, id => id);
        parameters.Add(events, NpgsqlDbType.Uuid, happened => happened.ActorId);
        parameters.Add(events, NpgsqlDbType.Text, happened => happened.ActorName);
        parameters.Add(events, NpgsqlDbType.Text, happened => happened.Kind);
        parameters.Add(events, NpgsqlDbType.Inet, happened => happened.Address);
        parameters.Add(events, NpgsqlDbType.Jsonb, happened => JsonSerializer.Serialize(happened.Details));
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
