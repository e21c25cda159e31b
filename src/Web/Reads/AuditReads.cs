using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AleSekretariat.Database;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Audit;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Reads;

/// <summary>Something that happened to access, people, money or the whole company.</summary>
/// <param name="At">UTC; of the licence by the tenant's clock.</param>
/// <param name="Kind">A stored word; of the licence with <see cref="AuditGroups.LicencePrefix"/>.</param>
/// <param name="By">The name at that moment; "system" or empty for nobody.</param>
/// <param name="Succeeded">False for an attempt that was refused.</param>
/// <param name="Address">Where from, if known.</param>
/// <param name="Details">Values in invariant form.</param>
public sealed record AuditRow(DateTimeOffset At, string Kind, string By, bool Succeeded, IPAddress? Address, IReadOnlyDictionary<string, string> Details);

/// <summary>
/// The company's audit and its licence's history as one list, newest first. Row-level security decides what is the company's:
/// its own rows, and the sign-ins and the like of its people.
/// </summary>
public sealed class AuditReads(WebDatabase database)
{
    // One order for both: the instant, then a name that is unique and never changes.
    private const string List = """
        SELECT e.at, e.ref, e.kind, e.by_name, e.succeeded, e.address, e.details::text
        FROM (
          SELECT a.at, 'a' || lpad(a.audit_id::text, 19, '0') AS ref, a.kind, a.by_name, a.succeeded, a.address, a.details
          FROM app.audit AS a
          WHERE a.tenant_id = $1 OR a.tenant_id IS NULL
          UNION ALL
          SELECT h.at, 'l' || h.key, 'licence.' || h.kind, h.by_name, true, NULL, h.details
          FROM app.licence_history AS h
          WHERE h.tenant_id = $1
        ) AS e
        WHERE ($2::timestamptz IS NULL OR (e.at, e.ref) < ($2, $3))
          AND ($4::text[] IS NULL OR e.kind = ANY ($4) OR ($5 AND starts_with(e.kind, 'licence.')))
        ORDER BY e.at DESC, e.ref DESC
        LIMIT $6
        """;

    /// <summary>A page, newest first.</summary>
    /// <param name="actor">An owner: others see only what is their own.</param>
    /// <param name="group">Only these; null is everything.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cursor">Checked by <see cref="IsCursor"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Page<AuditRow>> ListAsync(Actor actor, AuditGroup? group, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!TryReadCursor(cursor, out var before))
            throw new ArgumentException("Not a cursor.", nameof(cursor));
        return database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(List, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)before?.At ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)before?.Reference ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = group is { } only ? AuditGroups.KindsOf(only).ToArray() : DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            });
            command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = group == AuditGroup.Company });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
            var rows = new List<(Place Place, AuditRow Row)>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add((new Place(reader.Instant(0), reader.GetString(1)), Row(reader)));
            var shown = rows.Take(limit).Select(row => row.Row).ToList();
            return new Page<AuditRow>(shown, rows.Count > limit ? CursorAfter(rows[limit - 1].Place) : null);
        }, cancellation);
    }

    /// <summary>Whether a cursor is one of ours; an empty one is the beginning.</summary>
    public static bool IsCursor(string? cursor) => TryReadCursor(cursor, out _);

    private static AuditRow Row(NpgsqlDataReader reader) => new(
        reader.Instant(0),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetBoolean(4),
        reader.IsDBNull(5) ? null : reader.GetFieldValue<IPAddress>(5),
        Details(reader.GetString(6)));

    private static Dictionary<string, string> Details(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            detail => detail.Name,
            detail => detail.Value.ValueKind == JsonValueKind.String ? detail.Value.GetString()! : detail.Value.GetRawText(),
            StringComparer.Ordinal);
    }

    private static string CursorAfter(Place place) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.At.UtcTicks}/{place.Reference}")));

    private static bool TryReadCursor(string? cursor, out Place? before)
    {
        before = null;
        if (string.IsNullOrEmpty(cursor))
            return true;
        if (cursor.Length > 400 || !Base64Url.IsValid(cursor))
            return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        var cut = text.IndexOf('/', StringComparison.Ordinal);
        if (cut < 1 || text.Contains('\0', StringComparison.Ordinal)
            || !long.TryParse(text.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks is < 630_000_000_000_000_000 or > 3_000_000_000_000_000_000)
        {
            return false;
        }

        before = new Place(new DateTimeOffset(ticks, TimeSpan.Zero), text[(cut + 1)..]);
        return true;
    }

    private sealed record Place(DateTimeOffset At, string Reference);
}
