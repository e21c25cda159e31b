using System.Security.Cryptography;
using System.Text;

namespace AleSekretariat.Web.Tests.Hosting;

/// <summary>Another person of a company. Invitations come later; until then the membership is written as the silo would write it.</summary>
internal static class Colleague
{
    private static int _count;

    /// <summary>A colleague with a token: role 0 reads, 1 writes, 2 owns.</summary>
    public static async Task<TenantClient> JoinAsync(House house, TenantClient owner, short role)
    {
        var email = $"kolega{Interlocked.Increment(ref _count)}@firma.example";
        var token = "ale_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(33))[..43].Replace('+', '-').Replace('/', '_');
        await using var command = house.Database.Owner.CreateCommand("""
            WITH account AS (
              INSERT INTO app.account (id, user_name, normalized_user_name, email, normalized_email, security_stamp, concurrency_stamp, created_at)
              VALUES (gen_random_uuid(), $1, upper($1), $1, upper($1), 'stamp', 'stamp', now()) RETURNING id
            ), member AS (
              INSERT INTO app.membership (tenant_id, account_id, role, joined_at) SELECT $2, id, $3, now() FROM account
            )
            INSERT INTO app.personal_token (id, hash, account_id, tenant_id, name, created_at)
            SELECT gen_random_uuid(), $4, id, $2, 'test', now() FROM account
            """);
        foreach (var value in (object[])[email, owner.TenantId, role, SHA256.HashData(Encoding.ASCII.GetBytes(token))])
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
        return owner with { Token = token, Email = email };
    }
}
