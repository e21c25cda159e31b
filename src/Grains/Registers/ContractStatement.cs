using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Registers;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>A contract to register, checked and with its defaults filled in.</summary>
internal sealed record ContractRow(RegistrationHead Head, RegisterContract Contract, ContractStatus Status, DateOnly? FinalDay);

/// <summary>Writes contracts with their parties.</summary>
internal sealed class ContractStatement : IRegistrationStatement<ContractRow>
{
    // A party whose contact is unknown gets the name '', so that the foreign key refuses it and not the name.
    private const string Text = $"""
        WITH input AS MATERIALIZED (
          SELECT r.*
          FROM unnest({RegistrationStatement.HeadArrays},
            $18::text[], $19::text[], $20::date[], $21::date[], $22::date[], $23::numeric[], $24::text[], $25::integer[],
            $26::smallint[], $27::smallint[], $28::text[], $29::smallint[], $37::text[], $38::numeric[], $39::smallint[],
            $40::integer[], $41::smallint[], $42::integer[], $43::text[], $44::uuid[], $45::uuid[], $46::text[], $47::date[],
            $48::text[], $49::date[])
          AS r ({RegistrationStatement.HeadColumns},
            counterparty_number, subject, signed_on, valid_from, valid_to, value, currency, notice_amount, notice_unit,
            notice_effect, notes, status, contract_kind, vat_rate, recurrence, renewal_amount, renewal_unit, renewal_times,
            reminder_days, responsible, deputy, original_place, retention_until, earlier_number, final_day)
        ), party AS MATERIALIZED (
          SELECT p.tenant_id, p.ordinal, p.contact_id, coalesce(p.name, c.name, '') AS name, coalesce(p.nip, c.nip) AS nip, p.role,
            coalesce(p.regon, c.regon) AS regon
          FROM unnest($30::uuid[], $31::smallint[], $32::uuid[], $33::text[], $34::text[], $35::text[], $36::text[])
            AS p (tenant_id, ordinal, contact_id, name, nip, role, regon)
          LEFT JOIN app.contact AS c ON c.tenant_id = p.tenant_id AND c.id = p.contact_id
        ), {RegistrationStatement.Guards}, written AS (
          INSERT INTO app.contract (tenant_id, id, year, sequence, number, registered_at, registered_by, registered_by_name,
            counterparty_number, subject, signed_on, valid_from, valid_to, value, currency, notice_amount, notice_unit,
            notice_effect, notes, status, contract_kind, vat_rate, recurrence, renewal_amount, renewal_unit, renewal_times,
            reminder_days, responsible, deputy, original_place, retention_until, earlier_number, final_day, parties)
          SELECT f.tenant_id, f.id, f.year, f.sequence, g.number, f.registered_at, f.actor_id, f.actor_name,
            f.counterparty_number, f.subject, f.signed_on, f.valid_from, f.valid_to, f.value, f.currency, f.notice_amount,
            f.notice_unit, f.notice_effect, f.notes, f.status, f.contract_kind, f.vat_rate, f.recurrence, f.renewal_amount,
            f.renewal_unit, f.renewal_times, f.reminder_days::integer[], f.responsible, f.deputy, f.original_place,
            f.retention_until, f.earlier_number, f.final_day,
            (SELECT string_agg(p.name, ', ' ORDER BY p.ordinal) FROM party AS p WHERE p.tenant_id = f.tenant_id)
          FROM fresh AS f
          JOIN granted AS g ON g.tenant_id = f.tenant_id
          RETURNING tenant_id
        ), joined AS (
          INSERT INTO app.contract_party (tenant_id, contract_id, ordinal, contact_id, name, nip, role, regon)
          SELECT f.tenant_id, f.id, p.ordinal, p.contact_id, p.name, p.nip, p.role, p.regon
          FROM fresh AS f JOIN party AS p ON p.tenant_id = f.tenant_id
        )
        {RegistrationStatement.Results}
        """;

    public string Sql => Text;

    public RegistrationHead HeadOf(ContractRow row) => row.Head;

    public void Bind(NpgsqlParameterCollection parameters, IReadOnlyList<ContractRow> rows)
    {
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Contract.CounterpartyNumber);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Contract.Subject);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Contract.SignedOn);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Contract.ValidFrom);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Contract.ValidTo);
        parameters.Add(rows, NpgsqlDbType.Numeric, row => row.Contract.Value);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Contract.Currency);
        parameters.Add(rows, NpgsqlDbType.Integer, row => row.Contract.Notice?.Amount);
        parameters.Add(rows, NpgsqlDbType.Smallint, row => (short?)row.Contract.Notice?.Unit);
        parameters.Add(rows, NpgsqlDbType.Smallint, row => (short?)row.Contract.Notice?.Effect);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Contract.Notes);
        parameters.Add(rows, NpgsqlDbType.Smallint, row => (short)row.Status);

        var parties = rows
            .SelectMany(row => row.Contract.Parties.Select((party, i) => (row.Head.TenantId, Ordinal: (short)i, Party: party)))
            .ToList();
        parameters.Add(parties, NpgsqlDbType.Uuid, row => row.TenantId);
        parameters.Add(parties, NpgsqlDbType.Smallint, row => row.Ordinal);
        parameters.Add(parties, NpgsqlDbType.Uuid, row => row.Party.ContactId);
        parameters.Add(parties, NpgsqlDbType.Text, row => row.Party.Name);
        parameters.Add(parties, NpgsqlDbType.Text, row => row.Party.Nip);
        parameters.Add(parties, NpgsqlDbType.Text, row => row.Party.Role);
        parameters.Add(parties, NpgsqlDbType.Text, row => row.Party.Regon);

        parameters.Add(rows, NpgsqlDbType.Text, row => row.Contract.Kind);
        parameters.Add(rows, NpgsqlDbType.Numeric, row => row.Contract.VatRate);
        parameters.Add(rows, NpgsqlDbType.Smallint, row => (short?)row.Contract.Recurrence);
        parameters.Add(rows, NpgsqlDbType.Integer, row => row.Contract.Renewal?.Amount);
        parameters.Add(rows, NpgsqlDbType.Smallint, row => (short?)row.Contract.Renewal?.Unit);
        parameters.Add(rows, NpgsqlDbType.Integer, row => row.Contract.Renewal?.Times);
        // An array of arrays would come apart: each as text.
        parameters.Add(rows, NpgsqlDbType.Text, row => $"{{{string.Join(',', row.Contract.ReminderDays ?? [])}}}");
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Contract.Responsible);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Contract.Deputy);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Contract.OriginalPlace);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Contract.RetentionUntil);
        parameters.Add(rows, NpgsqlDbType.Text, row => row.Contract.EarlierNumber);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.FinalDay);
    }
}
