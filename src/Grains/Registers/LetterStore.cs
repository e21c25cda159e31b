using AleSekretariat.Database;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>A registered letter as it was read under the claim.</summary>
internal sealed record StoredLetter(Guid Id, string Number, int Version, Letter Letter);

/// <summary>A letter to change, under the claim of the activation that does it.</summary>
internal sealed record LetterWrite
{
    public required Guid TenantId { get; init; }

    public required long Epoch { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The version that was read: the database demands that it still stands.</summary>
    public required int Version { get; init; }

    /// <summary>The version after the change.</summary>
    public required int NextVersion { get; init; }

    public required Letter Letter { get; init; }

    public required IReadOnlyList<FieldChange> Changes { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor Actor { get; init; }

    public string? Route { get; init; }

    public string? Key { get; init; }

    public byte[]? BodyHash { get; init; }

    /// <summary>The answer as JSON.</summary>
    public string? Answer { get; init; }
}

/// <summary>What became of it.</summary>
internal abstract record LetterWriteResult
{
    private LetterWriteResult()
    {
    }

    public sealed record Written : LetterWriteResult;

    public sealed record Repeated(byte[] BodyHash, string Answer) : LetterWriteResult;

    /// <summary>The letter is not at the version that was read. Nothing was written.</summary>
    public sealed record Stale : LetterWriteResult;

    /// <summary>The claim is lost. Nothing was written.</summary>
    public sealed record Moved : LetterWriteResult;
}

/// <summary>Reads a letter for a change and writes it changed: row, people, links, history and key in one fenced statement.</summary>
/// <param name="database">The silo's pool.</param>
public sealed partial class LetterStore(SiloDatabase database)
{
    private static readonly string WriteLetter = $"""
        WITH owned AS MATERIALIZED (
          SELECT t.tenant_id FROM app.tenant AS t
          WHERE t.tenant_id = $1 AND t.epoch = $2 AND t.deleting_since IS NULL
          FOR NO KEY UPDATE
        ), repeated AS MATERIALIZED (
          SELECT k.body_hash, k.answer
          FROM owned AS o JOIN app.idempotency_key AS k ON k.tenant_id = o.tenant_id AND k.route = $9 AND k.key = $10
        ), changed AS (
          UPDATE app.correspondence AS c
          SET version = $5, {string.Join(", ", LetterColumns.Names.Select((column, i) => FormattableString.Invariant($"{column} = ${i + 18}")))}
          FROM owned AS o
          WHERE c.tenant_id = o.tenant_id AND c.id = $3 AND c.version = $4 AND c.annulled_at IS NULL AND NOT EXISTS (SELECT FROM repeated)
          RETURNING c.tenant_id, c.id
        ), gone AS (
          DELETE FROM app.correspondence_person AS p USING changed AS c
          WHERE p.tenant_id = c.tenant_id AND p.correspondence_id = c.id AND NOT p.account_id = ANY ($16)
        ), told AS (
          INSERT INTO app.correspondence_person (tenant_id, correspondence_id, account_id)
          SELECT c.tenant_id, c.id, p.account_id FROM changed AS c CROSS JOIN unnest($16::uuid[]) AS p (account_id)
          ON CONFLICT DO NOTHING
        ), parted AS (
          DELETE FROM app.correspondence_link AS l USING changed AS c
          WHERE l.tenant_id = c.tenant_id AND (l.letter_id = c.id AND NOT l.other_id = ANY ($17) OR l.other_id = c.id AND NOT l.letter_id = ANY ($17))
        ), linked AS (
          INSERT INTO app.correspondence_link (tenant_id, letter_id, other_id)
          SELECT c.tenant_id, least(c.id, r.id), greatest(c.id, r.id) FROM changed AS c CROSS JOIN unnest($17::uuid[]) AS r (id)
          ON CONFLICT DO NOTHING
        ), recorded AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT c.tenant_id, c.id, 0, $6, $7, $8, h.field, h.before, h.after
          FROM changed AS c CROSS JOIN unnest($13::text[], $14::text[], $15::text[]) WITH ORDINALITY AS h (field, before, after, ordinal)
          ORDER BY h.ordinal
        ), remembered AS (
          INSERT INTO app.idempotency_key (tenant_id, route, key, body_hash, answer)
          SELECT c.tenant_id, $9, $10, $11, $12 FROM changed AS c WHERE $10 IS NOT NULL
        )
        SELECT EXISTS (SELECT FROM owned), r.body_hash, r.answer::text, EXISTS (SELECT FROM changed)
        FROM (VALUES (1)) AS one (row)
        LEFT JOIN repeated AS r ON true
        """;

    // A statement whose answer was lost is known by its history: the same moment, the same person, the version it led to.
    private const string WasWritten = """
        SELECT EXISTS (SELECT FROM app.history AS h
          WHERE h.tenant_id = $1 AND h.entry_id = $2 AND h.at = $3 AND h.by_account = $4 AND h.field = $5
            AND EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = $1 AND c.id = $2 AND c.version >= $6))
        """;

    internal async Task<LetterWriteResult> Write(LetterWrite write)
    {
        await using var command = database.DataSource.CreateCommand(WriteLetter);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.TenantId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = write.Epoch });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.Id });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = write.Version });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = write.NextVersion });
        parameters.Add(Value(write.At, NpgsqlDbType.TimestampTz));
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.Actor.UserId });
        parameters.Add(Value(write.Actor.Name, NpgsqlDbType.Text));
        parameters.Add(Value(write.Route, NpgsqlDbType.Text));
        parameters.Add(Value(write.Key, NpgsqlDbType.Text));
        parameters.Add(Value(write.BodyHash, NpgsqlDbType.Bytea));
        parameters.Add(Value(write.Answer, NpgsqlDbType.Jsonb));
        parameters.Add(write.Changes, NpgsqlDbType.Text, change => change.Field);
        parameters.Add(write.Changes, NpgsqlDbType.Text, change => change.Before);
        parameters.Add(write.Changes, NpgsqlDbType.Text, change => change.After);
        parameters.Add(write.Letter.People, NpgsqlDbType.Uuid, id => id);
        parameters.Add(write.Letter.Related, NpgsqlDbType.Uuid, id => id);
        Bind(parameters, write.Letter);

        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        LetterWriteResult result = !reader.GetBoolean(0) ? new LetterWriteResult.Moved()
            : !await reader.IsDBNullAsync(1) ? new LetterWriteResult.Repeated(reader.GetFieldValue<byte[]>(1), reader.GetString(2))
            : reader.GetBoolean(3) ? new LetterWriteResult.Written()
            : new LetterWriteResult.Stale();
        await reader.CloseAsync();
        return result;
    }

    /// <summary>Whether a write whose answer was lost happened after all.</summary>
    internal async Task<bool> Wrote(LetterWrite write)
    {
        await using var command = database.DataSource.CreateCommand(WasWritten);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.Id });
        command.Parameters.Add(Value(write.At, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.Actor.UserId });
        command.Parameters.Add(Value(write.Changes[0].Field, NpgsqlDbType.Text));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = write.NextVersion });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static void Bind(NpgsqlParameterCollection parameters, Letter letter)
    {
        var given = letter.Assignment;
        (object? Value, NpgsqlDbType Type)[] values =
        [
            ((short)letter.Status, NpgsqlDbType.Smallint), (letter.Date, NpgsqlDbType.Date), (letter.LetterDate, NpgsqlDbType.Date),
            (letter.Correspondent, NpgsqlDbType.Text), (letter.ContactId, NpgsqlDbType.Uuid), (letter.Reference, NpgsqlDbType.Text),
            (letter.Subject, NpgsqlDbType.Text), ((short?)letter.DeliveryMethod, NpgsqlDbType.Smallint), (letter.PostalNumber, NpgsqlDbType.Text),
            (letter.EDeliveryAddress, NpgsqlDbType.Text), (letter.DueOn, NpgsqlDbType.Date), (letter.Confidential, NpgsqlDbType.Boolean),
            (letter.Notes, NpgsqlDbType.Text), (letter.LetterKind, NpgsqlDbType.Text), (letter.Tags.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            (letter.Enclosures, NpgsqlDbType.Integer), (letter.CorrespondentAddress, NpgsqlDbType.Text), (letter.MassGrams, NpgsqlDbType.Integer),
            (letter.Fee, NpgsqlDbType.Numeric), (letter.DeclaredValue, NpgsqlDbType.Numeric), (letter.CashOnDelivery, NpgsqlDbType.Numeric),
            (letter.ReceiptOn, NpgsqlDbType.Date), (letter.CaseMark, NpgsqlDbType.Text), (letter.EarlierNumber, NpgsqlDbType.Text),
            (letter.ReplyTo, NpgsqlDbType.Uuid), (letter.ContractId, NpgsqlDbType.Uuid), (given?.AccountId, NpgsqlDbType.Uuid),
            (given?.Name, NpgsqlDbType.Text), (given?.Instruction, NpgsqlDbType.Text), (given?.DueOn, NpgsqlDbType.Date), (given?.At, NpgsqlDbType.TimestampTz),
            (given?.ReadAt, NpgsqlDbType.TimestampTz), (given?.ConfirmedAt, NpgsqlDbType.TimestampTz), (letter.DeliveredOn, NpgsqlDbType.Date),
            (letter.ReturnedOn, NpgsqlDbType.Date), (letter.ReturnReason, NpgsqlDbType.Text),
        ];
        foreach (var (value, type) in values)
            parameters.Add(Value(value, type));
    }

    private static NpgsqlParameter Value(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
