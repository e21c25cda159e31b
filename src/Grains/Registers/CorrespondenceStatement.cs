using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>A letter to register, checked and with its defaults filled in.</summary>
/// <param name="Head">What every registration carries.</param>
/// <param name="Letter">The letter.</param>
/// <param name="Status">Its first status.</param>
/// <param name="AssignedToName">The name of the one it is given to.</param>
/// <param name="Answered">The open letter that it closes by answering it.</param>
internal sealed record CorrespondenceRow(
    RegistrationHead Head, RegisterCorrespondence Letter, CorrespondenceStatus Status, string? AssignedToName = null, Guid? Answered = null);

/// <summary>Writes letters.</summary>
internal sealed partial class CorrespondenceStatement : IRegistrationStatement<CorrespondenceRow>
{
    // Lists come as one text each: an array of arrays would have to be rectangular.
    private const string Text = $"""
        WITH input AS MATERIALIZED (
          SELECT r.*
          FROM unnest({RegistrationStatement.HeadArrays},
            $18::date[], $19::date[], $20::text[], $21::uuid[], $22::text[], $23::text[], $24::smallint[], $25::text[], $26::text[],
            $27::date[], $28::boolean[], $29::text[], $30::smallint[], $31::text[], $32::text[], $33::integer[], $34::text[], $35::integer[],
            $36::numeric[], $37::numeric[], $38::numeric[], $39::date[], $40::text[], $41::text[], $42::uuid[], $43::uuid[], $44::text[],
            $45::text[], $46::uuid[], $47::text[], $48::text[], $49::date[], $50::uuid[])
          AS r ({RegistrationStatement.HeadColumns},
            document_date, letter_date, correspondent, contact_id, reference, subject, delivery_method, postal_number,
            e_delivery_address, due_on, confidential, notes, status, letter_kind, tags, enclosures, correspondent_address, mass_grams,
            fee, declared_value, cash_on_delivery, receipt_on, case_mark, earlier_number, reply_to, contract_id, related,
            people, assigned_to, assigned_to_name, instruction, assignment_due, answered)
        ), {RegistrationStatement.Guards}, written AS (
          INSERT INTO app.correspondence (tenant_id, id, direction, year, sequence, number, registered_at, registered_by,
            registered_by_name, document_date, letter_date, correspondent, contact_id, reference, subject, delivery_method,
            postal_number, e_delivery_address, due_on, confidential, notes, status, letter_kind, tags, enclosures,
            correspondent_address, mass_grams, fee, declared_value, cash_on_delivery, receipt_on, case_mark, earlier_number, reply_to,
            contract_id, assigned_to, assigned_to_name, instruction, assignment_due, assigned_at)
          SELECT f.tenant_id, f.id, f.series, f.year, f.sequence, g.number, f.registered_at, f.actor_id,
            f.actor_name, f.document_date, f.letter_date, coalesce(f.correspondent, c.name), f.contact_id, f.reference, f.subject,
            f.delivery_method, f.postal_number, f.e_delivery_address, f.due_on, f.confidential, f.notes, f.status, f.letter_kind,
            coalesce(string_to_array(f.tags, E'\n'), ARRAY[]::text[]), f.enclosures, f.correspondent_address, f.mass_grams, f.fee, f.declared_value,
            f.cash_on_delivery, f.receipt_on, f.case_mark, f.earlier_number, f.reply_to, f.contract_id, f.assigned_to,
            f.assigned_to_name, f.instruction, f.assignment_due, CASE WHEN f.assigned_to IS NOT NULL THEN f.registered_at END
          FROM fresh AS f
          JOIN granted AS g ON g.tenant_id = f.tenant_id
          LEFT JOIN app.contact AS c ON c.tenant_id = f.tenant_id AND c.id = f.contact_id
          RETURNING tenant_id
        ), {Beside}
        {RegistrationStatement.Results}
        """;

    public string Sql => Text;

    public RegistrationHead HeadOf(CorrespondenceRow row) => row.Head;

    public void Bind(NpgsqlParameterCollection parameters, IReadOnlyList<CorrespondenceRow> rows)
    {
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Letter.Date);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Letter.LetterDate);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.CorrespondentName);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Letter.ContactId);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.Reference);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.Subject);
        parameters.Add(rows, NpgsqlDbType.Smallint, row => (short?)row.Letter.DeliveryMethod);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.PostalNumber);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.EDeliveryAddress);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Letter.DueOn);
        parameters.Add(rows, NpgsqlDbType.Boolean, row => row.Letter.Confidential);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.Notes);
        parameters.Add(rows, NpgsqlDbType.Smallint, row => (short)row.Status);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.LetterKind);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.Tags is { } tags ? string.Join('\n', tags) : null);
        parameters.Add(rows, NpgsqlDbType.Integer, row => row.Letter.Enclosures);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.CorrespondentAddress);
        parameters.Add(rows, NpgsqlDbType.Integer, row => row.Letter.MassGrams);
        parameters.Add(rows, NpgsqlDbType.Numeric, row => row.Letter.Fee);
        parameters.Add(rows, NpgsqlDbType.Numeric, row => row.Letter.DeclaredValue);
        parameters.Add(rows, NpgsqlDbType.Numeric, row => row.Letter.CashOnDelivery);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Letter.ReceiptOn);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.CaseMark);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.EarlierNumber);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Letter.ReplyTo);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Letter.ContractId);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.Related is { } related ? string.Join('\n', related) : null);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.People is { } people ? string.Join('\n', people) : null);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Letter.AssignedTo);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.AssignedToName);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Letter.Instruction);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Letter.AssignmentDue);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Answered);
    }
}
