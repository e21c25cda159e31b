using System.Buffers.Binary;
using System.Buffers.Text;
using AleSekretariat.Database;
using AleSekretariat.Domain.Deadlines;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>A letter that waits for a reply by a day.</summary>
public sealed record DueLetter
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required Direction Direction { get; init; }
    public required string Subject { get; init; }

    /// <summary>Sender or addressee; null = <i>brak danych</i>.</summary>
    public string? Correspondent { get; init; }
    public required CorrespondenceStatus Status { get; init; }
    public required bool Confidential { get; init; }

    /// <summary>Who was given it; null when nobody was.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>How the day came about, and the last day to act.</summary>
    public required ReplyTerm Term { get; init; }
}

/// <summary>What has to be done by when, read under row-level security: what the person may not see is not there.</summary>
public sealed class DeadlineReads(WebDatabase database)
{
    // The condition on status is that of the index correspondence_due.
    private const string Due = """
        SELECT id, number, direction, subject, correspondent, status, confidential, document_date, due_on, assigned_to_name
        FROM app.correspondence
        WHERE tenant_id = $1 AND due_on IS NOT NULL AND status NOT IN (3, 6, 7, 8) AND (due_on, id) > ($2, $3)
          AND ($5::uuid IS NULL OR assigned_to = $5)
        ORDER BY due_on, id
        LIMIT $4
        """;

    private const string Pressing = """
        SELECT count(*)::int FROM (
          SELECT FROM app.correspondence
          WHERE tenant_id = $1 AND due_on <= $2 AND due_on IS NOT NULL AND status NOT IN (3, 6, 7, 8)
          LIMIT 100) AS pressing
        """;

    /// <summary>Open letters with a day for the reply, the earliest first; of one's own only when <paramref name="mine"/>. The caller has checked the cursor (<see cref="DueCursor.TryRead"/>).</summary>
    /// <exception cref="ArgumentException">The cursor is none of ours.</exception>
    public Task<Page<DueLetter>> LettersAsync(Actor actor, bool mine, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!DueCursor.TryRead(cursor, out var after))
            throw new ArgumentException("Not a cursor.", nameof(cursor));
        limit = Math.Clamp(limit, 1, Cursor.MostItems);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Due, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = after.Day });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after.Id });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
            command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = mine ? actor.UserId : null });
            var rows = new List<DueLetter>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(Row(reader));
            if (rows.Count <= limit)
                return new Page<DueLetter>(rows, null);
            rows.RemoveAt(limit);
            return new Page<DueLetter>(rows, DueCursor.After(rows[^1].Term.Named, rows[^1].Id));
        }, cancellation);
    }

    /// <summary>Open letters whose day is today or was before; 100 stands for a hundred and more.</summary>
    public Task<int> PressingAsync(Actor actor, DateOnly today, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(Pressing, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
            return (int)(await command.ExecuteScalarAsync(token))!;
        }, cancellation);
    }

    private static DueLetter Row(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Number = reader.GetString(1),
        Direction = (Direction)reader.GetInt16(2),
        Subject = reader.GetString(3),
        Correspondent = reader.Text(4),
        Status = (CorrespondenceStatus)reader.GetInt16(5),
        Confidential = reader.GetBoolean(6),
        AssignedTo = reader.Text(9),
        Term = ReplyTerm.Of(reader.GetFieldValue<DateOnly>(7), reader.GetFieldValue<DateOnly>(8)),
    };
}

/// <summary>The place in a list ordered by day: the day and id of the last letter seen, opaque to clients.</summary>
public static class DueCursor
{
    private const int Bytes = 4 + 16;

    /// <summary>The cursor after a letter.</summary>
    public static string After(DateOnly day, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, day.DayNumber);
        id.TryWriteBytes(bytes[4..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; an empty one is the beginning.</summary>
    public static bool TryRead(string? cursor, out (DateOnly Day, Guid Id) after)
    {
        after = (DateOnly.MinValue, Guid.Empty);
        if (string.IsNullOrEmpty(cursor))
            return true;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (cursor.Length != 27 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length) || length != Bytes)
            return false;
        var day = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (day < DateOnly.MinValue.DayNumber || day > DateOnly.MaxValue.DayNumber)
            return false;
        after = (DateOnly.FromDayNumber(day), new Guid(bytes[4..], bigEndian: true));
        return true;
    }
}
