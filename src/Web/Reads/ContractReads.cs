using AleSekretariat.Database;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>
/// The contracts register, read under row-level security. Status and last day of termination follow from the dates and the
/// tenant's today (<see cref="Access.CurrentTenant.Today"/>): nothing has to be switched at midnight.
/// </summary>
public sealed class ContractReads(WebDatabase database)
{
    private const string Columns = """
        c.id, c.number, c.sequence, c.year, c.subject, c.counterparty_number, c.signed_on, c.valid_from, c.valid_to, c.value,
        c.currency, c.notice_amount, c.notice_unit, c.notice_effect, c.status, c.registered_at, c.registered_by_name, c.version,
        c.notes, c.annulled_at, c.annulled_by_name, c.annul_reason,
        array(SELECT p.name FROM app.contract_party AS p WHERE p.tenant_id = c.tenant_id AND p.contract_id = c.id ORDER BY p.ordinal),
        array(SELECT p.contact_id FROM app.contract_party AS p WHERE p.tenant_id = c.tenant_id AND p.contract_id = c.id ORDER BY p.ordinal),
        array(SELECT p.nip FROM app.contract_party AS p WHERE p.tenant_id = c.tenant_id AND p.contract_id = c.id ORDER BY p.ordinal),
        array(SELECT p.role FROM app.contract_party AS p WHERE p.tenant_id = c.tenant_id AND p.contract_id = c.id ORDER BY p.ordinal)
        """;

    private const string List = $"""
        SELECT {Columns}
        FROM app.contract AS c
        WHERE c.tenant_id = $1 AND c.id < $2
          AND c.search_text LIKE ALL (SELECT app.fold(pattern) FROM unnest($3::text[]) AS pattern)
        ORDER BY c.id DESC
        LIMIT $4
        """;

    private const string Find = $"SELECT {Columns} FROM app.contract AS c WHERE c.tenant_id = $1 AND c.id = $2";

    private const string Count = "SELECT count(*)::int FROM app.contract WHERE tenant_id = $1";

    /// <summary>A page of the register, newest first. The caller has checked the cursor (<see cref="Cursor.TryRead"/>).</summary>
    /// <exception cref="ArgumentException">The cursor is none of ours.</exception>
    public Task<Page<ContractRow>> ListAsync(
        Actor actor, ContractFilter filter, DateOnly today, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        if (!Cursor.TryRead(cursor, out var before))
            throw new ArgumentException("Not a cursor.", nameof(cursor));
        limit = Math.Clamp(limit, 1, Cursor.MostItems);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(List, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = before ?? Guid.AllBitsSet });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = SearchWords.Patterns(filter.Query) });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
            var rows = new List<ContractRow>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(Row(reader, today));
            return Cursor.PageOf(rows, limit, row => row.Id);
        }, cancellation);
    }

    /// <summary>One contract; null if the tenant has none of this id.</summary>
    public Task<ContractRow?> FindAsync(Actor actor, Guid id, DateOnly today, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Find, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            await using var reader = await command.ExecuteReaderAsync(token);
            return await reader.ReadAsync(token) ? Row(reader, today) : null;
        }, cancellation);
    }

    /// <summary>What happened to a contract, oldest first.</summary>
    public Task<IReadOnlyList<HistoryRow>> HistoryAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        History.ReadAsync(database, actor, id, cancellation);

    /// <summary>How many contracts the register has, annulled ones included.</summary>
    public Task<int> CountAsync(Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Count, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            return (int)(await command.ExecuteScalarAsync(token))!;
        }, cancellation);
    }

    private static ContractRow Row(NpgsqlDataReader reader, DateOnly today)
    {
        var notice = reader.IsDBNull(11) ? null : new Notice(reader.GetInt32(11), (NoticeUnit)reader.GetInt16(12), (NoticeEffect)reader.GetInt16(13));
        var signedOn = reader.GetFieldValue<DateOnly>(6);
        var validFrom = reader.GetFieldValue<DateOnly>(7);
        var validTo = reader.Day(8);
        return new ContractRow
        {
            Id = reader.GetGuid(0),
            Number = reader.GetString(1),
            Sequence = reader.GetInt32(2),
            Year = reader.GetInt16(3),
            Subject = reader.GetString(4),
            CounterpartyNumber = reader.Text(5),
            SignedOn = signedOn,
            ValidFrom = validFrom,
            ValidTo = validTo,
            Value = reader.IsDBNull(9) ? null : reader.GetDecimal(9),
            Currency = reader.Text(10),
            Notice = notice,
            LastTerminationDay = LastTerminationDay.For(validTo, notice),
            Status = StatusAt((ContractStatus)reader.GetInt16(14), signedOn, validFrom, validTo, today),
            RegisteredAt = reader.Instant(15),
            RegisteredBy = reader.GetString(16),
            Version = reader.GetInt32(17),
            Notes = reader.Text(18),
            AnnulledAt = reader.InstantOrNull(19),
            AnnulledBy = reader.Text(20),
            AnnulReason = reader.Text(21),
            Parties = Parties(reader),
        };
    }

    /// <summary>What somebody did to the contract stands; the rest is told by its dates.</summary>
    private static ContractStatus StatusAt(ContractStatus stored, DateOnly signedOn, DateOnly validFrom, DateOnly? validTo, DateOnly today) =>
        stored is ContractStatus.Terminated or ContractStatus.TerminationGiven
            ? stored
            : ContractStatuses.At(
                new ContractFacts { SignedOn = signedOn, ValidFrom = validFrom, ValidTo = validTo, Annulled = stored == ContractStatus.Annulled },
                today);

    private static List<ContractPartyRow> Parties(NpgsqlDataReader reader)
    {
        var names = reader.GetFieldValue<string[]>(22);
        var contacts = reader.GetFieldValue<Guid?[]>(23);
        var nips = reader.GetFieldValue<string?[]>(24);
        var roles = reader.GetFieldValue<string?[]>(25);
        return [.. names.Select((name, i) => new ContractPartyRow(contacts[i], name, nips[i], roles[i]))];
    }
}
