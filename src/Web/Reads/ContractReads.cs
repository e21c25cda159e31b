using AleSekretariat.Database;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;
using NpgsqlTypes;

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
        array(SELECT p.role FROM app.contract_party AS p WHERE p.tenant_id = c.tenant_id AND p.contract_id = c.id ORDER BY p.ordinal),
        array(SELECT p.regon FROM app.contract_party AS p WHERE p.tenant_id = c.tenant_id AND p.contract_id = c.id ORDER BY p.ordinal),
        c.contract_kind, c.vat_rate, c.recurrence, c.renewal_amount, c.renewal_unit, c.renewal_times, c.reminder_days,
        c.responsible, (SELECT coalesce(a.display_name, a.email) FROM app.account AS a WHERE a.id = c.responsible),
        c.deputy, (SELECT coalesce(a.display_name, a.email) FROM app.account AS a WHERE a.id = c.deputy),
        c.original_place, c.retention_until, c.earlier_number,
        c.termination_letter_id, (SELECT l.number FROM app.correspondence AS l WHERE l.tenant_id = c.tenant_id AND l.id = c.termination_letter_id),
        c.terminated_on, c.termination_effective_on,
        c.changed_at, (SELECT coalesce(a.display_name, a.email) FROM app.account AS a WHERE a.id = c.changed_by)
        """;

    private const string List = $"""
        SELECT {Columns}
        FROM app.contract AS c
        WHERE c.tenant_id = $1 AND c.id < $2
          AND c.search_text LIKE ALL (SELECT app.fold(pattern) FROM unnest($3::text[]) AS pattern)
          AND ($5::smallint IS NULL OR $5 = CASE
            WHEN c.annulled_at IS NOT NULL THEN 5
            WHEN c.termination_effective_on < $6 THEN 4
            WHEN c.final_day < $6 THEN 3
            WHEN c.terminated_on <= $6 THEN 2
            WHEN c.signed_on <= $6 OR c.valid_from <= $6 THEN 1
            ELSE 0 END)
        ORDER BY c.id DESC
        LIMIT $4
        """;

    private const string Find = $"SELECT {Columns} FROM app.contract AS c WHERE c.tenant_id = $1 AND c.id = $2";

    private const string Annexes = """
        SELECT a.contract_id, a.number, a.signed_on, a.effective_from, a.description, a.fields, a.new_values, a.at,
          (SELECT coalesce(p.display_name, p.email) FROM app.account AS p WHERE p.id = a.by_account)
        FROM app.contract_annex AS a
        WHERE a.tenant_id = $1 AND a.contract_id = ANY ($2)
        ORDER BY a.contract_id, a.ordinal
        """;

    private const string Terminated = """
        SELECT c.id, c.number, c.subject FROM app.contract AS c WHERE c.tenant_id = $1 AND c.termination_letter_id = $2
        """;

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
            command.Parameters.Add(new NpgsqlParameter { Value = (short?)filter.Status ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
            command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
            var rows = new List<ContractRow>();
            await using (var reader = await command.ExecuteReaderAsync(token))
            {
                while (await reader.ReadAsync(token))
                    rows.Add(Row(reader));
            }

            return Cursor.PageOf(await CompletedAsync(actor.TenantId, rows, today, connection, transaction, token), limit, row => row.Id);
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
            var rows = new List<ContractRow>();
            await using (var reader = await command.ExecuteReaderAsync(token))
            {
                if (await reader.ReadAsync(token))
                    rows.Add(Row(reader));
            }

            return (await CompletedAsync(actor.TenantId, rows, today, connection, transaction, token)).SingleOrDefault();
        }, cancellation);
    }

    /// <summary>The contract that a letter gave notice of; null for every other letter.</summary>
    public Task<(Guid Id, string Number, string Subject)?> TerminatedByAsync(Actor actor, Guid letterId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync<(Guid, string, string)?>(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Terminated, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = letterId });
            await using var reader = await command.ExecuteReaderAsync(token);
            return await reader.ReadAsync(token) ? (reader.GetGuid(0), reader.GetString(1), reader.GetString(2)) : null;
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

    /// <summary>The rows with their annexes, judged by the terms in force on the day.</summary>
    private static async Task<List<ContractRow>> CompletedAsync(
        Guid tenantId, List<ContractRow> rows, DateOnly today, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return rows;
        await using var command = new NpgsqlCommand(Annexes, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Id)] });
        var annexes = new List<(Guid ContractId, AnnexRow Row)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            annexes.Add((reader.GetGuid(0), Annex(reader)));
        var ofContract = annexes.ToLookup(annex => annex.ContractId, annex => annex.Row);
        return [.. rows.Select(row => (row with { Annexes = [.. ofContract[row.Id]] }).JudgedOn(today))];
    }

    private static AnnexRow Annex(NpgsqlDataReader reader)
    {
        var fields = reader.GetFieldValue<string[]>(5);
        var values = reader.GetFieldValue<string?[]>(6);
        return new AnnexRow(
            new Annex(
                reader.GetString(1), reader.GetFieldValue<DateOnly>(2), reader.GetFieldValue<DateOnly>(3), reader.Text(4),
                [.. fields.Select((field, i) => new TermChange(Enum.Parse<TermField>(field, ignoreCase: true), values[i]))]),
            reader.Instant(7),
            reader.Text(8));
    }

    private static ContractRow Row(NpgsqlDataReader reader)
    {
        var agreed = new ContractTerms
        {
            ValidTo = reader.Day(8),
            Value = reader.IsDBNull(9) ? null : reader.GetDecimal(9),
            Currency = reader.Text(10),
            Notice = reader.IsDBNull(11) ? null : new Notice(reader.GetInt32(11), (NoticeUnit)reader.GetInt16(12), (NoticeEffect)reader.GetInt16(13)),
            VatRate = reader.IsDBNull(28) ? null : reader.GetDecimal(28),
            Recurrence = reader.Named<ContractRecurrence>(29),
            Renewal = reader.IsDBNull(30) ? null : new Renewal(reader.GetInt32(30), (NoticeUnit)reader.GetInt16(31), reader.IsDBNull(32) ? null : reader.GetInt32(32)),
        };
        return new ContractRow
        {
            Id = reader.GetGuid(0),
            Number = reader.GetString(1),
            Sequence = reader.GetInt32(2),
            Year = reader.GetInt16(3),
            Subject = reader.GetString(4),
            CounterpartyNumber = reader.Text(5),
            SignedOn = reader.GetFieldValue<DateOnly>(6),
            ValidFrom = reader.GetFieldValue<DateOnly>(7),
            ValidTo = agreed.ValidTo,
            Value = agreed.Value,
            Currency = agreed.Currency,
            Notice = agreed.Notice,
            VatRate = agreed.VatRate,
            Recurrence = agreed.Recurrence,
            Renewal = agreed.Renewal,
            Agreed = agreed,
            Terms = agreed,
            Annexes = [],
            Status = (ContractStatus)reader.GetInt16(14),
            RegisteredAt = reader.Instant(15),
            RegisteredBy = reader.GetString(16),
            Version = reader.GetInt32(17),
            Notes = reader.Text(18),
            AnnulledAt = reader.InstantOrNull(19),
            AnnulledBy = reader.Text(20),
            AnnulReason = reader.Text(21),
            Parties = Parties(reader),
            Kind = reader.Text(27),
            ReminderDays = reader.GetFieldValue<int[]>(33),
            Responsible = reader.Id(34),
            ResponsibleName = reader.Text(35),
            Deputy = reader.Id(36),
            DeputyName = reader.Text(37),
            OriginalPlace = reader.Text(38),
            RetentionUntil = reader.Day(39),
            EarlierNumber = reader.Text(40),
            TerminationLetterId = reader.Id(41),
            TerminationLetterNumber = reader.Text(42),
            TerminatedOn = reader.Day(43),
            TerminationEffectiveOn = reader.Day(44),
            ChangedAt = reader.InstantOrNull(45),
            ChangedBy = reader.Text(46),
        };
    }

    private static List<ContractPartyRow> Parties(NpgsqlDataReader reader)
    {
        var names = reader.GetFieldValue<string[]>(22);
        var contacts = reader.GetFieldValue<Guid?[]>(23);
        var nips = reader.GetFieldValue<string?[]>(24);
        var roles = reader.GetFieldValue<string?[]>(25);
        var regons = reader.GetFieldValue<string?[]>(26);
        return [.. names.Select((name, i) => new ContractPartyRow(contacts[i], name, nips[i], roles[i], regons[i]))];
    }
}
