using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Database.Tests.Access;

/// <summary>Functions: none is everybody's, and those with their owner's rights are few, known, and cannot be led astray by a search path.</summary>
public sealed class FunctionAccessTests
{
    private const string Everybody = """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace = 'app'::regnamespace
          AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a WHERE a.grantee = 0)
        """;

    private const string Definers = """
        SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.proname || '(' || coalesce((SELECT string_agg(format_type(t, NULL), ',' ORDER BY n)
                 FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS args(t, n)), '') || ')',
               coalesce((SELECT string_agg(r.rolname, ',' ORDER BY r.rolname) FROM aclexplode(p.proacl) AS a JOIN pg_roles AS r ON r.oid = a.grantee WHERE a.grantee <> p.proowner), '-'),
               coalesce((SELECT setting FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%'), 'none')
        FROM pg_proc AS p WHERE p.pronamespace IN ('app'::regnamespace, 'public'::regnamespace, 'orleans'::regnamespace) AND p.prosecdef
        """;

    [Fact]
    public async Task NoFunction_IsExecutableByEverybody()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Empty(await RowsAsync(database, Everybody));
    }

    [Fact]
    public async Task EveryFunctionWithItsOwnersRights_HasALine_ItsCallers_AndAFixedSearchPath()
    {
        await using var database = await TestDatabase.CreateAsync();

        var found = await RowsAsync(database, Definers);

        Assert.Equal(AccessTable.Functions.Select(line => $"{line.Key} {line.Value}").Order(StringComparer.Ordinal), found.Select(row => $"{row[1]} {row[2]}").Order(StringComparer.Ordinal));
        // pg_temp last, or a temporary table of the caller would stand in for one of ours.
        Assert.All(found, row => Assert.Equal("search_path=app, pg_temp", row[3]));
    }

    private static async Task<IReadOnlyList<string[]>> RowsAsync(TestDatabase database, string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
