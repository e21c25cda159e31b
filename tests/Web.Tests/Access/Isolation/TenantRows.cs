using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>What the database holds of one tenant, in whichever tables name one.</summary>
internal static class TenantRows
{
    private const string Tables = """
        SELECT string_agg(c.table_name, ',' ORDER BY c.table_name) FROM information_schema.columns AS c
        JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = 'app' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE'
        """;

    /// <summary>One number for all rows of a tenant. Sending a mail or using a token is no change.</summary>
    public static async Task<string> FingerprintAsync(House house, Guid tenantId) => await house.ScalarAsync<string>(
        $"SELECT md5(coalesce(string_agg(of, '|' ORDER BY of), '')) FROM ({await AllAsync(house)}) AS rows", tenantId);

    /// <summary>How many rows of a tenant mention a text.</summary>
    public static async Task<long> MentionsAsync(House house, Guid tenantId, string text) => await house.ScalarAsync<long>(
        $"SELECT count(*) FROM ({await AllAsync(house)}) AS rows WHERE strpos(of, $2) > 0", tenantId, text);

    private static async Task<string> AllAsync(House house) => string.Join(" UNION ALL ", (await house.ScalarAsync<string>(Tables)).Split(',').Select(table =>
        $"SELECT '{table} ' || (to_jsonb(t) - '{{last_used_at,sent_at,attempts,next_attempt_at,last_error}}'::text[])::text AS of FROM app.{table} AS t WHERE t.tenant_id = $1"));
}
