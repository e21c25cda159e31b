using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>A letter to register, checked and with its defaults filled in.</summary>
internal sealed record CorrespondenceRow(RegistrationHead Head, RegisterCorrespondence Letter, CorrespondenceStatus Status);

/// <summary>Writes letters.</summary>
internal sealed class CorrespondenceStatement : IRegistrationStatement<CorrespondenceRow>
{
    private const string Text = $"""
        WITH input AS MATERIALIZED (
          SELECT r.*
          FROM unnest({RegistrationStatement.HeadArrays},
            $18::date[], $19::date[], $20::text[], $21::uuid[], $22::text[], $23::text[], $24::smallint[], $25::text[], $26::text[],
            $27::date[], $28::boolean[], $29::text[], $30::smallint[])
          AS r ({RegistrationStatement.HeadColumns},
            document_date, letter_date, correspondent, contact_id, reference, subject, delivery_method, postal_number,
            e_delivery_address, due_on, confidential, notes, status)
        ), {RegistrationStatement.Guards}, written AS (
          INSERT INTO app.correspondence (tenant_id, id, direction, year, sequence, number, registered_at, registered_by,
            registered_by_name, document_date, letter_date, correspondent, contact_id, reference, subject, delivery_method,
            postal_number, e_delivery_address, due_on, confidential, notes, status)
          SELECT f.tenant_id, f.id, f.series, f.year, f.sequence, g.number, f.registered_at, f.actor_id,
            f.actor_name, f.document_date, f.letter_date, coalesce(f.correspondent, c.name), f.contact_id, f.reference, f.subject,
            f.delivery_method, f.postal_number, f.e_delivery_address, f.due_on, f.confidential, f.notes, f.status
          FROM fresh AS f
          JOIN granted AS g ON g.tenant_id = f.tenant_id
          LEFT JOIN app.contact AS c ON c.tenant_id = f.tenant_id AND c.id = f.contact_id
          RETURNING tenant_id
        )
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
    }
}
