using AleSekretariat.Domain.Registers.Contracts;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <content>Annexes.</content>
public sealed partial class ContractStore
{
    private const string InsertAnnex = $"""
        {Guards}, changed AS (
          UPDATE app.contract AS c
          SET final_day = $15, version = c.version + 1, changed_at = $5, changed_by = $6
          FROM entry AS e
          WHERE c.tenant_id = $1 AND c.id = e.id
          RETURNING c.id
        ), annexed AS (
          INSERT INTO app.contract_annex (tenant_id, contract_id, ordinal, number, signed_on, effective_from, description, fields, new_values, at, by_account)
          SELECT $1, c.id, $16, $17, $18, $19, $20, $21, $22, $5, $6 FROM changed AS c
        ), {Records}
        """;

    /// <summary>Adds the last of the contract's annexes.</summary>
    internal Task<ContractWrite> AddAnnex(ContractChange change)
    {
        var annex = change.Contract.Annexes[^1];
        return Write(InsertAnnex, change, parameters =>
        {
            parameters.Add(Parameter(change.Contract.FinalDay, NpgsqlDbType.Date));
            parameters.Add(Parameter((short)change.Contract.Annexes.Count, NpgsqlDbType.Smallint));
            parameters.Add(Parameter(annex.Number, NpgsqlDbType.Text));
            parameters.Add(Parameter(annex.SignedOn, NpgsqlDbType.Date));
            parameters.Add(Parameter(annex.EffectiveFrom, NpgsqlDbType.Date));
            parameters.Add(Parameter(annex.Description, NpgsqlDbType.Text));
            parameters.Add(annex.Changes, NpgsqlDbType.Text, term => term.Field.Name());
            parameters.Add(annex.Changes, NpgsqlDbType.Text, term => term.Value);
        });
    }
}
