using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>The scripts own the schema; EF Core's model of the accounts is held against it.</summary>
public sealed class AccountsModelTests(House house)
{
    [Fact]
    public async Task Model_HasTheColumnsOfTheTables()
    {
        using var scope = house.First.Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Model;

        foreach (var entity in model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var documents = entity.GetNavigations().Where(navigation => navigation.TargetEntityType.IsMappedToJson()).Select(navigation =>
                (navigation.TargetEntityType.GetContainerColumnName()!, navigation.TargetEntityType.GetContainerColumnType() ?? "jsonb", !navigation.ForeignKey.IsRequiredDependent));
            var mapped = entity.GetProperties().Select(property =>
                (property.GetColumnName(table)!, property.GetColumnType(), property.IsColumnNullable(table))).Concat(documents).Order();

            Assert.Equal(await ColumnsAsync(table.Name), mapped);
        }
    }

    [Fact]
    public async Task Model_HasTheKeysOfTheTables()
    {
        using var scope = house.First.Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Model;

        foreach (var entity in model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var mapped = string.Join(',', entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName(table)));

            Assert.Equal(await house.ScalarAsync<string>("""
                SELECT string_agg(a.attname, ',' ORDER BY k.place)
                FROM pg_constraint AS c, unnest(c.conkey) WITH ORDINALITY AS k(attnum, place)
                JOIN pg_attribute AS a ON a.attnum = k.attnum
                WHERE c.contype = 'p' AND c.conrelid = ('app.' || $1)::regclass AND a.attrelid = c.conrelid
                """, table.Name), mapped);
        }
    }

    private async Task<List<(string Name, string Type, bool Nullable)>> ColumnsAsync(string table)
    {
        await using var command = house.Database.Owner.CreateCommand("""
            SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
            FROM pg_attribute AS a WHERE a.attrelid = ('app.' || $1)::regclass AND a.attnum > 0 AND NOT a.attisdropped
            """);
        command.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = table });
        var columns = new List<(string, string, bool)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        columns.Sort();
        return columns;
    }
}
