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
        delivery_method, due_on, confidential, status, registered_at, registered_by_name, version
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
        SELECT {Columns}, postal_number, e_delivery_address, notes, annulled_at, annulled_by_name, annul_reason
        FROM app.correspondence
        WHERE tenant_id = $1 AND id = $2
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
    };

    private static CorrespondenceDetails Details(NpgsqlDataReader reader) => new(Row(reader))
    {
        PostalNumber = reader.Text(18),
        EDeliveryAddress = reader.Text(19),
        Notes = reader.Text(20),
        AnnulledAt = reader.InstantOrNull(21),
        AnnulledBy = reader.Text(22),
        AnnulReason = reader.Text(23),
    };
}
