using Npgsql;

namespace AleSekretariat.Testing.Postgres;

/// <summary>What the database holds of one tenant, in whichever tables name one.</summary>
public static class TenantRows
{
    private const string Tables = """
        SELECT string_agg(c.table_name, ',' ORDER BY c.table_name) FROM information_schema.columns AS c
        JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = 'app' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE'
        """;

    /// <summary>One number for all rows of a tenant. Sending a mail or using a token is no change.</summary>
    public static async Task<string> FingerprintAsync(TestDatabase database, Guid tenantId) => await ScalarAsync<string>(database,
        $"SELECT md5(coalesce(string_agg(of, '|' ORDER BY of), '')) FROM ({await AllAsync(database)}) AS rows", tenantId);

    /// <summary>How many rows of a tenant mention a text.</summary>
    public static async Task<long> MentionsAsync(TestDatabase database, Guid tenantId, string text) => await ScalarAsync<long>(database,
        $"SELECT count(*) FROM ({await AllAsync(database)}) AS rows WHERE strpos(of, $2) > 0", tenantId, text);

    private static async Task<string> AllAsync(TestDatabase database) => string.Join(" UNION ALL ", (await ScalarAsync<string>(database, Tables)).Split(',').Select(table =>
        $"SELECT '{table} ' || (to_jsonb(t) - '{{last_used_at,sent_at,attempts,next_attempt_at,last_error}}'::text[])::text AS of FROM app.{table} AS t WHERE t.tenant_id = $1"));

    private static async Task<T> ScalarAsync<T>(TestDatabase database, string sql, params object[] values)
    {
        await using var command = database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
