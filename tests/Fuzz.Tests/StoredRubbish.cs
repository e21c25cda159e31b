using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>What must not be in the database afterwards.</summary>
internal static class StoredRubbish
{
    private const string TextColumns = """
        SELECT c.table_name, c.column_name FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = 'app' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'character varying', 'jsonb') AND c.table_name <> 'data_protection_key'
        """;

    private const string Lengths = """
        SELECT 'letter ' || id FROM app.correspondence WHERE length(subject) NOT BETWEEN 3 AND 500 OR length(reference) > 100 OR btrim(subject) = ''
        UNION ALL SELECT 'contract ' || id FROM app.contract WHERE length(subject) NOT BETWEEN 3 AND 1000 OR length(counterparty_number) > 100
        UNION ALL SELECT 'party ' || contract_id FROM app.contract_party WHERE length(name) NOT BETWEEN 1 AND 300
        UNION ALL SELECT 'contract without parties ' || id FROM app.contract AS c WHERE NOT EXISTS (SELECT FROM app.contract_party AS p WHERE p.contract_id = c.id)
        UNION ALL SELECT 'account ' || id FROM app.account WHERE length(email) > 254 OR email !~ '^[^@\s]+@[^@\s]+$'
        """;

    private const string Numbers = """
        WITH entry AS (
          SELECT tenant_id, direction AS series, year, sequence, 0 AS kind FROM app.correspondence
          UNION ALL SELECT tenant_id, 3, year, sequence, 1 FROM app.contract
        ), series AS (
          SELECT tenant_id, series, year, count(*) AS rows, count(DISTINCT sequence) AS numbers, min(sequence) AS first, max(sequence) AS last FROM entry GROUP BY 1, 2, 3
        ), kinds AS (SELECT tenant_id, kind, count(*) AS rows FROM entry GROUP BY 1, 2)
        SELECT 'numbers of ' || s.tenant_id || ' series ' || s.series FROM series AS s
          FULL JOIN app.series_counter AS c USING (tenant_id, series, year)
          WHERE s.rows IS DISTINCT FROM s.numbers OR s.last - s.first + 1 <> s.rows OR s.last IS DISTINCT FROM c.last_sequence
        UNION ALL SELECT 'counter of ' || coalesce(k.tenant_id, u.tenant_id) || ' kind ' || coalesce(k.kind, u.kind) FROM kinds AS k
          FULL JOIN (SELECT tenant_id, kind::int AS kind, sum(used) AS used FROM app.tenant_counter GROUP BY 1, 2) AS u USING (tenant_id, kind) WHERE k.rows IS DISTINCT FROM u.used
        UNION ALL SELECT 'over the quota: ' || c.tenant_id FROM app.tenant_counter AS c JOIN app.tenant_overview AS o USING (tenant_id) WHERE o.package = 0 AND c.used > 10
        """;

    public static async Task<IReadOnlyList<string>> FindAsync(TestDatabase database)
    {
        var found = new List<string>();
        foreach (var column in await RowsAsync(database, TextColumns))
        {
            // Line ends and tabs have their place in notes; in JSON they are written as escapes.
            var (table, name) = (column[0], column[1]);
            var rows = await RowsAsync(database, $$"""
                SELECT left({{name}}::text, 200) FROM app.{{table}}
                WHERE {{name}}::text ~ '[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f]' OR {{name}}::text ~ '\\u00[01][0-8bcef]' OR length({{name}}::text) > 20000 LIMIT 3
                """);
            found.AddRange(rows.Select(row => $"{table}.{name} holds {Uri.EscapeDataString(row[0])}"));
        }

        found.AddRange((await RowsAsync(database, Lengths)).Select(row => "against the rules: " + row[0]));
        found.AddRange((await RowsAsync(database, Numbers)).Select(row => row[0]));
        return found;
    }

    private static async Task<IReadOnlyList<string[]>> RowsAsync(TestDatabase database, string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]);
        return rows;
    }
}
