using AleSekretariat.Database;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>The correspondence book, read under row-level security: what the person may not see is not there.</summary>
public sealed class CorrespondenceReads(WebDatabase database)
{
    private const string Columns = """
        id, number, sequence, year, direction, document_date, letter_date, correspondent, contact_id, reference, subject,
        delivery_method, due_on, confidential, status, registered_at, registered_by_name, version,
        assigned_to, assigned_to_name
        """;

    private const string List = $"""
        SELECT {Columns}
        FROM app.correspondence
        WHERE tenant_id = $1
          AND ($2::uuid IS NULL OR id < $2)
          AND ($3::smallint IS NULL OR direction = $3)
          AND search_text LIKE ALL (SELECT app.fold(pattern) FROM unnest($4::text[]) AS pattern)
        ORDER BY id DESC
        LIMIT $5
        """;

    // Without words and register there is nothing to filter: the plain index walk.
    private const string ListAll = $"""
        SELECT {Columns}
        FROM app.correspondence
        WHERE tenant_id = $1 AND id < $2
        ORDER BY id DESC
        LIMIT $3
        """;

    private const string Find = $"""
        SELECT {Columns}, postal_number, e_delivery_address, notes, annulled_at, annulled_by_name, annul_reason, letter_kind, tags, enclosures,
          correspondent_address, mass_grams, fee, declared_value, cash_on_delivery, delivered_on, returned_on, return_reason, receipt_on, case_mark,
          earlier_number, (SELECT r.id FROM app.correspondence AS r WHERE r.tenant_id = c.tenant_id AND r.id = c.reply_to), contract_id,
          array(SELECT CASE WHEN l.letter_id = c.id THEN l.other_id ELSE l.letter_id END FROM app.correspondence_link AS l
            WHERE l.tenant_id = c.tenant_id AND (l.letter_id = c.id OR l.other_id = c.id) ORDER BY 1),
          array(SELECT p.account_id FROM app.correspondence_person AS p WHERE p.tenant_id = c.tenant_id AND p.correspondence_id = c.id ORDER BY 1),
          instruction, assignment_due, assigned_at, read_at, confirmed_at
        FROM app.correspondence AS c
        WHERE tenant_id = $1 AND id = $2
        """;

    // The first letter's id is where the walk ends: ids grow with time.
    private const string Series = $"""
        SELECT {Columns}
        FROM app.correspondence
        WHERE tenant_id = $1 AND id >= $2 AND registered_by = $3 AND direction = 0
        ORDER BY id DESC
        LIMIT 200
        """;

    private const string Counts = "SELECT direction, count(*)::int FROM app.correspondence WHERE tenant_id = $1 GROUP BY direction";

    /// <summary>A page of the book, newest first. The caller has checked the cursor (<see cref="Cursor.TryRead"/>).</summary>
    /// <exception cref="ArgumentException">The cursor is none of ours.</exception>
    public Task<Page<CorrespondenceRow>> ListAsync(
        Actor actor, CorrespondenceFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        if (!Cursor.TryRead(cursor, out var before))
            throw new ArgumentException("Not a cursor.", nameof(cursor));
        limit = Math.Clamp(limit, 1, Cursor.MostItems);
        var patterns = SearchWords.Patterns(filter.Query);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand { Connection = connection, Transaction = transaction };
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            if (patterns.Length == 0 && filter.Direction is null)
            {
                command.CommandText = ListAll;
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = before ?? Guid.AllBitsSet });
            }
            else
            {
                command.CommandText = List;
                command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = before });
                command.Parameters.Add(new NpgsqlParameter<short?> { TypedValue = (short?)filter.Direction });
                command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = patterns });
            }

            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
            var rows = new List<CorrespondenceRow>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(Row(reader));
            return Cursor.PageOf(rows, limit, row => row.Id);
        }, cancellation);
    }

    /// <summary>One entry; null if the tenant has none of this id or the person may not see it.</summary>
    public Task<CorrespondenceDetails?> FindAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Find, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            await using var reader = await command.ExecuteReaderAsync(token);
            return await reader.ReadAsync(token) ? Details(reader) : null;
        }, cancellation);
    }

    /// <summary>What a person registered since a letter, that one among it, newest first: a series.</summary>
    public Task<IReadOnlyList<CorrespondenceRow>> SeriesAsync(Actor actor, Guid first, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync<IReadOnlyList<CorrespondenceRow>>(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Series, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = first });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
            var rows = new List<CorrespondenceRow>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(Row(reader));
            return rows;
        }, cancellation);
    }

    /// <summary>What happened to an entry, oldest first; empty if the person may not see the entry.</summary>
    public Task<IReadOnlyList<HistoryRow>> HistoryAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        History.ReadAsync(database, actor, id, cancellation);

    /// <summary>Entries in each register that the person may see.</summary>
    public Task<CorrespondenceCounts> CountsAsync(Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Counts, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            var counts = new int[3];
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                counts[reader.GetInt16(0)] = reader.GetInt32(1);
            return new CorrespondenceCounts(counts[0], counts[1], counts[2]);
        }, cancellation);
    }

    private static CorrespondenceRow Row(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Number = reader.GetString(1),
        Sequence = reader.GetInt32(2),
        Year = reader.GetInt16(3),
        Direction = (Direction)reader.GetInt16(4),
        Date = reader.GetFieldValue<DateOnly>(5),
        LetterDate = reader.Day(6),
        Correspondent = reader.Text(7),
        ContactId = reader.Id(8),
        Reference = reader.Text(9),
        Subject = reader.GetString(10),
        DeliveryMethod = reader.Named<DeliveryMethod>(11),
        DueOn = reader.Day(12),
        Confidential = reader.GetBoolean(13),
        Status = (CorrespondenceStatus)reader.GetInt16(14),
        RegisteredAt = reader.Instant(15),
        RegisteredBy = reader.GetString(16),
        Version = reader.GetInt32(17),
        AssignedTo = reader.Id(18),
        AssignedToName = reader.Text(19),
    };

    private static CorrespondenceDetails Details(NpgsqlDataReader reader) => new(Row(reader))
    {
        PostalNumber = reader.Text(20),
        EDeliveryAddress = reader.Text(21),
        Notes = reader.Text(22),
        AnnulledAt = reader.InstantOrNull(23),
        AnnulledBy = reader.Text(24),
        AnnulReason = reader.Text(25),
        LetterKind = reader.Text(26),
        Tags = reader.GetFieldValue<string[]>(27),
        Enclosures = reader.Count(28),
        CorrespondentAddress = reader.Text(29),
        MassGrams = reader.Count(30),
        Fee = reader.Money(31),
        DeclaredValue = reader.Money(32),
        CashOnDelivery = reader.Money(33),
        DeliveredOn = reader.Day(34),
        ReturnedOn = reader.Day(35),
        ReturnReason = reader.Text(36),
        ReceiptOn = reader.Day(37),
        CaseMark = reader.Text(38),
        EarlierNumber = reader.Text(39),
        ReplyTo = reader.Id(40),
        ContractId = reader.Id(41),
        Related = reader.GetFieldValue<Guid[]>(42),
        People = reader.GetFieldValue<Guid[]>(43),
        Instruction = reader.Text(44),
        AssignmentDue = reader.Day(45),
        AssignedAt = reader.InstantOrNull(46),
        ReadAt = reader.InstantOrNull(47),
        ConfirmedAt = reader.InstantOrNull(48),
    };
}
