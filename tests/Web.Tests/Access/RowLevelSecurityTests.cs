using AleSekretariat.Database;
using AleSekretariat.Web.Tests.Hosting;
using Npgsql;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>The database's own no: whatever a web node's code forgets, its role sees nothing of a tenant it does not act for.</summary>
public sealed class RowLevelSecurityTests(House house)
{
    private static readonly string[] TenantTables = ["tenant", "membership", "licence_history", "contact", "correspondence", "contract", "contract_party", "contract_annex", "history", "invitation", "correspondence_person", "correspondence_link"];

    [Fact]
    public async Task Web_WithoutTenant_SeesNothing()
    {
        await FilledTenantAsync();
        await using var web = WebDatabase.Create(house.Database.ConnectionString);

        foreach (var table in TenantTables)
        {
            await using var command = web.DataSource.CreateCommand($"SELECT count(*) FROM app.{table}");
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task Web_AsOneTenant_SeesOnlyItsOwn()
    {
        var tenant = await FilledTenantAsync();
        await FilledTenantAsync();
        await using var web = WebDatabase.Create(house.Database.ConnectionString);

        foreach (var table in TenantTables.Except(["contact", "contract_annex", "correspondence_person", "correspondence_link"]))
        {
            var seen = await web.ReadAsTenantAsync(tenant.TenantId, null, async (connection, transaction, token) =>
            {
                await using var command = new NpgsqlCommand($"SELECT DISTINCT tenant_id FROM app.{table}", connection, transaction);
                var ids = new List<Guid>();
                await using var reader = await command.ExecuteReaderAsync(token);
                while (await reader.ReadAsync(token))
                    ids.Add(reader.GetGuid(0));
                return ids;
            }, CancellationToken.None);
            Assert.Equal([tenant.TenantId], seen);
        }
    }

    [Theory]
    [InlineData("INSERT INTO app.correspondence (tenant_id) VALUES (gen_random_uuid())")]
    [InlineData("UPDATE app.contract SET subject = 'x'")]
    [InlineData("DELETE FROM app.history")]
    [InlineData("UPDATE app.tenant_counter SET used = 1")]
    [InlineData("INSERT INTO app.membership (tenant_id, account_id, role, joined_at) VALUES (gen_random_uuid(), gen_random_uuid(), 2, now())")]
    [InlineData("SELECT * FROM app.idempotency_key")]
    [InlineData("SELECT * FROM app.mail_outbox")]
    [InlineData("SELECT * FROM app.tombstone")]
    [InlineData("SELECT * FROM app.tenant_overview")]
    public async Task Web_WritingARegister_IsDenied(string sql)
    {
        await using var web = WebDatabase.Create(house.Database.ConnectionString);
        await using var command = web.DataSource.CreateCommand(sql);

        var denied = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    private async Task<TenantClient> FilledTenantAsync()
    {
        var tenant = await house.SignUpAsync();
        await tenant.RegisterLetterAsync();
        (await tenant.PostAsync("/api/v1/contracts", new { subject = "Umowa", parties = new[] { new { name = "A" } } })).Expect(System.Net.HttpStatusCode.Created);
        await house.ScalarAsync<Guid>("""
            INSERT INTO app.invitation (tenant_id, id, email, normalized_email, role, invited_by, invited_by_name, created_at, expires_at)
            VALUES ($1, gen_random_uuid(), 'a@firma.example', 'A@FIRMA.EXAMPLE', 1, gen_random_uuid(), 'test', now(), now()) RETURNING id
            """, tenant.TenantId);
        return tenant;
    }
}
