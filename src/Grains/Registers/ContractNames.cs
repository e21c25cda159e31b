using AleSekretariat.Database;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Grains.Registers;

/// <summary>Whether what a contract names is the company's: a kind of its dictionary, people who are active (product.md §5).</summary>
/// <param name="database">The silo's pool.</param>
public sealed class ContractNames(SiloDatabase database)
{
    private const string Known = """
        SELECT $2 IS NULL OR EXISTS (SELECT FROM app.dictionary_item AS d WHERE d.tenant_id = $1 AND d.kind = 1 AND d.name = $2 AND NOT d.retired),
          array(SELECT m.account_id FROM app.membership AS m WHERE m.tenant_id = $1 AND m.account_id = ANY ($3) AND NOT m.suspended)
        """;

    /// <summary>What the company does not have, by field. A contract that keeps what it had is not asked about it.</summary>
    internal async Task<IReadOnlyList<FieldError>> Unknown(Guid tenantId, ContractDraft wanted, ContractDraft? before = null)
    {
        var kind = wanted.Kind == before?.Kind ? null : wanted.Kind;
        var people = new List<(string Field, Guid Account)>();
        if (wanted.Responsible is { } responsible && responsible != before?.Responsible)
            people.Add(("responsible", responsible));
        if (wanted.Deputy is { } deputy && deputy != before?.Deputy)
            people.Add(("deputy", deputy));
        if (kind is null && people.Count == 0)
            return [];

        await using var command = database.DataSource.CreateCommand(Known);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)kind ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. people.Select(person => person.Account)] });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var active = reader.GetFieldValue<Guid[]>(1);
        return
        [
            .. reader.GetBoolean(0) ? Enumerable.Empty<FieldError>() : [new FieldError("kind", FieldError.Unknown)],
            .. people.Where(person => !active.Contains(person.Account)).Select(person => new FieldError(person.Field, FieldError.Unknown)),
        ];
    }
}
