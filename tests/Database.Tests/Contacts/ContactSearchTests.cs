using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Database.Tests.Contacts;

/// <summary>What the functions of contacts find, as the web node calls them: one tenant's 5,000 among others', by index and not by reading them all.</summary>
public sealed class ContactSearchTests : IAsyncLifetime
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly Guid Neighbour = Guid.CreateVersion7();
    private TestDatabase _database = null!;
    private WebDatabase _web = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _web = WebDatabase.Create(_database.ConnectionString, poolSize: 2);
        foreach (var tenant in (Guid[])[Tenant, Neighbour])
        {
            await ExecuteAsync("INSERT INTO app.tenant (tenant_id, company, opened_at) VALUES ($1, 'Firma', now())", tenant);
            await ExecuteAsync("""
                INSERT INTO app.contact (tenant_id, id, name, nip, created_at)
                SELECT $1, gen_random_uuid(), (ARRAY['Introligatornia','Hurtownia','Kancelaria','Zakład','Piekarnia'])[1 + n % 5] || ' ' || md5(n::text) || ' sp. z o.o.',
                  lpad(n::text, 10, '1'), now()
                FROM generate_series(1, 4990) AS n
                """, tenant);
        }

        await AddAsync(Tenant, "Łódzka Spółdzielnia „Snutka”", "7272341233");
        await AddAsync(Tenant, "Bank Gospodarstwa Krajowego, Oddział w Łodzi", null);
        await AddAsync(Tenant, "Stara Łódzka Drukarnia S.A.", null);
        await AddAsync(Tenant, "100 % Papieru_sp", null);
        await ExecuteAsync("INSERT INTO app.contact (tenant_id, id, name, address, created_at) VALUES ($1, gen_random_uuid(), 'Apteka', E'ul. Krakowska 1\\n30-001 Kraków', now())", Tenant);
        await AddAsync(Tenant, "Zarząd Dróg w Krakowie", null);
        await AddAsync(Neighbour, "Łódzka Spółdzielnia Sąsiadów", "7272341233");
        await ExecuteAsync("ANALYZE app.contact");
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("lodzka", "Łódzka Spółdzielnia „Snutka”|Stara Łódzka Drukarnia S.A.")]
    [InlineData("ŁÓDZ", "Łódzka Spółdzielnia „Snutka”|Bank Gospodarstwa Krajowego, Oddział w Łodzi|Stara Łódzka Drukarnia S.A.")]
    [InlineData("spółdz łódz", "Łódzka Spółdzielnia „Snutka”")]
    [InlineData("7272341", "Łódzka Spółdzielnia „Snutka”")]
    [InlineData("% papieru_", "100 % Papieru_sp")]
    [InlineData("krak", "Zarząd Dróg w Krakowie|Apteka")]
    [InlineData("sn", "Łódzka Spółdzielnia „Snutka”")]
    [InlineData("s ł", "Łódzka Spółdzielnia „Snutka”|Stara Łódzka Drukarnia S.A.")]
    [InlineData("nic takiego", "")]
    public async Task Suggestion_ForgivesCaseAndDiacritics_AndPutsNamesThatBeginSoFirst(string typed, string expected) =>
        Assert.Equal(expected, await NamesAsync("SELECT name FROM app.suggest_contacts($1, $2, 8)", Words(typed), Widest(typed)));

    [Theory]
    [InlineData("lodzka")]
    [InlineData("7272341233")]
    [InlineData("snutka spoldzielnia")]
    [InlineData("sn")]
    [InlineData("ż")]
    public async Task Suggestion_Among5000_IsLookedUpInTheIndex(string typed)
    {
        var before = await ScansAsync("contact_search");

        await NamesAsync("SELECT name FROM app.suggest_contacts($1, $2, 8)", Words(typed), Widest(typed));

        Assert.Equal(before.Index + 1, (await ScansAsync("contact_search")).Index);
        Assert.Equal(before.WholeTable, (await ScansAsync("contact_search")).WholeTable);
    }

    [Fact]
    public async Task Page_FollowsThePageBeforeByName_AlsoAfterItsLastWasMerged()
    {
        var first = await RowsAsync("SELECT id::text, name FROM app.find_contacts($1, $2, NULL, 2)", Words("łód"), Widest("łód"));
        Assert.Equal(["Bank Gospodarstwa Krajowego, Oddział w Łodzi", "Łódzka Spółdzielnia „Snutka”"], first.Select(row => row[1]));
        var last = Guid.Parse(first[1][0]);

        Assert.Equal("Stara Łódzka Drukarnia S.A.", await NamesAsync("SELECT name FROM app.find_contacts($1, $2, $3, 2)", Words("łód"), Widest("łód"), last));

        await ExecuteAsync("INSERT INTO app.contact_merge (tenant_id, merged_id, contact_id, name, merged_at) SELECT tenant_id, id, $2, name, now() FROM app.contact WHERE tenant_id = $1 AND id = $3", Tenant, Guid.Parse(first[0][0]), last);
        await ExecuteAsync("DELETE FROM app.contact WHERE tenant_id = $1 AND id = $2", Tenant, last);
        Assert.Equal("Stara Łódzka Drukarnia S.A.", await NamesAsync("SELECT name FROM app.find_contacts($1, $2, $3, 2)", Words("łód"), Widest("łód"), last));
    }

    [Theory]
    [InlineData("Snutka, lodzka spoldzielnia", null, "Łódzka Spółdzielnia „Snutka”")]
    [InlineData("Stara Łodzka Drukarnia spółka akcyjna", null, "Stara Łódzka Drukarnia S.A.")]
    [InlineData("Coś całkiem innego", "7272341233", "Łódzka Spółdzielnia „Snutka”")]
    [InlineData("Zupełnie nowa firma sp. z o.o.", null, "")]
    public async Task Alike_IsOneNumberOrAlmostOneName_LegalFormsApart(string name, string? nip, string expected) =>
        Assert.Equal(expected, await NamesAsync("SELECT name FROM app.similar_contacts($1, $2, NULL, NULL, 5)", name, nip ?? (object)DBNull.Value));

    [Theory]
    [InlineData("Alfa sp. z o.o.", "alfa")]
    [InlineData("ALFA Spółka z ograniczoną odpowiedzialnością sp.k.", "alfa")]
    [InlineData("„Beta” S.A.", "beta")]
    [InlineData("Żabka-Polska s.c.", "zabka polska")]
    [InlineData("S.A.", "s.a.")]
    [InlineData("Spokój", "spokoj")]
    public async Task NameCore_IsTheNameWithoutItsLegalForm(string name, string core) =>
        Assert.Equal(core, await NamesAsync("SELECT app.name_core($1)", name));

    private static string[] Words(string typed) => typed.Split(' ');

    private static string Widest(string typed) => Words(typed).MaxBy(word => word.Length)!;

    private static Task AddAsync(TestDatabase database, Guid tenant, string name, string? nip) =>
        ExecuteAsync(database, "INSERT INTO app.contact (tenant_id, id, name, nip, created_at) VALUES ($1, gen_random_uuid(), $2, $3, now())", tenant, name, nip ?? (object)DBNull.Value);

    private Task AddAsync(Guid tenant, string name, string? nip) => AddAsync(_database, tenant, name, nip);

    private Task ExecuteAsync(string sql, params object[] values) => ExecuteAsync(_database, sql, values);

    private static async Task ExecuteAsync(TestDatabase database, string sql, params object[] values)
    {
        await using var command = database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> NamesAsync(string sql, params object[] values) => string.Join('|', (await RowsAsync(sql, values)).Select(row => row[0]));

    private Task<IReadOnlyList<string[]>> RowsAsync(string sql, params object[] values) =>
        _web.ReadAsTenantAsync<IReadOnlyList<string[]>>(Tenant, null, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            var rows = new List<string[]>();
            await using (var reader = await command.ExecuteReaderAsync(token))
            {
                while (await reader.ReadAsync(token))
                    rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
            }

            // What this session counted is told to others when its transaction ends, not some time later.
            await using var flush = new NpgsqlCommand("SELECT pg_stat_force_next_flush()", connection, transaction);
            await flush.ExecuteNonQueryAsync(token);
            return rows;
        }, TestContext.Current.CancellationToken);

    private async Task<(long Index, long WholeTable)> ScansAsync(string index)
    {
        await using var command = _database.Owner.CreateCommand("""
            SELECT i.idx_scan, t.seq_scan FROM pg_stat_user_indexes AS i JOIN pg_stat_user_tables AS t USING (relid) WHERE i.indexrelname = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = index });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
