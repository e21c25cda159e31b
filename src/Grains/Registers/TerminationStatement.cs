using System.Globalization;
using System.Text.RegularExpressions;
using AleSekretariat.Domain.Registers;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>A letter to register and the contract that it gives notice of, as it is to be.</summary>
internal sealed record TerminationRow(CorrespondenceRow Letter, StoredContract Contract, IReadOnlyList<FieldChange> Changes);

/// <summary>
/// Writes letters that give notice: the statement of <see cref="CorrespondenceStatement"/>, going on to the contract. A letter
/// whose contract could not be marked makes a line of history without a field, which stops the whole statement.
/// </summary>
internal sealed partial class TerminationStatement : IRegistrationStatement<TerminationRow>
{
    /// <summary>The column whose NOT NULL tells that the contract is not what the grain read.</summary>
    public const string GuardColumn = "field";

    private readonly CorrespondenceStatement _letters = new();

    public TerminationStatement()
    {
        var first = Place().Matches(_letters.Sql).Max(place => int.Parse(place.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)) + 1;
        string At(int offset) => string.Create(CultureInfo.InvariantCulture, $"${first + offset}");
        // A contract is marked once: who comes with an older version of it, or a second time, marks nothing.
        var contracts = $"""
            , termination AS MATERIALIZED (
              SELECT n.* FROM unnest({At(0)}::uuid[], {At(1)}::uuid[], {At(2)}::integer[], {At(3)}::date[], {At(4)}::date[])
                AS n (tenant_id, contract_id, version, given_on, effective_on)
            ), termination_marked AS (
              UPDATE app.contract AS c
              SET status = 2, termination_letter_id = f.id, terminated_on = n.given_on, termination_effective_on = n.effective_on,
                version = n.version, changed_at = f.registered_at, changed_by = f.actor_id
              FROM written AS w
              JOIN fresh AS f ON f.tenant_id = w.tenant_id
              JOIN termination AS n ON n.tenant_id = f.tenant_id
              WHERE c.tenant_id = n.tenant_id AND c.id = n.contract_id AND c.version = n.version - 1
                AND c.annulled_at IS NULL AND c.terminated_on IS NULL
              RETURNING c.tenant_id, c.id
            ), termination_told AS (
              INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
              SELECT f.tenant_id, n.contract_id, 1, f.registered_at, f.actor_id, f.actor_name,
                CASE WHEN m.id IS NOT NULL THEN l.field END, l.before, l.after
              FROM fresh AS f
              JOIN termination AS n ON n.tenant_id = f.tenant_id
              LEFT JOIN termination_marked AS m ON m.tenant_id = f.tenant_id
              JOIN unnest({At(5)}::uuid[], {At(6)}::text[], {At(7)}::text[], {At(8)}::text[]) WITH ORDINALITY
                AS l (tenant_id, field, before, after, ordinal) ON l.tenant_id = f.tenant_id
              ORDER BY l.ordinal
            )

            """;
        Sql = _letters.Sql.Replace(RegistrationStatement.Results, contracts + RegistrationStatement.Results, StringComparison.Ordinal);
    }

    public string Sql { get; }

    public RegistrationHead HeadOf(TerminationRow row) => row.Letter.Head;

    public void Bind(NpgsqlParameterCollection parameters, IReadOnlyList<TerminationRow> rows)
    {
        _letters.Bind(parameters, [.. rows.Select(row => row.Letter)]);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Letter.Head.TenantId);
        parameters.Add(rows, NpgsqlDbType.Uuid, row => row.Contract.Id);
        parameters.Add(rows, NpgsqlDbType.Integer, row => row.Contract.Version);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Contract.TerminatedOn);
        parameters.Add(rows, NpgsqlDbType.Date, row => row.Contract.TerminationEffectiveOn);
        var lines = rows.SelectMany(row => row.Changes.Select(change => (row.Letter.Head.TenantId, Change: change))).ToList();
        parameters.Add(lines, NpgsqlDbType.Uuid, line => line.TenantId);
        parameters.Add(lines, NpgsqlDbType.Text, line => line.Change.Field);
        parameters.Add(lines, NpgsqlDbType.Text, line => line.Change.Before);
        parameters.Add(lines, NpgsqlDbType.Text, line => line.Change.After);
    }

    [GeneratedRegex(@"\$(?<number>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
