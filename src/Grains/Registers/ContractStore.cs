using AleSekretariat.Database;
using AleSekretariat.Domain.Registers.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>Reads a contract for its tenant's grain and writes changes of it: row, parties, history and the client's key in one fenced statement.</summary>
/// <param name="database">The silo's pool.</param>
public sealed partial class ContractStore(SiloDatabase database)
{
    private const string ReadContract = """
        SELECT c.number, c.sequence, c.year, c.registered_at, c.registered_by_name, c.version, c.counterparty_number, c.subject,
          c.signed_on, c.valid_from, c.valid_to, c.value, c.currency, c.notice_amount, c.notice_unit, c.notice_effect, c.notes,
          c.contract_kind, c.vat_rate, c.recurrence, c.renewal_amount, c.renewal_unit, c.renewal_times, c.reminder_days,
          c.responsible, c.deputy, c.original_place, c.retention_until, c.earlier_number, c.annulled_at IS NOT NULL,
          c.termination_letter_id, c.terminated_on, c.termination_effective_on, c.changed_at
        FROM app.contract AS c WHERE c.tenant_id = $1 AND c.id = $2
        """;

    private const string ReadParties = """
        SELECT p.contact_id, p.name, p.nip, p.role, p.regon FROM app.contract_party AS p
        WHERE p.tenant_id = $1 AND p.contract_id = $2 ORDER BY p.ordinal
        """;

    private const string ReadAnnexes = """
        SELECT a.number, a.signed_on, a.effective_from, a.description, a.fields, a.new_values FROM app.contract_annex AS a
        WHERE a.tenant_id = $1 AND a.contract_id = $2 ORDER BY a.ordinal
        """;

    private const string ReadContacts = "SELECT c.id, c.name, c.nip, c.regon FROM app.contact AS c WHERE c.tenant_id = $1 AND c.id = ANY ($2)";

    /// <summary>The contract; null if the tenant has none of this id.</summary>
    internal async Task<StoredContract?> Find(Guid tenantId, Guid id)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[ReadContract, ReadParties, ReadAnnexes])
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = tenantId }, new NpgsqlParameter<Guid> { TypedValue = id } },
            });
        }

        await using var reader = await batch.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        var contract = Contract(reader, id);
        await reader.NextResultAsync();
        var parties = new List<ContractPartyDraft>();
        while (await reader.ReadAsync())
            parties.Add(new ContractPartyDraft(Value<Guid>(reader, 0), reader.GetString(1), Text(reader, 2), Text(reader, 3), Text(reader, 4)));
        await reader.NextResultAsync();
        var annexes = new List<Annex>();
        while (await reader.ReadAsync())
        {
            var values = reader.GetFieldValue<string?[]>(5);
            annexes.Add(new Annex(
                reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly>(2), Text(reader, 3),
                [.. reader.GetFieldValue<string[]>(4).Select((field, i) => new TermChange(Enum.Parse<TermField>(field, ignoreCase: true), values[i]))]));
        }

        return contract with { Contract = contract.Contract with { Parties = parties }, Annexes = annexes };
    }

    /// <summary>The tenant's contacts among the ids, as parties.</summary>
    internal async Task<IReadOnlyDictionary<Guid, ContractPartyDraft>> Contacts(Guid tenantId, IReadOnlyCollection<Guid> ids)
    {
        var contacts = new Dictionary<Guid, ContractPartyDraft>();
        if (ids.Count == 0)
            return contacts;
        await using var command = database.DataSource.CreateCommand(ReadContacts);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            contacts[reader.GetGuid(0)] = new ContractPartyDraft(reader.GetGuid(0), reader.GetString(1), Text(reader, 2), null, Text(reader, 3));
        return contacts;
    }

    private static StoredContract Contract(NpgsqlDataReader reader, Guid id) => new()
    {
        Id = id,
        Number = reader.GetString(0),
        Sequence = reader.GetInt32(1),
        Year = reader.GetInt16(2),
        RegisteredAt = reader.GetFieldValue<DateTimeOffset>(3),
        RegisteredBy = reader.GetString(4),
        Version = reader.GetInt32(5),
        Contract = new ContractDraft
        {
            CounterpartyNumber = Text(reader, 6),
            Subject = reader.GetString(7),
            SignedOn = reader.GetFieldValue<DateOnly>(8),
            ValidFrom = reader.GetFieldValue<DateOnly>(9),
            ValidTo = Value<DateOnly>(reader, 10),
            Value = Value<decimal>(reader, 11),
            Currency = Text(reader, 12),
            Notice = reader.IsDBNull(13) ? null : new Notice(reader.GetInt32(13), (NoticeUnit)reader.GetInt16(14), (NoticeEffect)reader.GetInt16(15)),
            Notes = Text(reader, 16),
            Kind = Text(reader, 17),
            VatRate = Value<decimal>(reader, 18),
            Recurrence = (ContractRecurrence?)Value<short>(reader, 19),
            Renewal = reader.IsDBNull(20) ? null : new Renewal(reader.GetInt32(20), (NoticeUnit)reader.GetInt16(21), Value<int>(reader, 22)),
            ReminderDays = reader.GetFieldValue<int[]>(23),
            Responsible = Value<Guid>(reader, 24),
            Deputy = Value<Guid>(reader, 25),
            OriginalPlace = Text(reader, 26),
            RetentionUntil = Value<DateOnly>(reader, 27),
            EarlierNumber = Text(reader, 28),
        },
        Annexes = [],
        Annulled = reader.GetBoolean(29),
        TerminationLetterId = Value<Guid>(reader, 30),
        TerminatedOn = Value<DateOnly>(reader, 31),
        TerminationEffectiveOn = Value<DateOnly>(reader, 32),
        ChangedAt = Value<DateTimeOffset>(reader, 33),
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static T? Value<T>(NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static NpgsqlParameter Parameter(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
