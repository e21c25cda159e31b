using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Grains.Registers;

/// <content>Reading: a letter that is to be changed, and what letters name.</content>
public sealed partial class LetterStore
{
    /// <summary>Whether the account $3, an owner if $4, sees the letter c: the rule of the web node's policy (script 0020).</summary>
    private const string SeenBy = """
        (NOT c.confidential OR c.registered_by = $3 OR c.assigned_to = $3 OR $4
          OR EXISTS (SELECT FROM app.correspondence_person AS p WHERE p.tenant_id = c.tenant_id AND p.correspondence_id = c.id AND p.account_id = $3))
        """;

    private static readonly string ReadLetter = $"""
        SELECT c.number, c.version, c.direction,
          array(SELECT p.account_id FROM app.correspondence_person AS p WHERE p.tenant_id = c.tenant_id AND p.correspondence_id = c.id ORDER BY p.account_id),
          array(SELECT CASE WHEN l.letter_id = c.id THEN l.other_id ELSE l.letter_id END FROM app.correspondence_link AS l
            WHERE l.tenant_id = c.tenant_id AND (l.letter_id = c.id OR l.other_id = c.id) ORDER BY 1),
          {string.Join(", ", LetterColumns.Names.Select(column => "c." + column))}
        FROM app.correspondence AS c
        WHERE c.tenant_id = $1 AND c.id = $2 AND {SeenBy}
        """;

    // kind: 0 person, 1 letter, 2 contract, 3 contact
    private const string ReadNamed = $"""
        SELECT 0::smallint, m.account_id, coalesce(a.display_name, a.email), NULL::smallint, NULL::smallint, false
        FROM app.membership AS m JOIN app.account AS a ON a.id = m.account_id
        WHERE m.tenant_id = $1 AND m.account_id = ANY ($2) AND NOT m.suspended
        UNION ALL
        SELECT 1::smallint, c.id, c.number, c.direction, c.status, c.confidential
        FROM app.correspondence AS c WHERE c.tenant_id = $1 AND c.id = ANY ($2) AND {SeenBy}
        UNION ALL
        SELECT 2::smallint, k.id, k.number, NULL, NULL, false FROM app.contract AS k WHERE k.tenant_id = $1 AND k.id = ANY ($2)
        UNION ALL
        SELECT 3::smallint, k.id, k.name, NULL, NULL, false FROM app.contact AS k WHERE k.tenant_id = $1 AND k.id = ANY ($2)
        """;

    /// <summary>A letter for a change; null if there is none of this id or the actor may not see it.</summary>
    internal async Task<StoredLetter?> Read(Guid tenantId, Guid id, Actor actor)
    {
        await using var command = database.DataSource.CreateCommand(ReadLetter);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        Bind(command.Parameters, actor);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new StoredLetter(id, reader.GetString(0), reader.GetInt32(1), Letter(reader)) : null;
    }

    /// <summary>What the database knows of ids that a letter names.</summary>
    internal async Task<LettersNamed> Named(Guid tenantId, IEnumerable<Guid> ids, Actor actor)
    {
        await using var command = database.DataSource.CreateCommand(ReadNamed);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids.Distinct()] });
        Bind(command.Parameters, actor);
        var named = LettersNamed.None;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (kind, id, name) = (reader.GetInt16(0), reader.GetGuid(1), reader.GetString(2));
            named = kind switch
            {
                0 => named with { People = named.People.SetItem(id, name) },
                1 => named with
                {
                    Letters = named.Letters.SetItem(id, new NamedLetter(id, name, (Direction)reader.GetInt16(3), (CorrespondenceStatus)reader.GetInt16(4), reader.GetBoolean(5))),
                },
                2 => named with { Contracts = named.Contracts.Add(id) },
                _ => named with { Contacts = named.Contacts.SetItem(id, name) },
            };
        }

        return named;
    }

    private static void Bind(NpgsqlParameterCollection parameters, Actor actor)
    {
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.UserId });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = actor.Role == TenantRole.Owner });
    }

    private static Letter Letter(NpgsqlDataReader reader)
    {
        T? Struct<T>(string column)
            where T : struct => reader.IsDBNull(At(column)) ? null : reader.GetFieldValue<T>(At(column));
        string? Text(string column) => reader.IsDBNull(At(column)) ? null : reader.GetString(At(column));
        return new Letter
        {
            Direction = (Direction)reader.GetInt16(2),
            People = reader.GetFieldValue<Guid[]>(3),
            Related = reader.GetFieldValue<Guid[]>(4),
            Status = (CorrespondenceStatus)reader.GetInt16(At("status")),
            Date = reader.GetFieldValue<DateOnly>(At("document_date")),
            LetterDate = Struct<DateOnly>("letter_date"),
            Correspondent = Text("correspondent"),
            ContactId = Struct<Guid>("contact_id"),
            CorrespondentAddress = Text("correspondent_address"),
            Reference = Text("reference"),
            Subject = reader.GetString(At("subject")),
            DeliveryMethod = (DeliveryMethod?)Struct<short>("delivery_method"),
            PostalNumber = Text("postal_number"),
            EDeliveryAddress = Text("e_delivery_address"),
            DueOn = Struct<DateOnly>("due_on"),
            Confidential = reader.GetBoolean(At("confidential")),
            Notes = Text("notes"),
            LetterKind = Text("letter_kind"),
            Tags = reader.GetFieldValue<string[]>(At("tags")),
            Enclosures = Struct<int>("enclosures"),
            MassGrams = Struct<int>("mass_grams"),
            Fee = Struct<decimal>("fee"),
            DeclaredValue = Struct<decimal>("declared_value"),
            CashOnDelivery = Struct<decimal>("cash_on_delivery"),
            ReceiptOn = Struct<DateOnly>("receipt_on"),
            CaseMark = Text("case_mark"),
            EarlierNumber = Text("earlier_number"),
            ReplyTo = Struct<Guid>("reply_to"),
            ContractId = Struct<Guid>("contract_id"),
            DeliveredOn = Struct<DateOnly>("delivered_on"),
            ReturnedOn = Struct<DateOnly>("returned_on"),
            ReturnReason = Text("return_reason"),
            Assignment = Struct<Guid>("assigned_to") is { } assignee
                ? new LetterAssignment(
                    assignee,
                    Text("assigned_to_name") ?? "",
                    Text("instruction"),
                    Struct<DateOnly>("assignment_due"),
                    reader.GetFieldValue<DateTimeOffset>(At("assigned_at")),
                    Struct<DateTimeOffset>("read_at"),
                    Struct<DateTimeOffset>("confirmed_at"))
                : null,
        };
    }

    private static int At(string column) => Array.IndexOf(LetterColumns.Names, column) + 5;
}
